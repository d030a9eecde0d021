/** Keeps a sender's queue filled and its leases alive, and takes back what dead senders held. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CountChanges } from '../ledger/count-changes.ts'
import { takeBackDeliveries } from '../ledger/take-back.ts'
import { takeBackMails } from '../outbox/outbox-moves.ts'
import { never } from '../schema.ts'
import type { Bell } from './bell.ts'
import type { SenderParts } from './create-sender.ts'
import type { GroupCommit } from './group-commit.ts'
import { type Rank, type ReadyJob, ranks } from './job.ts'
import { leaseWork } from './lease-work.ts'
import { nextDueAt } from './next-due.ts'
import { createPreparer } from './prepare-deliveries.ts'
import type { ReadyQueue } from './ready-queue.ts'
import type { RelayGate } from './relay-gate.ts'

export interface LeaseLoopParts extends SenderParts {
  books: GroupCommit
  queue: ReadyQueue
  gate: RelayGate
  bell: Bell
}

/** On SQLite no other process can take a row, so a lease only guards against ourselves. */
const leaseMs = { sqlite: 60_000, postgres: 20_000 } as const
/** Jobs of one rank that wait for a connection: about a tenth of a second's work. */
const mostWaiting = 200
/** More are leased when a rank falls to this. */
export const lowWaiting = 100
const pollMs = 5_000
const pauseAfterErrorMs = 1_000
const takeBackRows = 500

export async function leaseLoop(parts: LeaseLoopParts, stopping: AbortSignal): Promise<void> {
  const { clock, log, bell, gate } = parts
  const preparer = createPreparer(parts.context, parts.people, parts.dkimKeys)
  const tend = tendLeases(parts)
  while (!stopping.aborted) {
    let found = 0
    try {
      const leases = await tend()
      const room = (rank: Rank) => roomOf(parts, rank)
      found = await leaseWork({ ...parts, preparer }, { ...leases, of: room }, jobs => admit(parts, jobs))
    } catch (error) {
      log.error({ err: error }, 'leasing work failed and is tried again')
      await clock.wait(pauseAfterErrorMs, stopping)
    }
    // On SQLite nothing above waits for anything, and answers of the relay must be read.
    await nextTurn()
    if (found > 0 && ranks.some(rank => roomOf(parts, rank) > 0)) continue
    await bell.wait(Math.min(gate.shutForMs() || (await dueInMs(parts)), pollMs), stopping)
  }
}

/** Until the next retry or re-send; at least a little, should its row be in another transaction's hands. */
async function dueInMs({ store, clock }: LeaseLoopParts): Promise<number> {
  const dueAt = await nextDueAt(store.read).catch(() => null)
  return dueAt === null ? pollMs : Math.max(dueAt - clock.now(), 100)
}

function roomOf({ queue, gate, books }: LeaseLoopParts, rank: Rank): number {
  if (gate.shutForMs() > 0) return 0
  const waiting = queue.waiting(rank)
  const room = waiting > lowWaiting ? 0 : mostWaiting - waiting
  return Math.min(room, Math.max(gate.room - books.held, 0))
}

/** The gate may have shut while they were leased. */
function admit({ gate, queue, books, clock }: LeaseLoopParts, jobs: ReadyJob[]): void {
  if (gate.shutForMs() === 0) queue.add(jobs)
  else for (const { job } of jobs) books.end(job, { kind: 'untried', againAt: clock.now(), reason: null })
}

/** Three times a lease: renews ours, takes back what has lapsed. Returns the time, and how long to lease. */
function tendLeases(parts: LeaseLoopParts): () => Promise<{ at: number; leaseUntil: number }> {
  const { store, clock, books } = parts
  const length = leaseMs[store.kind]
  let tendedAt: number | null = null
  return async () => {
    const at = clock.now()
    const leases = { at, leaseUntil: at + length }
    if (tendedAt !== null && at - tendedAt < length / 3) return leases
    // On SQLite we are alone: what is being sent at first was being sent by a process that is no more.
    await takeBackLapsed(parts, tendedAt === null && store.kind === 'sqlite' ? never : at - 1)
    books.renew(leases.leaseUntil)
    tendedAt = at
    return leases
  }
}

async function takeBackLapsed({ store, clock }: LeaseLoopParts, lapsedBy: number): Promise<void> {
  for (let taken = takeBackRows; taken >= takeBackRows; await nextTurn()) {
    taken = await store.write(async tx => {
      const changes = new CountChanges()
      const wish = { lapsedBy, limit: takeBackRows, at: clock.now() }
      const deliveries = await takeBackDeliveries(tx, store, changes, wish)
      const mails = await takeBackMails(tx, store, wish)
      await changes.apply(tx)
      if (deliveries > 0) tx.wake('deliveries')
      return Math.max(deliveries, mails)
    })
  }
}
