// Whatever a relay does and however its answers are cut: what never happens to any message.
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { type Action, hang, type Moment, type Script, startScriptedRelay } from './scripted-relay.ts'
import type { SmtpConnection } from './smtp-connection.ts'
import { envelope, openTestConnection, wireMail } from './test-connection.ts'

/**
 * What a relay may say or do instead of the proper answer. Only lies that nobody could tell from the truth are
 * left out: a yes between its 354 and the dot, and an answer that it skips while it gives those behind it.
 */
const faults = [
  ...['421 4.3.2 down', '450 4.2.1 later', '550 5.7.1 no', '250 ok', '220 hello', '354 go on', 'what?', '2'],
  ...['250-a\r\n250 b', '250-a\r\n251 b', '250 ok\r\n421 bye', '550 no\r\n421 bye', '354 go\r\n421 bye'],
  ...['250 ok\r\n250 ok', '550 no\r\n250 ok', '250 ok\r\n354 go on', '250 ok\r\n550 no'],
  ...['drop', 'reset', 'hang', 'drop after a yes', 'reset after a yes', 'half an answer'],
] as const
type Fault = (typeof faults)[number]

interface Plan {
  pipelining: boolean
  faults: { moment: Moment; occurrence: number; fault: Fault }[]
  /** Lengths of the pieces in which the relay speaks. */
  pieces: number[]
  messages: { length: number; word: 'release' | 'release later' | 'withhold' }[]
  /** After that many events the connection is closed or destroyed; null: at the end. */
  end: { after: number; how: 'close' | 'destroy' } | null
}

const plan: fc.Arbitrary<Plan> = fc.record({
  pipelining: fc.boolean(),
  faults: fc.array(
    fc.record({
      moment: fc.constantFrom('MAIL', 'RCPT', 'DATA', 'dot', 'RSET', 'QUIT') as fc.Arbitrary<Moment>,
      occurrence: fc.nat(3),
      fault: fc.constantFrom(...faults),
    }),
    { maxLength: 3 },
  ),
  pieces: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }),
  messages: fc.array(
    fc.record({
      length: fc.constantFrom(0, 1, 200, 9_000, 300_000),
      word: fc.constantFrom('release', 'release', 'release later', 'withhold'),
    }) as fc.Arbitrary<Plan['messages'][number]>,
    { minLength: 1, maxLength: 5 },
  ),
  end: fc.option(fc.record({ after: fc.nat(8), how: fc.constantFrom('close', 'destroy') }), {
    freq: 3,
  }) as fc.Arbitrary<Plan['end']>,
})

test('every message ends once and in order, is accepted only by a yes to its own dot, and is never denied after it', async () => {
  await fc.assert(fc.asyncProperty(plan, play), propertyRuns(300))
})

async function play(what: Plan): Promise<void> {
  const answers = new Map<string, string>()
  let dots = 0
  const speaker = new Speaker([...what.pieces])
  await using relay = await startScriptedRelay(scriptOf(what, speaker), {
    speak: (socket, octets) => speaker.say(socket, octets),
    onAct(moment) {
      if (moment === 'dot') answers.set(relay.messages.at(-1) ?? '', saidTo(what, dots++))
    },
  })
  let events = 0
  let offered = 0
  const act = (connection: SmtpConnection) => {
    events += 1
    if (what.end?.after === events) {
      if (what.end.how === 'destroy') connection.destroy()
      else void connection.close()
    }
  }
  const feed = (connection: SmtpConnection) => {
    while (connection.room && offered < what.messages.length) connection.offer(messageOf(what, offered++))
  }
  const released = new Set<string>()
  await using it = await openTestConnection(relay.port, {
    timeouts: { connectMs: 5_000, greetingMs: 5_000, commandMs: 25, dataMs: 25 },
    onReady(connection) {
      const place = it.outcomes.length
      act(connection)
      const word = what.messages[place]?.word
      if (word !== 'withhold') released.add(textOf(what, place))
      if (word === 'withhold') connection.withhold()
      else if (word === 'release') connection.release()
      else setImmediate(() => connection.release())
    },
    onEnded(connection) {
      act(connection)
      feed(connection)
      if (connection.held === 0 && connection.usable) setImmediate(() => void connection.close())
    },
  })
  feed(it.connection)
  act(it.connection)
  await it.closed

  assert.equal(it.outcomes.length, offered, 'each message that was offered has one outcome')
  assert.equal(it.told.at(-1), 'closed')
  it.outcomes.forEach((outcome, place) => {
    const text = textOf(what, place)
    const answer = answers.get(text)
    const yes = answer !== undefined && /^2\d\d/.test(answer)
    if (outcome.kind === 'accepted') assert.ok(yes, `accepted, and the relay said ${answer} to its dot`)
    if (answer === undefined) return
    assert.ok(released.has(text), 'only what was released is read')
    const no = /^[45]\d\d/.test(answer)
    const fair = no ? ['refused', 'deferred', 'uncertain'] : ['accepted', 'uncertain']
    assert.ok(fair.includes(outcome.kind), `${outcome.kind}, and the relay said ${answer} to its dot`)
  })
}

/** What the relay says to that dot; empty: nothing. */
function saidTo(what: Plan, dot: number): string {
  const faults = what.faults.filter(({ moment, occurrence }) => moment === 'dot' && occurrence === dot)
  const fault = faults.at(-1)?.fault ?? '250 2.0.0 queued'
  if (fault.endsWith('after a yes')) return '250 ok'
  return /^(drop|reset|hang|half an answer)$/.test(fault) ? '' : fault
}

function messageOf(what: Plan, place: number) {
  return envelope(place + 1, { mail: wireMail(textOf(what, place)) })
}

function textOf(what: Plan, place: number): string {
  const line = `${'x'.repeat(70)}\r\n`
  return `${place}\r\n${line.repeat(Math.ceil((what.messages[place]?.length ?? 0) / line.length))}`
}

function scriptOf(what: Plan, speaker: Speaker): Script {
  const lists = new Map<Moment, (Action | undefined)[]>()
  for (const { moment, occurrence, fault } of what.faults) {
    const actions = lists.get(moment) ?? []
    actions[occurrence] = actionOf(fault, speaker)
    lists.set(moment, actions)
  }
  const EHLO = what.pipelining ? '250-relay.example\r\n250 PIPELINING' : '250 relay.example'
  return { EHLO, ...Object.fromEntries(lists) }
}

function actionOf(fault: Fault, speaker: Speaker): Action {
  if (fault === 'hang') return hang
  if (fault === 'drop') return socket => speaker.end(socket, '', 'end')
  if (fault === 'reset') return socket => speaker.end(socket, '', 'reset')
  if (fault === 'drop after a yes') return socket => speaker.end(socket, '250 ok\r\n', 'end')
  if (fault === 'reset after a yes') return socket => speaker.end(socket, '250 ok\r\n', 'reset')
  if (fault === 'half an answer') return socket => speaker.end(socket, '250 2.0', 'end')
  // After a 421 it closes: one that takes messages after it could not be told from one that does not.
  if (fault.includes('\r\n421')) return socket => speaker.end(socket, `${fault}\r\n`, 'end')
  return fault
}

/** Speaks in pieces, one a turn; what ends the connection waits for its turn, too. */
class Speaker {
  readonly #pieces: number[]
  #waiting = ''
  #ending: 'end' | 'reset' | null = null
  #speaking = false

  constructor(pieces: number[]) {
    this.#pieces = pieces
  }

  say(socket: Socket, octets: string): void {
    this.#waiting += octets
    if (!this.#speaking) this.#next(socket)
  }

  end(socket: Socket, octets: string, how: 'end' | 'reset'): void {
    socket.pause()
    this.#ending = how
    this.say(socket, octets)
  }

  #next(socket: Socket): void {
    this.#speaking = false
    if (socket.destroyed) return
    const piece = this.#waiting.slice(0, this.#pieces.shift() ?? this.#waiting.length)
    this.#waiting = this.#waiting.slice(piece.length)
    if (piece !== '') {
      this.#speaking = true
      socket.write(piece, () => setImmediate(() => this.#next(socket)))
    } else if (this.#ending === 'end') socket.end()
    else if (this.#ending === 'reset') socket.resetAndDestroy()
  }
}
