/**
 * For tests only: every way in which a relay misbehaves towards the first of two messages, and what must
 * become of both. Each is played with PIPELINING, where the second envelope may be under way already, and in
 * turn, without it.
 */
import type { Socket } from 'node:net'
import { drop, hang, raw, reset, type Script, sayAndDrop, stall } from './scripted-relay.ts'
import type { SmtpTimeouts } from './settings.ts'

export interface Scenario {
  name: string
  script: Script
  /** Of the first message. */
  first: string
  /** Of the second; left out: `accepted` if the connection is usable after the first, else deferred unsaid. */
  second?: string
  /** Whether the connection may be used after both. */
  usable: boolean
  /** How many messages the relay read to their final dot. */
  read: number
  /** In the first outcome. */
  code?: number
  /** This message is longer than the buffers of both ends of a loopback connection. */
  large?: 1 | 2
  timeouts?: Partial<SmtpTimeouts>
  /** Played in one way only. */
  only?: 'pipelined' | 'in turn'
  /** What is different without PIPELINING. */
  inTurn?: Partial<Scenario>
}

const atMail = { first: 'deferred connection at MAIL', usable: false, read: 0 }
const atRcpt = { first: 'deferred connection at RCPT', usable: false, read: 0 }
const atData = { first: 'deferred connection at DATA', usable: false, read: 0 }
const inBody = { first: 'deferred connection at message', usable: false, read: 0 }
/** The second envelope travels with the first dot. */
const behindDot = {
  second: 'deferred connection at MAIL',
  inTurn: { second: 'deferred connection at envelope' },
}
const inDoubt = { first: 'uncertain', usable: false, read: 1, ...behindDot }
const saidYes = { first: 'accepted', usable: true, read: 2 }
const saidYesOnce = { first: 'accepted', usable: false, read: 1, ...behindDot }
const goesOn = { usable: true, read: 1 }
const hurried = { timeouts: { commandMs: 100 } }
const hurriedDot = { timeouts: { dataMs: 100 } }
const megabyte = raw(`250 ${'x'.repeat(1024 * 1024)}`)

export const scenarios: Scenario[] = [
  { name: 'it behaves', script: {}, ...saidYes, code: 250 },
  { name: 'it answers in many lines', script: { dot: ['250-2.0.0 a\r\n250 2.0.0 b'] }, ...saidYes },
  {
    name: 'it answers octet by octet',
    script: { dot: [trickle('250 ok\r\n')] },
    ...saidYes,
    only: 'in turn',
  },
  { name: 'it ends lines with a bare LF', script: { dot: [raw('250 ok\n')] }, ...saidYes },
  { name: 'it gives a code and no more', script: { MAIL: ['250'], dot: [raw('250\r\n')] }, ...saidYes },
  { name: 'it answers with 251 and 252', script: { RCPT: ['251 will forward', '252 will try'] }, ...saidYes },
  { name: 'it holds its answers until the last', script: { MAIL: [held()] }, ...saidYes, only: 'pipelined' },

  { name: 'it closes at MAIL', script: { MAIL: [drop] }, ...atMail },
  { name: 'it resets at MAIL', script: { MAIL: [reset] }, ...atMail },
  { name: 'it hangs at MAIL', script: { MAIL: [hang] }, ...atMail, ...hurried },
  { name: 'it says 421 at MAIL', script: { MAIL: [sayAndDrop('421 4.3.2 down')] }, ...atMail, code: 421 },
  { name: 'it says 421 at MAIL and stays', script: { MAIL: ['421 4.3.2 down'] }, ...atMail, code: 421 },
  { name: 'it sends garbage at MAIL', script: { MAIL: ['what?'] }, ...atMail },
  { name: 'it sends octets without end at MAIL', script: { MAIL: [raw('x'.repeat(40_000))] }, ...atMail },
  { name: 'it answers MAIL with a megabyte', script: { MAIL: [megabyte], RCPT: stall }, ...atMail },
  { name: 'it answers MAIL with 354', script: { MAIL: ['354 go on'] }, ...atMail, code: 354 },
  { name: 'it greets again at MAIL', script: { MAIL: ['220 hello'] }, ...atMail, code: 220 },
  { name: 'it says farewell at MAIL', script: { MAIL: ['221 bye'] }, ...atMail, code: 221 },
  { name: 'it answers MAIL with 334', script: { MAIL: ['334 who are you'] }, ...atMail, code: 334 },
  { name: 'it changes code within an answer', script: { MAIL: ['250-a\r\n550 b'] }, ...atMail },
  { name: 'it answers MAIL below 200', script: { MAIL: ['150 wait'] }, ...atMail },
  {
    name: 'it refuses MAIL',
    script: { MAIL: ['550 5.7.1 no'], RCPT: ['503 5.5.1 MAIL first'] },
    first: 'refused at MAIL',
    ...goesOn,
    code: 550,
    inTurn: { script: { MAIL: ['550 5.7.1 no'] } },
  },
  {
    name: 'it refuses MAIL and closes',
    script: { MAIL: [sayAndDrop('550 5.7.1 no')] },
    first: 'refused at MAIL',
    usable: false,
    read: 0,
    code: 550,
    // In turn the second MAIL may be on its way before the end is read.
    inTurn: { second: 'deferred connection at MAIL' },
  },
  {
    name: 'it refuses MAIL and takes the recipient',
    script: { MAIL: ['550 5.7.1 no'], RCPT: ['250 ok'], DATA: ['503 5.5.1 no'] },
    first: 'refused at MAIL',
    ...goesOn,
    only: 'pipelined',
  },
  {
    name: 'it refuses MAIL and says 354 to RCPT',
    script: { MAIL: ['550 5.7.1 no'], RCPT: ['354 go on'] },
    first: 'refused at MAIL',
    usable: false,
    read: 0,
    only: 'pipelined',
  },
  {
    name: 'it defers MAIL',
    script: { MAIL: ['451 4.3.0 later'], RCPT: ['503 5.5.1 MAIL first'] },
    first: 'deferred message at MAIL',
    ...goesOn,
    code: 451,
    inTurn: { script: { MAIL: ['451 4.3.0 later'] } },
  },

  { name: 'it closes at RCPT', script: { RCPT: [drop] }, ...atRcpt },
  { name: 'it resets at RCPT', script: { RCPT: [reset] }, ...atRcpt },
  { name: 'it hangs at RCPT', script: { RCPT: [hang] }, ...atRcpt, ...hurried },
  { name: 'it hangs within an answer', script: { RCPT: [rawAndHang('250-a\r\n')] }, ...atRcpt, ...hurried },
  { name: 'it says 421 at RCPT', script: { RCPT: ['421 4.7.0 slow down'] }, ...atRcpt, code: 421 },
  { name: 'it sends garbage at RCPT', script: { RCPT: ['\0\0\0'] }, ...atRcpt },
  {
    name: 'it refuses RCPT',
    script: { RCPT: ['550 5.1.1 no such user'] },
    first: 'refused at RCPT',
    ...goesOn,
    code: 550,
  },
  {
    name: 'it defers RCPT',
    script: { RCPT: ['450 4.2.1 greylisted'] },
    first: 'deferred message at RCPT',
    ...goesOn,
    code: 450,
  },
  {
    name: 'it refuses RCPT and closes',
    script: { RCPT: [sayAndDrop('550 5.1.1 no such user')] },
    first: 'refused at RCPT',
    usable: false,
    read: 0,
    inTurn: { second: 'deferred connection at MAIL' },
  },
  {
    name: 'it refuses RCPT and says 421 to DATA',
    script: { RCPT: ['550 5.1.1 no'], DATA: ['421 4.7.0 too many'] },
    first: 'refused at RCPT',
    usable: false,
    read: 0,
    only: 'pipelined',
  },
  {
    name: 'it refuses RCPT and then RSET',
    script: { RCPT: ['550 5.1.1 no'], RSET: ['500 5.5.1 what?'] },
    first: 'refused at RCPT',
    second: 'deferred connection at MAIL',
    usable: false,
    read: 0,
  },
  {
    name: 'it refuses RCPT and closes at RSET',
    script: { RCPT: ['550 5.1.1 no'], RSET: [drop] },
    first: 'refused at RCPT',
    second: 'deferred connection at MAIL',
    usable: false,
    read: 0,
  },
  {
    name: 'it refuses RCPT and still says 354',
    script: { RCPT: ['550 5.1.1 no'], DATA: ['354 go on'], dot: ['554 5.5.1 no recipients'] },
    first: 'refused at RCPT',
    usable: true,
    read: 2,
    only: 'pipelined',
  },
  {
    name: 'it refuses RCPT, says 354, and takes the empty message',
    script: { RCPT: ['550 5.1.1 no'], DATA: ['354 go on'], dot: ['250 2.0.0 queued'] },
    first: 'refused at RCPT',
    usable: true,
    read: 2,
    only: 'pipelined',
  },
  {
    name: 'it refuses RCPT, says 354, and closes at the lone dot',
    script: { RCPT: ['550 5.1.1 no'], DATA: ['354 go on'], dot: [drop] },
    first: 'refused at RCPT',
    second: 'deferred connection at MAIL',
    usable: false,
    read: 1,
    only: 'pipelined',
  },
  {
    name: 'it refuses RCPT, says 354, and 421 at the lone dot',
    script: { RCPT: ['450 4.2.1 no'], DATA: ['354 go on'], dot: ['421 4.7.0 enough'] },
    first: 'deferred message at RCPT',
    second: 'deferred connection at MAIL',
    usable: false,
    read: 1,
    only: 'pipelined',
  },
  { name: 'it answers RCPT twice', script: { RCPT: ['250 ok\r\n250 ok'] }, ...atData, code: 250 },
  {
    name: 'it swaps the answers to RCPT and DATA',
    script: { RCPT: ['354 go on'], DATA: ['250 ok'] },
    ...atRcpt,
    code: 354,
    only: 'pipelined',
  },
  {
    name: 'it answers DATA before it is asked',
    script: { RCPT: ['250 ok\r\n354 go on'] },
    ...atData,
    code: 354,
    only: 'in turn',
  },
  { name: 'it begins another answer', script: { RCPT: [raw('250 ok\r\n25')] }, ...atData, only: 'in turn' },

  { name: 'it closes at DATA', script: { DATA: [drop] }, ...atData },
  { name: 'it resets at DATA', script: { DATA: [reset] }, ...atData },
  { name: 'it hangs at DATA', script: { DATA: [hang] }, ...atData, ...hurried },
  { name: 'it says 421 at DATA', script: { DATA: ['421 4.3.2 down'] }, ...atData, code: 421 },
  { name: 'it answers DATA with 250', script: { DATA: ['250 ok'] }, ...atData, code: 250 },
  { name: 'it floods at DATA', script: { DATA: [raw('250-x\r\n'.repeat(20_000))] }, ...atData },
  {
    name: 'it refuses DATA',
    script: { DATA: ['554 5.5.1 no valid recipients'] },
    first: 'refused at DATA',
    ...goesOn,
    code: 554,
  },
  {
    name: 'it defers DATA',
    script: { DATA: ['451 4.3.0 later'] },
    first: 'deferred message at DATA',
    ...goesOn,
    code: 451,
  },
  {
    name: 'it says 354 and 421 at once',
    script: { DATA: ['354 go\r\n421 4.3.2 down'] },
    ...inBody,
    code: 421,
  },
  { name: 'it answers the dot with the 354', script: { DATA: ['354 go\r\n250 ok'] }, ...inBody, code: 250 },
  { name: 'it says 354 and begins another answer', script: { DATA: [raw('354 go\r\n2')] }, ...inBody },
  {
    name: 'it says 354 and closes',
    script: { DATA: [sayAndDrop('354 go')] },
    ...inDoubt,
    // The content has left before the end of the connection is read.
    read: 0,
  },

  { name: 'it closes in the message', script: { body: [drop] }, large: 1, ...inBody },
  { name: 'it resets in the message', script: { body: [reset] }, large: 1, ...inBody },
  {
    name: 'it says 421 in the message',
    script: { body: ['421 4.3.2 down'] },
    large: 1,
    ...inBody,
    code: 421,
  },
  {
    name: 'it refuses in the message',
    script: { body: [sayAndDrop('552 5.3.4 too big')] },
    large: 1,
    ...inBody,
  },
  { name: 'it says yes in the message', script: { body: ['250 queued'] }, large: 1, ...inBody, code: 250 },
  { name: 'it stops reading', script: { body: [hang] }, large: 1, ...hurriedDot, ...inBody },
  { name: 'it takes a large message slowly', script: { body: [pauseShortly] }, large: 1, ...saidYes },

  { name: 'it closes after the dot', script: { dot: [drop] }, ...inDoubt },
  { name: 'it resets after the dot', script: { dot: [reset] }, ...inDoubt },
  { name: 'it hangs after the dot', script: { dot: [hang] }, ...inDoubt, ...hurriedDot },
  { name: 'it answers the dot after the deadline', script: { dot: [lateYes] }, ...inDoubt, ...hurriedDot },
  { name: 'it closes within the last answer', script: { dot: [sayHalf] }, ...inDoubt },
  { name: 'it sends garbage after the dot', script: { dot: ['thank you'] }, ...inDoubt },
  { name: 'it answers the dot with a megabyte', script: { dot: [megabyte] }, ...inDoubt },
  { name: 'it answers the dot with 354', script: { dot: ['354 more'] }, ...inDoubt },
  { name: 'it answers the dot with a farewell', script: { dot: [sayAndDrop('221 bye')] }, ...inDoubt },
  {
    name: 'it says 421 after the dot',
    script: { dot: [sayAndDrop('421 4.3.2 down')] },
    ...inDoubt,
    first: 'deferred connection at message',
    code: 421,
  },
  {
    name: 'it says 421 after the dot and stays',
    script: { dot: ['421 4.3.2 down'] },
    ...inDoubt,
    first: 'deferred connection at message',
    code: 421,
  },
  {
    name: 'it refuses the message',
    script: { dot: ['554 5.7.1 spam'] },
    first: 'refused at message',
    usable: true,
    read: 2,
    code: 554,
  },
  {
    name: 'it defers the message',
    script: { dot: ['452 4.3.1 disk full'] },
    first: 'deferred message at message',
    usable: true,
    read: 2,
    code: 452,
  },
  {
    name: 'it says yes and closes',
    script: { dot: [sayAndDrop('250 ok')] },
    ...saidYesOnce,
    inTurn: { second: 'deferred connection at MAIL' },
  },
  {
    name: 'it says yes and resets',
    script: { dot: [sayAndReset] },
    ...saidYesOnce,
    inTurn: { second: 'deferred connection at MAIL' },
  },
  {
    name: 'it says yes twice',
    script: { dot: ['250 ok\r\n250 ok'] },
    ...saidYesOnce,
    second: 'deferred connection at DATA',
  },
  {
    name: 'it says yes, then no',
    script: { dot: ['250 ok\r\n550 no'] },
    ...saidYesOnce,
    second: 'refused at MAIL',
    code: 250,
  },
  {
    name: 'it says yes and 421',
    script: { dot: ['250 ok\r\n421 bye'] },
    ...saidYesOnce,
    code: 250,
  },
  {
    name: 'it says yes and floods',
    script: { dot: [raw(`250 ok\r\n${'250 again\r\n'.repeat(50_000)}`)] },
    ...saidYesOnce,
    second: 'deferred connection at DATA',
  },

  {
    name: 'it refuses the second MAIL',
    script: { MAIL: [undefined, '550 5.7.1 no'] },
    first: 'accepted',
    second: 'refused at MAIL',
    ...goesOn,
  },
  {
    name: 'it refuses the second RCPT',
    script: { RCPT: [undefined, '550 5.1.1 no'] },
    first: 'accepted',
    second: 'refused at RCPT',
    ...goesOn,
  },
  {
    name: 'it refuses the second RCPT and still says 354',
    script: { RCPT: [undefined, '550 5.1.1 no'], DATA: [undefined, '354 go on'] },
    first: 'accepted',
    second: 'refused at RCPT',
    usable: true,
    read: 2,
    only: 'pipelined',
  },
  {
    name: 'it closes at the second MAIL',
    script: { MAIL: [undefined, drop] },
    ...saidYesOnce,
    inTurn: {},
  },
  {
    name: 'it resets at the second RCPT',
    script: { RCPT: [undefined, reset] },
    ...saidYesOnce,
    second: 'deferred connection at RCPT',
    inTurn: {},
  },
  {
    name: 'it says 421 at the second DATA',
    script: { DATA: [undefined, '421 4.7.0 enough for today'] },
    ...saidYesOnce,
    second: 'deferred connection at DATA',
    inTurn: {},
  },
  {
    name: 'it hangs at the second RCPT',
    script: { RCPT: [undefined, hang] },
    ...saidYesOnce,
    ...hurried,
    second: 'deferred connection at RCPT',
    inTurn: {},
  },
  {
    name: 'it closes in the second message',
    script: { body: [undefined, drop] },
    large: 2,
    first: 'accepted',
    second: 'deferred connection at message',
    usable: false,
    read: 1,
  },
  {
    name: 'it refuses in the second message',
    script: { body: [undefined, sayAndDrop('552 5.3.4 too big')] },
    large: 2,
    first: 'accepted',
    second: 'deferred connection at message',
    usable: false,
    read: 1,
  },
  {
    name: 'it closes after the second dot',
    script: { dot: [undefined, drop] },
    first: 'accepted',
    second: 'uncertain',
    usable: false,
    read: 2,
  },
  {
    name: 'it says the second 354 and closes',
    script: { DATA: [undefined, sayAndDrop('354 go')] },
    ...saidYesOnce,
    second: 'uncertain',
    inTurn: {},
  },
  {
    name: 'it refuses both messages after their dots',
    script: { dot: ['554 5.7.1 no', '554 5.7.1 no'] },
    first: 'refused at message',
    second: 'refused at message',
    usable: true,
    read: 2,
  },
]

function trickle(octets: string) {
  return (socket: Socket) => {
    const [first, ...rest] = octets
    if (first === undefined) return
    socket.write(first, () => trickle(rest.join(''))(socket))
  }
}

/** The answers of a whole envelope in one piece. */
function held() {
  return (socket: Socket) => {
    socket.cork()
    socket.write('250 2.1.0 sender ok\r\n')
    setImmediate(() => socket.uncork())
  }
}

function rawAndHang(octets: string) {
  return (socket: Socket) => {
    socket.write(octets)
    socket.pause()
  }
}

function pauseShortly(socket: Socket) {
  socket.pause()
  setTimeout(() => socket.resume(), 20)
}

function lateYes(socket: Socket) {
  socket.pause()
  let ticks = 0
  // As the deadline counts them: whoever holds this process up, holds up both.
  const ticker = setInterval(() => {
    if (++ticks === 30) socket.write('250 2.0.0 queued\r\n')
  }, hurriedDot.timeouts.dataMs / 10)
  socket.once('close', () => clearInterval(ticker))
}

function sayHalf(socket: Socket) {
  socket.end('250 2.0.0 o')
}

function sayAndReset(socket: Socket) {
  socket.write('250 ok\r\n', () => socket.resetAndDestroy())
  socket.pause()
}
