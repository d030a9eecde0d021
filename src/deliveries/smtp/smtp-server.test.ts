// The good paths, against a server that is not ours.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { connectSmtp } from './connect-smtp.ts'
import { secureSocket } from './open-socket.ts'
import type { SmtpSettings } from './settings.ts'

const timeouts = { connectMs: 20_000, greetingMs: 20_000, commandMs: 20_000, dataMs: 20_000 }
const bytes = Buffer.from('Subject: x\r\n\r\n..\r\n...two\r\nend\r\n')
const mail = { from: 'bounces+1@news.example', to: 'reader@example.org', bytes }

interface Received {
  from: string
  to: string
  message: string
  secure: boolean
  user: string | undefined
}

async function startServer(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    // Its own self-signed certificate is just what these tests want; `false` keeps it from warning of it.
    logger: false,
    onAuth({ method, username, password }, _session, callback) {
      if (username !== 'news' || password !== 'bell') return callback(new Error('wrong'))
      return callback(null, { user: `${method} ${username}` })
    },
    onData(stream, session, callback) {
      text(stream).then(message => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const to = rcptTo.map(({ address }) => address).join()
        received.push({ from, to, message, secure: session.secure, user: session.user })
        callback()
      }, callback)
    },
    ...options,
  })
  // Refused certificates and dropped handshakes are reported here.
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { received, port, [Symbol.asyncDispose]: () => new Promise<void>(done => server.close(done)) }
}

const settings = (port: number, change: Partial<SmtpSettings> = {}): SmtpSettings => ({
  host: 'localhost',
  port,
  implicitTls: false,
  user: null,
  password: null,
  clientName: '[127.0.0.1]',
  timeouts,
  ...change,
})

async function open(port: number, change: Partial<SmtpSettings> = {}) {
  const result = await connectSmtp(settings(port, change))
  if (!result.ok) throw new Error(result.reason)
  return result.connection
}

test('many messages over one plain connection arrive octet for octet', async () => {
  await using server = await startServer({ disabledCommands: ['STARTTLS'] })
  await using connection = await open(server.port, { host: '127.0.0.1' })
  for (let i = 0; i < 5; i++)
    assert.equal((await connection.send({ ...mail, to: `reader${i}@example.org` })).kind, 'accepted')
  assert.deepEqual(
    server.received.map(({ to }) => to),
    [0, 1, 2, 3, 4].map(i => `reader${i}@example.org`),
  )
  for (const { message, secure } of server.received) {
    assert.equal(message, 'Subject: x\r\n\r\n.\r\n..two\r\nend\r\n')
    assert.equal(secure, false)
  }
})

test('STARTTLS is used when it is offered, with a self-signed certificate on loopback', async () => {
  await using server = await startServer()
  await using connection = await open(server.port)
  assert.equal((await connection.send(mail)).kind, 'accepted')
  assert.equal(server.received[0]?.secure, true)
})

test('implicit TLS carries a message of a megabyte', async () => {
  await using server = await startServer({ secure: true })
  await using connection = await open(server.port, { implicitTls: true })
  const large = Buffer.alloc(1024 * 1024, '.line\r\n').subarray(0, 1_000_006)
  assert.equal((await connection.send({ ...mail, bytes: large })).kind, 'accepted')
  assert.equal(server.received[0]?.message, large.toString())
})

for (const method of ['PLAIN', 'LOGIN'])
  test(`AUTH ${method} over STARTTLS logs in`, async () => {
    await using server = await startServer({ authOptional: false, authMethods: [method] })
    await using connection = await open(server.port, { user: 'news', password: 'bell' })
    assert.equal((await connection.send(mail)).kind, 'accepted')
    assert.equal(server.received[0]?.user, `${method} news`)
  })

test('a wrong password is no connection until somebody mends it', async () => {
  await using server = await startServer()
  const result = await connectSmtp(settings(server.port, { user: 'news', password: 'wrong' }))
  assert.ok(!result.ok && result.permanent)
  assert.equal(result.reply?.code, 535)
})

test('an international address arrives as it was typed', async () => {
  await using server = await startServer()
  await using connection = await open(server.port)
  assert.equal((await connection.send({ ...mail, to: 'josé@example.org' })).kind, 'accepted')
  assert.equal(server.received[0]?.to, 'josé@example.org')
})

test('a message over the offered SIZE is refused before it is sent, and smaller ones still go', async () => {
  await using server = await startServer({ size: 100 })
  await using connection = await open(server.port)
  const outcome = await connection.send({ ...mail, bytes: Buffer.alloc(101, 'x') })
  assert.ok(outcome.kind === 'refused' && outcome.step === 'envelope')
  assert.equal((await connection.send(mail)).kind, 'accepted')
})

test('where certificates are checked, a self-signed one ends the connection until somebody mends it', async () => {
  await using server = await startServer({ secure: true })
  const wish = { host: 'localhost', checkCertificate: true, handshakeMs: 20_000 }
  const opened = await secureSocket(connect(server.port, '127.0.0.1'), wish)
  assert.ok(!opened.ok && opened.permanent)
  assert.match(opened.reason, /certificate does not pass/)
})
