/**
 * The send engine of one process: claims work, keeps the claims, and feeds the lines to the relay.
 * Comes in: rows of the ledger and the outbox, from any process. Goes out: mail, and what became of it.
 * What always holds: content leaves only after its start is committed; whatever is held here and not sent when the
 * process ends, however it ends, is taken back and sent by the next.
 */
import type { Logger } from 'pino'
import { haltAlert } from '../../alerts/index.ts'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { Fence } from '../fence/open-fence.ts'
import type { LineListener, Lines } from '../lines/line.ts'
import { type Pacer, relayScope, type SendingNow } from '../pace/index.ts'
import type { People } from '../people.ts'
import { createSetAside } from '../set-aside.ts'
import { createAppetite } from './appetite.ts'
import { atMostEvery } from './at-most-every.ts'
import { createBell } from './bell.ts'
import { claimLoop } from './claim-loop.ts'
import { createCrowd } from './crowd.ts'
import { Dispatcher } from './dispatcher.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import { createPreparer } from './prepare-alert.ts'
import { createPumping, type Pumping } from './pumping.ts'
import { createRelayGate } from './relay-gate.ts'
import { createProblemRecorder } from './relay-problem.ts'
import { createStormWatch, type Storm } from './storm-watch.ts'
import { createWindow } from './window.ts'

export interface SenderParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  context: DeliveryContext
  people: People
  fence: Fence
  /** Connections at a time. */
  poolSize: number
  openPacer(sending: SendingNow): Pacer
  openLines(listener: LineListener): Lines
}

export interface Sender {
  start(): void
  /** Lets what is under way end, for at most six seconds; gives the rest back. */
  stop(): Promise<void>
}

const drainMs = 6_000
const lastCommitMs = 1_000
const lastClaimMs = 1_000
const pauseAfterErrorMs = 1_000
/** A look for work costs a few queries. */
const ringEveryMs = 60

export function createSender(parts: SenderParts): Sender {
  let running: { stop(): Promise<void> } | null = null
  return {
    start() {
      running ??= run(parts)
    },
    async stop() {
      const ending = running
      running = null
      await ending?.stop()
    },
  }
}

function run(parts: SenderParts): { stop(): Promise<void> } {
  const { store, clock, log, context, poolSize: connections } = parts
  const stopping = new AbortController()
  const bell = createBell(clock)
  const window = createWindow()
  const books = createGroupCommit(parts)
  const record = createProblemRecorder(parts, stopping.signal)
  const gate = createRelayGate(parts, problem => {
    bell.ring()
    record(problem)
  })
  const watch = createStormWatch(clock, pauseForStorm(parts, stopping.signal))
  // Both ask the dispatcher, which is made from them.
  const lines = parts.openLines(listenerTo(() => dispatcher))
  const pacer = parts.openPacer({
    openConnections: () => dispatcher.openConnections,
    waiting: scope => (scope === relayScope ? window.size : window.waitingOfAll(scope)),
  })
  const onRoom = () => pumping.soon()
  const dispatcher = new Dispatcher({
    ...{ clock, log, window, books, gate, pacer, watch, lines, context, connections, onRoom },
  })
  const ringWhenLow = atMostEvery(ringEveryMs, clock, bell.ring)
  const appetite = createAppetite(clock, () => dispatcher.endedCount)
  const pumping = createPumping(
    {
      ...{ clock, dispatcher, pacer, stopping: stopping.signal },
      onError: error => log.error({ err: error }, 'the pace could not be settled'),
    },
    () => window.size <= appetite() && ringWhenLow(),
  )
  const { scopeOf } = pacer
  const { learn, forget } = lines
  const preparer = createPreparer({ ...parts, scopeOf, learn, forget })
  const crowd = createCrowd({ clock, window, books, pacer, isSlow: scope => dispatcher.isSlow(scope) })
  const offs = [
    store.onWake(['alerts', 'outbox'], bell.ring),
    // Our own commits say this many times a second.
    store.onWake(['deliveries'], atMostEvery(ringEveryMs, clock, bell.ring)),
  ]
  const setAside = createSetAside(clock)
  const found = { books, window, gate, bell, crowd, watch, preparer, setAside, scopeOf, pacer, appetite }
  const claiming = claimLoop({ ...parts, ...found, onWork: pumping.soon }, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      for (const off of offs) off()
      await drain(parts, { claiming, dispatcher, pumping, lines, books, pacer })
    },
  }
}

interface Running {
  claiming: Promise<void>
  dispatcher: Dispatcher
  pumping: Pumping
  lines: Lines
  books: GroupCommit
  pacer: Pacer
}

/** A database out of reach must not keep us from ending: what we hold is found by others when its leases lapse. */
async function drain(
  { clock, log }: SenderParts,
  { claiming, dispatcher, pumping, lines, books, pacer }: Running,
): Promise<void> {
  await within(clock, lastClaimMs, claiming, () => undefined)
  dispatcher.stop()
  await pumping.drained(drainMs)
  lines.cut()
  await lines.close()
  await within(clock, lastCommitMs, books.settled(), books.abandon)
  books.abandon()
  await within(clock, lastCommitMs, books.settled(), () => undefined)
  const lapse = (error?: unknown) => log.error({ err: error }, 'shares were left to lapse')
  await within(clock, lastCommitMs, pacer.stop().catch(lapse), lapse)
}

function listenerTo(dispatcher: () => Dispatcher): LineListener {
  return {
    ready: line => dispatcher().ready(line),
    ended: (line, outcome) => dispatcher().ended(line, outcome),
    unreached: (line, why) => dispatcher().unreached(line, why),
  }
}

/** Nobody would say it again, so it is tried until it is written. */
function pauseForStorm({ store, clock, log }: SenderParts, stopping: AbortSignal): (storm: Storm) => void {
  const pause = async ({ alertId, reason, since }: Storm) => {
    const note = `paused by itself: ${reason}`
    const wish = { id: alertId, to: 'paused', note, unlessResumedSince: since } as const
    while (!stopping.aborted) {
      try {
        // Somebody may have looked at it and said to go on before this process noticed that it was paused.
        if (await store.write(tx => haltAlert(tx, wish))) log.warn({ alertId, reason }, 'an alert was paused')
        return
      } catch (error) {
        log.error({ err: error, alertId }, 'an alert could not be paused, which is tried again')
        await clock.wait(pauseAfterErrorMs, stopping)
      }
    }
  }
  return storm => void pause(storm)
}

async function within(clock: Clock, ms: number, work: Promise<unknown>, late: () => void): Promise<void> {
  const ended = new AbortController()
  const deadline = clock.wait(ms, ended.signal).then(() => ended.signal.aborted || late())
  await Promise.race([work, deadline])
  ended.abort()
}
