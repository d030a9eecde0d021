import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { type SmtpSinkHooks, startSmtpSink } from './smtp-sink.ts'

async function sinkFor(t: TestContext, hooks?: SmtpSinkHooks) {
  const sink = await startSmtpSink(hooks)
  t.after(() => sink.stop())
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, ignoreTLS: true })
  const send = (to: string, messageId = '<1@test>') =>
    transport.sendMail({ from: 'a@example.org', to, subject: 'A bell rang', messageId, text: 'Ding.' })
  return { sink, send }
}

test('an accepted message is kept with its envelope, its headers and its octets', async t => {
  const { sink, send } = await sinkFor(t)
  await send('b@example.org')
  const [message] = sink.messages
  assert.equal(message?.envelopeFrom, 'a@example.org')
  assert.deepEqual(message?.envelopeTo, ['b@example.org'])
  assert.equal(message?.headers.get('subject'), 'A bell rang')
  assert.match(message?.raw.toString() ?? '', /Ding\./)
})

test('waiting for a count ends with the message that reaches it', async t => {
  const { sink, send } = await sinkFor(t)
  const two = sink.waitForCount(2)
  await send('b@example.org')
  await send('c@example.org')
  assert.equal((await two).length, 2)
})

test('waiting in vain says how many came', async t => {
  const { sink } = await sinkFor(t)
  await assert.rejects(sink.waitForCount(1, 0), /expected 1 messages within 0 ms, but got 0/)
})

test('a recipient can be refused for a while or for good', async t => {
  const { sink, send } = await sinkFor(t, {
    onRecipient: address => ({ code: address.startsWith('later') ? 451 : 550, text: 'no' }),
  })
  await assert.rejects(send('later@example.org'), { responseCode: 451 })
  await assert.rejects(send('never@example.org'), { responseCode: 550 })
  assert.equal(sink.messages.length, 0)
})

test('a message can be refused after its final dot', async t => {
  const { sink, send } = await sinkFor(t, { onMessage: () => ({ code: 554, text: 'no' }) })
  await assert.rejects(send('b@example.org'), { responseCode: 554 })
  assert.equal(sink.messages.length, 0)
})

test('a dropped message is not kept, one kept and dropped is, and the sender knows neither', async t => {
  const { sink, send } = await sinkFor(t, { onMessage: () => 'drop' })
  await assert.rejects(send('b@example.org'), { code: 'ECONNECTION' })
  assert.equal(sink.messages.length, 0)
  sink.hooks = { onMessage: () => 'keep-and-drop' }
  await assert.rejects(send('b@example.org'), { code: 'ECONNECTION' })
  assert.equal(sink.messages.length, 1)
})

test('messages are counted by Message-ID', async t => {
  const { sink, send } = await sinkFor(t)
  for (const id of ['<1@test>', '<2@test>', '<1@test>']) await send('b@example.org', id)
  assert.deepEqual(Object.fromEntries(sink.countByMessageId()), { '<1@test>': 2, '<2@test>': 1 })
})

test('a folded header is read as one line, a repeated one keeps all its values', async t => {
  const { sink } = await sinkFor(t)
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, ignoreTLS: true })
  const raw = 'X-Long: one\r\n two\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\nDing.\r\n'
  await transport.sendMail({ envelope: { from: 'a@example.org', to: 'b@example.org' }, raw })
  assert.equal(sink.messages[0]?.headers.get('x-long'), 'one two')
  assert.equal(sink.messages[0]?.headers.get('x-twice'), '1\n2')
})
