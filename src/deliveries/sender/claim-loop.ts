/**
 * Keeps a sender's window filled and its leases alive, takes back what dead senders held, and gives back what its
 * alert's pause, or a slow pace, keeps from going.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Clock, hasPassed } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import type { Fence } from '../fence/open-fence.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { takeBackDeliveries } from '../ledger/take-back.ts'
import { takeBackMails } from '../outbox/outbox-moves.ts'
import type { Pacer } from '../pace/index.ts'
import { never } from '../schema.ts'
import type { Bell } from './bell.ts'
import { type ClaimParts, claimWork } from './claim-work.ts'
import type { Crowd } from './crowd.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Job, Rank } from './job.ts'
import type { RelayGate } from './relay-gate.ts'
import type { Watch } from './storm-watch.ts'
import { heldUpAmong, nextDueAt, rankBeingFrozen } from './what-waits.ts'
import type { Window } from './window.ts'

export interface ClaimLoopParts extends ClaimParts {
  clock: Clock
  window: Window
  gate: RelayGate
  bell: Bell
  fence: Fence
  crowd: Crowd
  watch: Watch
  pacer: Pick<Pacer, 'relayConnections'>
  /** More of a rank is claimed when no more than this waits. */
  appetite(): number
  /** Something came into the window. */
  onWork(): void
}

/** On SQLite no other process can take a row, so a lease only guards against ourselves. */
const leaseMs = { sqlite: 60_000, postgres: 20_000 } as const
const mostDue = 200
const pollMs = 5_000
const pauseAfterErrorMs = 1_000
const takeBackRows = 500
const fenceEveryMs = 1_000
/** A large audience takes longer, but by then there is enough of it to take. */
const holdForMs = 1_000

export async function claimLoop(parts: ClaimLoopParts, stopping: AbortSignal): Promise<void> {
  const { store, clock, log, bell, gate, crowd, fence, window } = parts
  const tend = tendLeases(parts)
  const isFenced = seldom(clock, async () => !(await fence.isOpen()))
  while (!stopping.aborted) {
    let found = false
    try {
      const leases = await tend()
      await dropHeldUp(parts)
      if (await isFenced()) {
        await bell.wait(pollMs, stopping)
        continue
      }
      // Whose readers are still being looked up waits a few milliseconds: what is less urgent must not go before the flash
      // that is about to.
      window.hold(await rankBeingFrozen(store, clock.now() - holdForMs))
      crowd.park()
      const ofScope = (rank: Rank, scope: string) => (gate.shutForMs() > 0 ? 0 : crowd.wanted(rank, scope))
      const room = { of: (rank: Rank) => roomOf(parts, rank), ofScope }
      found = await claimWork(parts, { ...leases, ...room }, jobs => admit(parts, jobs))
    } catch (error) {
      log.error({ err: error }, 'claiming work failed and is tried again')
      await clock.wait(pauseAfterErrorMs, stopping)
    }
    // On SQLite nothing above waits for anything, and outcomes must be heard.
    await nextTurn()
    if (found) continue
    await bell.wait(Math.min(gate.shutForMs() || (await dueInMs(parts)), pollMs), stopping)
  }
}

/** Until the next retry or re-send; at least a little, should its row be in another transaction's hands. */
async function dueInMs({ store, clock, crowd, setAside }: ClaimLoopParts): Promise<number> {
  let dueMs = pollMs
  try {
    const dueAt = await nextDueAt(store)
    if (dueAt !== null) dueMs = Math.max(dueAt - clock.now(), 100)
  } catch {
    // Whoever claims next meets the same error, and says so.
  }
  return Math.min(dueMs, crowd.againMs(), setAside.againMs() ?? pollMs)
}

function roomOf({ window, gate, pacer, appetite }: ClaimLoopParts, rank: Rank): number {
  // Others have all of the relay's connections, and send what we leave to them.
  if (gate.shutForMs() > 0 || pacer.relayConnections() === 0) return 0
  return window.waiting(rank) > appetite() ? 0 : mostDue
}

/** The gate may have shut while they were claimed. */
function admit({ gate, window, books, clock, onWork }: ClaimLoopParts, jobs: readonly Job[]): void {
  if (gate.shutForMs() === 0) {
    window.add(jobs)
    onWork()
    return
  }
  const untried = { kind: 'untried', againAt: clock.now(), reason: null } as const
  for (const { held } of jobs)
    if (held.kind === 'mail') books.add({ kind: 'end', held, outcome: untried, started: false })
    else books.add({ kind: 'give-back', deliveries: [held] })
}

/** What waits here of an alert that was paused or stopped is given back at once. */
async function dropHeldUp({ store, window, books, watch }: ClaimLoopParts): Promise<void> {
  const waiting = [...new Set([...window.alertIds(), ...watch.alertIds()])]
  if (waiting.length === 0) return
  for (const id of await heldUpAmong(store, waiting)) {
    if (books.holdsOf(id)) watch.rest(id)
    else watch.forget(id)
    const deliveries = window.takeAlert(id).map(job => job.held)
    if (deliveries.length > 0) books.add({ kind: 'give-back', deliveries })
  }
}

/** While nothing was wrong, not asked again for a while: every start asks the fence by itself. */
function seldom(clock: Clock, isWrong: () => Promise<boolean>): () => Promise<boolean> {
  let askedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (!hasPassed(fenceEveryMs, askedAt, clock.now())) return false
    const wrong = await isWrong()
    if (!wrong) askedAt = clock.now()
    return wrong
  }
}

/** Three times a lease: renews ours, takes back what has lapsed. Returns the time, and how long to lease. */
function tendLeases(parts: ClaimLoopParts): () => Promise<{ at: number; leaseUntil: number }> {
  const { store, clock, books, preparer } = parts
  const length = leaseMs[store.kind]
  let tendedAt: number | null = null
  return async () => {
    const at = clock.now()
    const leases = { at, leaseUntil: at + length }
    if (tendedAt !== null && !hasPassed(length / 3, tendedAt, at)) return leases
    // First of all: taking back much, or failing to, must not cost us what we have; nor must it be us who take that back, when
    // the machine stood still for longer than a lease.
    if (books.held > 0) await renew(books, leases.leaseUntil)
    // On SQLite we are alone: what is being sent at first was being sent by a process that is no more.
    await takeBackLapsed(parts, tendedAt === null && store.kind === 'sqlite' ? never : at - 1)
    preparer.tidy(books.holdsOf)
    tendedAt = at
    return leases
  }
}

/** Stays unresolved where the books were abandoned: then nothing is to be claimed either. */
function renew(books: GroupCommit, leaseUntil: number): Promise<void> {
  return new Promise(renewed => books.add({ kind: 'renew', leaseUntil, renewed }))
}

async function takeBackLapsed(
  { store, clock }: { store: Store; clock: Clock },
  lapsedBy: number,
): Promise<void> {
  for (let taken = takeBackRows; taken >= takeBackRows; await nextTurn()) {
    taken = await store.write(async tx => {
      const changes = new CountChanges()
      const wish = { lapsedBy, limit: takeBackRows, at: clock.now() }
      const deliveries = await takeBackDeliveries(tx, store, changes, wish)
      const mails = await takeBackMails(tx, store, wish)
      await changes.apply(tx, store.kind)
      if (deliveries > 0) tx.wake('deliveries')
      // One of them may have been the last of its alert.
      if (deliveries > 0) tx.wake('alerts')
      return Math.max(deliveries, mails)
    })
  }
}
