/**
 * The send engine of one process: leases work, keeps the leases, and runs a pool of connections to the relay.
 * Comes in: rows of the ledger and the outbox, from any process. Goes out: mail, and what became of it.
 * What always holds: content leaves only after its start is committed; whatever is held here and not sent
 * when the process ends, however it ends, is taken back and sent by the next.
 */
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { DkimKey } from '../dkim/index.ts'
import type { People } from '../people.ts'
import type { SmtpSettings } from '../smtp/index.ts'
import { createBell } from './bell.ts'
import { createGroupCommit } from './group-commit.ts'
import { leaseLoop, lowWaiting } from './lease-loop.ts'
import { createReadyQueue } from './ready-queue.ts'
import { createRelayGate } from './relay-gate.ts'
import { recordRelayProblem } from './relay-problem.ts'
import { type Relay, type SendLoopParts, sendLoop } from './send-loop.ts'

export interface SenderParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  log: Logger
  context: DeliveryContext
  people: People
  dkimKeys: readonly DkimKey[]
}

export interface SenderSettings {
  smtp: SmtpSettings
  /** Connections at a time. */
  poolSize: number
}

export interface Sender {
  start(): void
  /** Lets what is under way end, for at most eight seconds; gives the rest back. */
  stop(): Promise<void>
}

const pauseAfterErrorMs = 1_000
const drainMs = 8_000
const lastCommitMs = 1_500

export function createSender(parts: SenderParts, settings: SenderSettings): Sender {
  let running: { stop(): Promise<void> } | null = null
  return {
    start() {
      running ??= run(parts, settings)
    },
    async stop() {
      const ending = running
      running = null
      await ending?.stop()
    },
  }
}

function run(parts: SenderParts, { smtp, poolSize }: SenderSettings): { stop(): Promise<void> } {
  const { store, clock, log } = parts
  const stopping = new AbortController()
  const cutting = new AbortController()
  const books = createGroupCommit(parts)
  const bell = createBell(clock)
  const queue = createReadyQueue({ low: lowWaiting, onLow: bell.ring })
  const gate = createRelayGate(parts, problem => {
    bell.ring()
    recordRelayProblem(store, problem).catch(error => log.error({ err: error }, 'a problem was not recorded'))
  })
  const relay: Relay = { gate, working: new Set(), losses: new Map() }
  const off = store.onWake(['alerts', 'deliveries', 'outbox'], bell.ring)
  const leasing = leaseLoop({ ...parts, books, queue, gate, bell }, stopping.signal)
  const loopParts: SendLoopParts = { settings: smtp, clock, log, queue, books, relay }
  const loops = Array.from({ length: poolSize }, () =>
    keepSending(loopParts, stopping.signal, cutting.signal),
  )
  return {
    async stop() {
      stopping.abort()
      off()
      await leasing
      for (const { job } of queue.drain())
        books.end(job, { kind: 'untried', againAt: clock.now(), reason: null })
      await within(clock, drainMs, Promise.all(loops), () => cutting.abort())
      await Promise.all(loops)
      await within(clock, lastCommitMs, books.settled(), books.abandon)
      books.abandon()
      await books.settled()
    },
  }
}

async function within(clock: Clock, ms: number, work: Promise<unknown>, late: () => void): Promise<void> {
  const ended = new AbortController()
  const deadline = clock.wait(ms, ended.signal).then(() => ended.signal.aborted || late())
  await Promise.race([work, deadline])
  ended.abort()
}

/** A connection's loop ends by itself only when stopping. */
async function keepSending(parts: SendLoopParts, stopping: AbortSignal, cutting: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await sendLoop(parts, stopping, cutting)
    } catch (error) {
      parts.log.error({ err: error }, 'a connection ended unexpectedly')
      await parts.clock.wait(pauseAfterErrorMs, stopping)
    }
  }
}
