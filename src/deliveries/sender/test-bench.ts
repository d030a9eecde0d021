/** For tests: a sender whose lines, time and store do only what a test says. */
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import {
  addAlert,
  addSubscribers,
  advanceUntil,
  nobodyChose,
  openFence,
  stopFirst,
  testContext,
  testSecrets,
} from '../../../test/support/deliver-fixture.ts'
import { createFakeClock, type FakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { freezeChunk } from '../audience/freeze-chunk.ts'
import type { LineJob, LineListener, Lines } from '../lines/line.ts'
import type { Pacer } from '../pace/index.ts'
import { type People, peopleOf } from '../people.ts'
import type { SendOutcome } from '../smtp/index.ts'
import { createSender } from './create-sender.ts'

export const accepted = {
  kind: 'accepted',
  reply: { code: 250, enhanced: null, text: 'fine' },
} as const satisfies SendOutcome
export const lost = {
  kind: 'deferred',
  reply: null,
  reason: 'the relay closed the connection',
  step: 'message',
  scope: 'connection',
} as const satisfies SendOutcome

export const people = peopleOf(testSecrets)

export const noLimits: Pacer = {
  scopeOf: domain => domain,
  waitMs: () => 0,
  holdsBack: () => false,
  perSecond: () => null,
  start: () => undefined,
  ended: () => undefined,
  connections: () => Number.POSITIVE_INFINITY,
  relayConnections: () => Number.POSITIVE_INFINITY,
  messagesPerConnection: () => Number.POSITIVE_INFINITY,
  relayMessagesPerConnection: () => Number.POSITIVE_INFINITY,
  tend: async () => undefined,
  stop: async () => undefined,
}

/** Lines that do nothing by themselves: a test says what happens on each. */
function scriptedLines() {
  const given: { job: LineJob; number: number }[][] = []
  const heard: string[] = []
  let listener: LineListener | null = null
  const lines: Lines = {
    learn: () => undefined,
    forget: () => undefined,
    take(line, job, number) {
      given[line] = [...(given[line] ?? []), { job, number }]
    },
    // As lines do: words about any but the first meet nobody.
    release: (line, number) => void (given[line]?.[0]?.number === number && heard.push(`release ${line}`)),
    withhold: line => void heard.push(`withhold ${line}`),
    hangUp: line => void heard.push(`hang up ${line}`),
    cut: () => undefined,
    close: async () => undefined,
  }
  return {
    heard,
    open(to: LineListener) {
      listener = to
      return lines
    },
    on: (line: number) => given[line]?.map(({ job }) => job) ?? [],
    ready: (line: number) => listener?.ready(line),
    /** @param held How many of those it was given it had when it failed; the rest crosses this word on its way. */
    unreached(line: number, held = given[line]?.length ?? 0) {
      const upTo = given[line]?.[held - 1]?.number ?? -1
      given[line] = given[line]?.slice(held) ?? []
      listener?.unreached(line, { reason: 'nobody is there', permanent: false, pushedBack: false, upTo })
    },
    ended(line: number, outcome: SendOutcome) {
      given[line]?.shift()
      listener?.ended(line, outcome)
    },
  }
}

/** A wake-up may be lost, and what stands behind it waits for the clock; which goes on slowly, so that no lease lapses. */
async function soon(clock: FakeClock, check: () => boolean): Promise<void> {
  for (let turn = 1; !check(); turn++) {
    if (turn > 1_500) throw new Error(`it was not so within 30 seconds: ${check}`)
    await delay(20)
    if (turn % 25 === 0) await clock.advance(1_000)
  }
}

export async function freshBench(t: TestContext, subscribers: number, poolSize = 1) {
  const stops = stopFirst(t)
  const store = await freshStore(t)
  const fake = createFakeClock()
  let stoodMs = 0
  const clock: FakeClock = { ...fake, now: () => fake.now() + stoodMs }
  /** Time goes on and nothing else does, as when a machine is suspended. */
  const standStill = (ms: number) => {
    stoodMs += ms
  }
  const putBack = (ms: number) => standStill(-ms)
  const ids = await addSubscribers(store, subscribers)
  const lines = scriptedLines()
  const run = (
    over: Store = store,
    pacer: Pacer = noLimits,
    among: People = people,
    context = testContext,
  ) => {
    const sender = createSender({
      ...{ store: over, clock, random: randomBytes, log: pino({ level: 'silent' }), context },
      ...{ people: among, fence: openFence, poolSize, openPacer: () => pacer, openLines: lines.open },
    })
    sender.start()
    stops.after(async () => {
      let stopped = false
      const stopping = sender.stop().then(() => {
        stopped = true
      })
      // A message that a test left under way is waited for.
      await advanceUntil(clock, async () => stopped)
      await stopping
    })
    return sender
  }
  const frozenAlert = async () => {
    const alertId = await addAlert(store, { at: clock.now() })
    await store.write(tx =>
      freezeChunk(tx, { store, people, chunk: 100, choosers: nobodyChose }, { alertId, at: clock.now() }),
    )
    return alertId
  }
  const given = (line: number, count = 1) => soon(clock, () => lines.on(line).length >= count)
  const heard = (word: string) => soon(clock, () => lines.heard.includes(word))
  return { store, clock, standStill, putBack, ids, lines, run, frozenAlert, given, heard }
}
