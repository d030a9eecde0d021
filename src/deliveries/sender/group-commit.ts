/**
 * The one writer of what senders do: starts, endings and renewed leases of all connections, in small group
 * commits, so close behind the answers that a crash leaves in doubt only what was truly on its way.
 * What always holds: `start` answers true only once the mark is committed; an ending is written under the
 * lease it was made for; a group that fails is written again, whole, until it is committed or abandoned.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import type { Fence } from '../fence/open-fence.ts'
import type { People } from '../people.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'
import type { Job } from './job.ts'
import { writeGroup } from './write-group.ts'

export type Entry =
  | { kind: 'start'; job: Job; decided: (mayLeave: boolean) => void }
  | { kind: 'end'; job: Job; outcome: AttemptOutcome }
  | { kind: 'renew'; jobs: Job[]; leaseUntil: number }
  | { kind: 'wake' }

export interface GroupCommitParts {
  store: Store
  clock: Clock
  log: Logger
  people: People
  fence: Fence
  random(bytes: number): Uint8Array
}

export interface GroupCommit {
  /** Takes charge of freshly leased jobs: their leases are renewed until they end. */
  hold(jobs: readonly Job[]): void
  readonly held: number
  start(job: Job): Promise<boolean>
  end(job: Job, outcome: AttemptOutcome): void
  renew(leaseUntil: number): void
  /** Resolves when all that was handed in is committed or abandoned. */
  settled(): Promise<void>
  /** From now on a group that fails is left to the lapse of its leases. */
  abandon(): void
}

/** Rows a transaction: it must stay short, because pages are answered between two. */
const mostEntries = 200
const mostTurns = 4
const pauseAfterErrorMs = 200
/** Pages are told at most this often. */
const wakeEveryMs = 50

export function createGroupCommit(parts: GroupCommitParts): GroupCommit {
  const waiting: Entry[] = []
  const held = new Set<Job>()
  const abandoned = new AbortController()
  let running: Promise<void> | null = null
  let wokenAt = Number.NEGATIVE_INFINITY
  let wakeOwed = false
  const add = (entry: Entry) => {
    waiting.push(entry)
    running ??= run().finally(() => {
      running = null
    })
  }
  const run = async () => {
    while (waiting.length > 0) {
      await gather()
      await commit(waiting.splice(0, mostEntries))
    }
  }
  // What comes within a few turns of the event loop shares a commit; nobody waits for what does not come.
  const gather = async () => {
    for (let turn = 0, known = 0; turn < mostTurns && known < waiting.length; turn += 1) {
      known = waiting.length
      await nextTurn()
    }
  }
  const commit = async (group: Entry[]) => {
    const wakes = parts.clock.now() - wokenAt >= wakeEveryMs
    const started = await writeUntilDone(parts, group, wakes, abandoned.signal)
    for (const entry of group) {
      if (entry.kind === 'end') held.delete(entry.job)
      if (entry.kind !== 'start') continue
      if (!started.has(entry.job)) held.delete(entry.job)
      entry.decided(started.has(entry.job))
    }
    if (wakes) wokenAt = parts.clock.now()
    else oweWake()
  }
  const oweWake = () => {
    if (wakeOwed) return
    wakeOwed = true
    void parts.clock.wait(wakeEveryMs, abandoned.signal).then(() => {
      wakeOwed = false
      if (!abandoned.signal.aborted) add({ kind: 'wake' })
    })
  }
  return {
    hold: jobs => jobs.forEach(job => void held.add(job)),
    get held() {
      return held.size
    },
    start: job => new Promise(decided => add({ kind: 'start', job, decided })),
    end: (job, outcome) => add({ kind: 'end', job, outcome }),
    renew: leaseUntil => held.size > 0 && add({ kind: 'renew', jobs: [...held], leaseUntil }),
    settled: async () => {
      while (running) await running
    },
    abandon: () => abandoned.abort(),
  }
}

/** Returns the jobs whose content may leave. */
async function writeUntilDone(
  parts: GroupCommitParts,
  group: Entry[],
  wakes: boolean,
  abandoned: AbortSignal,
): Promise<Set<Job>> {
  for (;;) {
    try {
      return await writeGroup(parts, group, wakes)
    } catch (error) {
      parts.log.error({ err: error, entries: group.length }, 'a group commit failed and is tried again')
      if (abandoned.aborted) return new Set()
      await parts.clock.wait(pauseAfterErrorMs, abandoned)
    }
  }
}
