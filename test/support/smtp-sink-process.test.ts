import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { startSinkSession } from './smtp-sink-session.ts'
import { startSmtpSinkProcess } from './start-smtp-sink-process.ts'

const mail = (id: string, to = 'b@example.org') =>
  `MAIL FROM:<a@example.org>\r\nRCPT TO:<${to}>\r\nDATA\r\nMessage-ID: <${id}@test>\r\nX-Tocsin-Alert: 7\r\n\r\nDing.\r\n.\r\n`

/** A session without a network: what it replied and what it accepted to some octets, fed in pieces of `size`. */
function converse(octets: string, size = octets.length) {
  let replies = ''
  const accepted: string[] = []
  const take = startSinkSession({
    alertHeader: 'x-tocsin-alert',
    reply: text => {
      replies += text
    },
    accepted: mails => {
      accepted.push(...mails.map(({ recipient, messageId, alert }) => `${recipient} ${messageId} ${alert}`))
    },
    whenDue: answer => answer(),
    close: () => undefined,
  })
  for (let at = 0; at < octets.length; at += size) take(Buffer.from(octets.slice(at, at + size)))
  return { codes: [...replies.matchAll(/^(\d{3}) /gm)].map(match => match[1]).join(' '), accepted }
}

async function sinkProcess(t: TestContext, delayMs = 0) {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-sink-'))
  const sink = await startSmtpSinkProcess({ logFile: join(folder, 'accepted.log'), delayMs })
  t.after(async () => {
    await sink.stop()
    await rm(folder, { recursive: true })
  })
  return sink
}

/** Sends all octets at once and reads until the sink hangs up. */
async function exchange(port: number, octets: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let replies = ''
  socket.on('data', text => {
    replies += text
  })
  socket.write(octets)
  await once(socket, 'end')
  socket.destroy()
  return replies
}

test('a pipelined conversation is answered in order', () => {
  const { codes, accepted } = converse(`EHLO me\r\n${mail('1')}${mail('2')}QUIT\r\n`)
  assert.equal(codes, '220 250 250 250 354 250 250 250 354 250 221')
  assert.deepEqual(accepted, ['b@example.org <1@test> 7', 'b@example.org <2@test> 7'])
})

test('octets may arrive one by one', () => {
  const whole = converse(`EHLO me\r\n${mail('1')}QUIT\r\n`)
  assert.deepEqual(converse(`EHLO me\r\n${mail('1')}QUIT\r\n`, 1), whole)
})

test('RSET forgets the envelope, and DATA without a recipient is refused', () => {
  const { codes, accepted } = converse('MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nRSET\r\nDATA\r\n')
  assert.equal(codes, '220 250 250 250 503')
  assert.deepEqual(accepted, [])
})

test('an unfinished message is not accepted', () => {
  assert.deepEqual(converse(mail('1').slice(0, -3)).accepted, [])
})

test('an empty message ends at its dot', () => {
  const { accepted } = converse('MAIL FROM:<>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n.\r\nNOOP\r\n')
  assert.deepEqual(accepted, ['d@e.f  '])
})

test('a message begins with its first octet after 354, not with DATA', () => {
  const begun: string[] = []
  const take = startSinkSession({
    alertHeader: 'subject',
    reply: () => undefined,
    begun: recipients => void begun.push(...recipients),
    accepted: () => undefined,
    whenDue: answer => answer(),
    close: () => undefined,
  })
  take(Buffer.from('MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n'))
  assert.deepEqual(begun, [])
  for (const piece of ['S', 'ubject: x\r\n', '\r\n.\r\n']) take(Buffer.from(piece))
  assert.deepEqual(begun, ['d@e.f'])
})

test('a refused recipient is none, and DATA after it is refused', () => {
  let replies = ''
  const take = startSinkSession({
    alertHeader: 'subject',
    reply: text => {
      replies += text
    },
    refusal: recipient => (recipient === 'd@e.f' ? '550 5.1.1 no such user' : null),
    accepted: () => assert.fail('nothing was sent'),
    whenDue: answer => answer(),
    close: () => undefined,
  })
  take(Buffer.from('MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n'))
  assert.match(replies, /550 5\.1\.1 no such user\r\n503 /)
})

test('every recipient of a message is counted', () => {
  const two = mail('1').replace('DATA', 'RCPT TO:<c@example.org>\r\nDATA')
  assert.deepEqual(converse(two).accepted, ['b@example.org <1@test> 7', 'c@example.org <1@test> 7'])
})

test('the process logs what it accepted and lives on after a client that broke off', async t => {
  const sink = await sinkProcess(t, 2)
  const broken = connect(sink.port, '127.0.0.1')
  broken.write('MAIL FROM:<a@b.c>\r\n')
  await once(broken, 'data')
  broken.resetAndDestroy()
  const replies = await exchange(sink.port, `${mail('1')}${mail('2', 'ü@example.org')}QUIT\r\n`)
  assert.match(replies, /221 2\.0\.0 bye\r\n$/)
  assert.deepEqual(await sink.readAccepted(), [
    { recipient: 'b@example.org', messageId: '<1@test>', alert: '7' },
    { recipient: 'ü@example.org', messageId: '<2@test>', alert: '7' },
  ])
})
