import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { connectSmtp } from './connect-smtp.ts'
import type { SmtpConnection } from './connection.ts'
import type { Envelope } from './envelope.ts'
import type { SendOutcome } from './outcome.ts'
import { drop, raw, reset, type Script, sayAndDrop, stall, startScriptedRelay } from './scripted-relay.ts'
import type { SmtpTimeouts } from './settings.ts'

const patient: SmtpTimeouts = { connectMs: 20_000, greetingMs: 20_000, commandMs: 20_000, dataMs: 20_000 }
const settings = (port: number, timeouts: Partial<SmtpTimeouts> = {}) => ({
  host: '127.0.0.1',
  port,
  implicitTls: false,
  user: null as string | null,
  password: null as string | null,
  clientName: 'news.example',
  timeouts: { ...patient, ...timeouts },
})
const mail: Envelope = {
  from: 'bounces+1@news.example',
  to: 'reader@example.org',
  bytes: Buffer.from('Subject: x\r\n\r\n.y\r\n'),
}
/** More than the buffers of both ends of a loopback connection hold. */
const largeMail: Envelope = { ...mail, bytes: Buffer.alloc(78 * 500_000, `${'x'.repeat(76)}\r\n`) }

async function connected(port: number, timeouts: Partial<SmtpTimeouts> = {}): Promise<SmtpConnection> {
  const result = await connectSmtp(settings(port, timeouts))
  if (!result.ok) throw new Error(result.reason)
  return result.connection
}

/** `accepted`, `refused at RCPT`, `deferred message at RCPT`, `uncertain`, … */
function summary(outcome: SendOutcome): string {
  if (outcome.kind === 'refused') return `refused at ${outcome.step}`
  if (outcome.kind === 'deferred') return `deferred ${outcome.scope} at ${outcome.step}`
  return outcome.kind
}

interface Scenario {
  name: string
  script: Script
  outcome: string
  /** Whether the connection may be used again. */
  usable: boolean
  /** How many messages the relay read to their final dot. */
  read: 0 | 1
  code?: number
  envelope?: Envelope
  timeouts?: Partial<SmtpTimeouts>
}

const noPipelining = '250-relay.example\r\n250 8BITMIME'
const atMail = { outcome: 'deferred connection at MAIL', usable: false, read: 0 } as const
const atRcpt = { outcome: 'deferred connection at RCPT', usable: false, read: 0 } as const
const atData = { outcome: 'deferred connection at DATA', usable: false, read: 0 } as const
const inBody = { outcome: 'deferred connection at message', usable: false, read: 0 } as const
const inDoubt = { outcome: 'uncertain', usable: false, read: 1 } as const
const saidYes = { outcome: 'accepted', read: 1 } as const
const hurried = { timeouts: { commandMs: 300 } }
const megabyte = raw(`250 ${'x'.repeat(1024 * 1024)}`)

const scenarios: Scenario[] = [
  { name: 'it behaves', script: {}, ...saidYes, usable: true, code: 250 },
  {
    name: 'it answers in many lines',
    script: { dot: '250-2.0.0 a\r\n250 2.0.0 b' },
    ...saidYes,
    usable: true,
  },
  { name: 'it answers octet by octet', script: { dot: trickle('250 ok\r\n') }, ...saidYes, usable: true },
  { name: 'it ends lines with a bare LF', script: { dot: raw('250 ok\n') }, ...saidYes, usable: true },
  { name: 'it gives a code and no more', script: { dot: raw('250\r\n') }, ...saidYes, usable: true },

  { name: 'it closes at MAIL', script: { MAIL: drop }, ...atMail },
  { name: 'it resets at MAIL', script: { MAIL: reset }, ...atMail },
  { name: 'it stalls at MAIL', script: { MAIL: stall, RCPT: stall }, ...atMail, ...hurried },
  { name: 'it says 421 at MAIL', script: { MAIL: sayAndDrop('421 4.3.2 down') }, ...atMail, code: 421 },
  { name: 'it says 421 at MAIL and stays', script: { MAIL: '421 4.3.2 down' }, ...atMail, code: 421 },
  { name: 'it sends garbage at MAIL', script: { MAIL: 'what?' }, ...atMail },
  { name: 'it answers MAIL with a megabyte', script: { MAIL: megabyte, RCPT: stall }, ...atMail },
  { name: 'it answers MAIL with 354', script: { MAIL: '354 go on' }, ...atMail, code: 354 },
  { name: 'it greets again at MAIL', script: { MAIL: '220 hello' }, ...atMail, code: 220 },
  { name: 'it changes code within an answer', script: { MAIL: '250-a\r\n550 b' }, ...atMail },
  {
    name: 'it refuses MAIL',
    script: { MAIL: '550 5.7.1 no', RCPT: '503 5.5.1 MAIL first' },
    outcome: 'refused at MAIL',
    usable: true,
    read: 0,
    code: 550,
  },
  {
    name: 'it refuses MAIL and closes',
    script: { MAIL: sayAndDrop('550 5.7.1 no') },
    outcome: 'refused at MAIL',
    usable: false,
    read: 0,
    code: 550,
  },
  {
    name: 'it defers MAIL',
    script: { MAIL: '451 4.3.0 later', RCPT: '503 5.5.1 MAIL first' },
    outcome: 'deferred message at MAIL',
    usable: true,
    read: 0,
    code: 451,
  },

  { name: 'it closes at RCPT', script: { RCPT: drop }, ...atRcpt },
  { name: 'it closes at RCPT, in turn', script: { EHLO: noPipelining, RCPT: drop }, ...atRcpt },
  { name: 'it stalls at RCPT', script: { RCPT: stall }, ...atRcpt, ...hurried },
  { name: 'it stalls within an answer', script: { RCPT: raw('250-a\r\n') }, ...atRcpt, ...hurried },
  { name: 'it says 421 at RCPT', script: { RCPT: '421 4.7.0 slow down' }, ...atRcpt, code: 421 },
  {
    name: 'it refuses RCPT',
    script: { RCPT: '550 5.1.1 no such user' },
    outcome: 'refused at RCPT',
    usable: true,
    read: 0,
    code: 550,
  },
  {
    name: 'it refuses RCPT, in turn',
    script: { EHLO: noPipelining, RCPT: '550 5.1.1 no such user' },
    outcome: 'refused at RCPT',
    usable: true,
    read: 0,
    code: 550,
  },
  {
    name: 'it defers RCPT',
    script: { RCPT: '450 4.2.1 greylisted' },
    outcome: 'deferred message at RCPT',
    usable: true,
    read: 0,
    code: 450,
  },
  {
    name: 'it refuses RCPT and then RSET',
    script: { RCPT: '550 5.1.1 no', RSET: '500 5.5.1 what?' },
    outcome: 'refused at RCPT',
    usable: false,
    read: 0,
  },
  {
    name: 'it answers RCPT twice',
    script: { RCPT: '250 ok\r\n250 ok' },
    ...atData,
    code: 250,
  },
  {
    name: 'it answers DATA before it is asked',
    script: { RCPT: '250 ok\r\n354 go on' },
    ...atData,
    code: 354,
  },
  { name: 'it begins another answer', script: { RCPT: raw('250 ok\r\n25') }, ...atData },

  { name: 'it closes at DATA', script: { DATA: drop }, ...atData },
  { name: 'it resets at DATA', script: { DATA: reset }, ...atData },
  { name: 'it stalls at DATA', script: { DATA: stall }, ...atData, ...hurried },
  { name: 'it says 421 at DATA', script: { DATA: '421 4.3.2 down' }, ...atData, code: 421 },
  { name: 'it answers DATA with 250', script: { DATA: '250 ok' }, ...atData, code: 250 },
  { name: 'it floods at DATA', script: { DATA: raw('250-x\r\n'.repeat(20_000)) }, ...atData },
  {
    name: 'it refuses DATA',
    script: { DATA: '554 5.5.1 no valid recipients' },
    outcome: 'refused at DATA',
    usable: true,
    read: 0,
    code: 554,
  },
  {
    name: 'it defers DATA',
    script: { DATA: '451 4.3.0 later' },
    outcome: 'deferred message at DATA',
    usable: true,
    read: 0,
    code: 451,
  },
  {
    name: 'it answers the dot before the message',
    script: { DATA: '354 go\r\n250 ok' },
    ...inBody,
    code: 250,
  },

  { name: 'it closes in the message', script: { body: drop }, envelope: largeMail, ...inBody },
  { name: 'it resets in the message', script: { body: reset }, envelope: largeMail, ...inBody },
  {
    name: 'it says 421 in the message',
    script: { body: '421 4.3.2 down' },
    envelope: largeMail,
    ...inBody,
    code: 421,
  },
  {
    name: 'it says yes in the message',
    script: { body: '250 2.0.0 queued' },
    envelope: largeMail,
    ...inBody,
    code: 250,
  },
  {
    name: 'it stops reading in the message',
    script: { body: socket => void socket.pause() },
    envelope: largeMail,
    timeouts: { dataMs: 300 },
    ...inBody,
  },

  { name: 'it closes after the dot', script: { dot: drop }, ...inDoubt },
  { name: 'it resets after the dot', script: { dot: reset }, ...inDoubt },
  { name: 'it stalls after the dot', script: { dot: stall }, ...inDoubt, timeouts: { dataMs: 300 } },
  {
    name: 'it closes within the last answer',
    script: { dot: socket => void socket.end('250 2.0.0 o') },
    ...inDoubt,
  },
  { name: 'it sends garbage after the dot', script: { dot: 'thank you' }, ...inDoubt },
  { name: 'it answers the dot with a megabyte', script: { dot: megabyte }, ...inDoubt },
  { name: 'it answers the dot with 354', script: { dot: '354 more' }, ...inDoubt },
  { name: 'it answers the dot with a farewell', script: { dot: sayAndDrop('221 bye') }, ...inDoubt },
  {
    name: 'it says 421 after the dot',
    script: { dot: sayAndDrop('421 4.3.2 down') },
    outcome: 'deferred connection at message',
    usable: false,
    read: 1,
    code: 421,
  },
  {
    name: 'it refuses the message',
    script: { dot: '554 5.7.1 spam' },
    outcome: 'refused at message',
    usable: true,
    read: 1,
    code: 554,
  },
  {
    name: 'it defers the message',
    script: { dot: '452 4.3.1 disk full' },
    outcome: 'deferred message at message',
    usable: true,
    read: 1,
    code: 452,
  },
  { name: 'it says yes and closes', script: { dot: sayAndDrop('250 ok') }, ...saidYes, usable: false },
  { name: 'it says yes twice', script: { dot: '250 ok\r\n250 ok' }, ...saidYes, usable: false },
  { name: 'it says yes, then no', script: { dot: '250 ok\r\n550 no' }, ...saidYes, usable: false, code: 250 },
  { name: 'it says yes and 421', script: { dot: '250 ok\r\n421 bye' }, ...saidYes, usable: false, code: 250 },
  { name: 'it says yes and floods', script: { dot: flood }, ...saidYes, usable: false },
]

function trickle(octets: string) {
  return (socket: Socket) => {
    const [first, ...rest] = octets
    if (first === undefined) return
    socket.write(first, () => trickle(rest.join(''))(socket))
  }
}

function flood(socket: Socket) {
  socket.write(`250 ok\r\n${'250 again\r\n'.repeat(50_000)}`)
}

for (const { name, script, envelope = mail, timeouts, ...wanted } of scenarios) {
  test(`${name}: ${wanted.outcome}`, async () => {
    await using relay = await startScriptedRelay(script)
    const connection = await connected(relay.port, timeouts)
    try {
      const outcome = await connection.send(envelope)
      assert.equal(summary(outcome), wanted.outcome, JSON.stringify(outcome))
      assert.equal(relay.messages.length, wanted.read)
      if (wanted.code) assert.equal('reply' in outcome && outcome.reply?.code, wanted.code)
      const second = await connection.send(mail)
      assert.equal(second.kind !== 'deferred' || second.scope !== 'connection', wanted.usable)
      assert.equal(connection.usable, wanted.usable)
    } finally {
      connection.destroy()
    }
  })
}
