import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectSmtp } from './connect-smtp.ts'
import type { SmtpConnection } from './connection.ts'
import type { Envelope } from './envelope.ts'
import { type Script, startScriptedRelay } from './scripted-relay.ts'

const timeouts = { connectMs: 20_000, greetingMs: 20_000, commandMs: 20_000, dataMs: 20_000 }
const mail: Envelope = {
  from: 'bounces+1@news.example',
  to: 'reader@example.org',
  bytes: Buffer.from('Subject: x\r\n\r\n..y\r\n'),
}
const mailCommand = 'MAIL FROM:<bounces+1@news.example>'
const rcptCommand = 'RCPT TO:<reader@example.org>'

async function open(script: Script = {}) {
  const relay = await startScriptedRelay(script)
  const result = await connectSmtp({
    host: '127.0.0.1',
    port: relay.port,
    implicitTls: false,
    user: null,
    password: null,
    clientName: 'news.example',
    timeouts,
  })
  if (!result.ok) throw new Error(result.reason)
  const { connection } = result
  return {
    relay,
    connection: connection as SmtpConnection,
    async [Symbol.asyncDispose]() {
      connection.destroy()
      await relay[Symbol.asyncDispose]()
    },
  }
}

test('beforeData is asked after RCPT was accepted and before DATA goes out', async () => {
  await using it = await open()
  let heard: string[] = []
  const beforeData = async () => {
    heard = [...it.relay.commands]
    return true
  }
  assert.equal((await it.connection.send(mail, { beforeData })).kind, 'accepted')
  assert.deepEqual(heard, ['EHLO news.example', mailCommand, rcptCommand])
})

test('a no from beforeData resets the envelope, sends nothing, and leaves the connection usable', async () => {
  await using it = await open()
  const outcome = await it.connection.send(mail, { beforeData: async () => false })
  assert.deepEqual(outcome, { kind: 'withdrawn' })
  assert.equal((await it.connection.send(mail)).kind, 'accepted')
  assert.deepEqual(it.relay.commands.slice(1), [
    mailCommand,
    rcptCommand,
    'RSET',
    mailCommand,
    rcptCommand,
    'DATA',
  ])
  assert.equal(it.relay.messages.length, 1)
})

test('a beforeData that fails ends the send with its error, and nothing is sent', async () => {
  await using it = await open()
  const beforeData = () => Promise.reject(new Error('the store is gone'))
  await assert.rejects(it.connection.send(mail, { beforeData }), /the store is gone/)
  assert.equal((await it.connection.send(mail)).kind, 'accepted')
  assert.equal(it.relay.messages.length, 1)
})

test('beforeData is not asked when RCPT was refused', async () => {
  await using it = await open({ RCPT: '550 5.1.1 no' })
  let asked = false
  const outcome = await it.connection.send(mail, { beforeData: async () => (asked = true) })
  assert.equal(outcome.kind, 'refused')
  assert.equal(asked, false)
})

test('a connection destroyed while beforeData decides is deferred, not in doubt', async () => {
  await using it = await open()
  const beforeData = async () => {
    it.connection.destroy()
    return true
  }
  const outcome = await it.connection.send(mail, { beforeData })
  assert.equal(outcome.kind === 'deferred' && outcome.scope, 'connection')
})

test('without PIPELINING each command waits for the answer to the one before', async () => {
  const chunks: string[] = []
  await using it = await open({
    EHLO: '250 relay.example',
    MAIL: socket => {
      // One turn later: a RCPT written too early would be here by then.
      setImmediate(() => {
        chunks.push(...it.relay.commands.slice(1))
        socket.write('250 ok\r\n')
      })
    },
  })
  assert.equal((await it.connection.send(mail)).kind, 'accepted')
  assert.deepEqual(chunks, [mailCommand])
})

test('the relay reads the message as it was given, dot-stuffed', async () => {
  await using it = await open()
  await it.connection.send(mail)
  assert.deepEqual(it.relay.messages, ['Subject: x\r\n\r\n..y\r\n'])
})

test('an empty message is still ended by its dot', async () => {
  await using it = await open()
  assert.equal((await it.connection.send({ ...mail, bytes: new Uint8Array() })).kind, 'accepted')
  assert.deepEqual(it.relay.messages, [''])
})

test('an address with a command in it is refused and the relay never hears of it', async () => {
  await using it = await open()
  const outcome = await it.connection.send({ ...mail, to: 'a@b.example>\r\nRCPT TO:<c@d.example' })
  assert.equal(outcome.kind, 'refused')
  assert.deepEqual(it.relay.commands, ['EHLO news.example'])
  assert.equal((await it.connection.send(mail)).kind, 'accepted')
})

test('a relay that refuses an address may repeat it; the reason does not', async () => {
  await using it = await open({ RCPT: '550 5.1.1 <reader@example.org> unknown' })
  const outcome = await it.connection.send(mail)
  assert.equal(outcome.kind === 'refused' && outcome.reason, 'the relay answered 550 5.1.1 to RCPT')
})

test('close waits for the message under way, says QUIT, and may be called twice', async () => {
  await using it = await open()
  const sending = it.connection.send(mail)
  await Promise.all([it.connection.close(), it.connection.close()])
  assert.equal((await sending).kind, 'accepted')
  assert.deepEqual(it.relay.commands.slice(-2), ['DATA', 'QUIT'])
  assert.equal(it.connection.usable, false)
})

test('a closed connection takes no message and says so without a doubt', async () => {
  await using it = await open()
  await it.connection.close()
  const outcome = await it.connection.send(mail)
  assert.equal(outcome.kind === 'deferred' && outcome.scope, 'connection')
})

test('a second send during the first is a mistake of the caller', async () => {
  await using it = await open()
  const first = it.connection.send(mail)
  await assert.rejects(it.connection.send(mail), /another message is under way/)
  assert.equal((await first).kind, 'accepted')
})

test('a relay that says 421 between two messages makes the connection unusable', async () => {
  let closeIdle = () => undefined as unknown
  await using it = await open({
    dot: socket => {
      socket.write('250 ok\r\n')
      closeIdle = () => socket.end('421 4.4.2 idle\r\n')
    },
  })
  assert.equal((await it.connection.send(mail)).kind, 'accepted')
  closeIdle()
  while (it.connection.usable) await new Promise(resolve => setImmediate(resolve))
  const outcome = await it.connection.send(mail)
  assert.equal(outcome.kind === 'deferred' && outcome.reply?.code, 421)
})
