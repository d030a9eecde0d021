/**
 * The one writer of what a sender does: starts, endings, leases. Small group commits, so close behind the answers
 * that a crash leaves in doubt only what was truly on its way.
 * What always holds: a start is told only once it is committed; a group that fails is written again, whole,
 * until it is committed or abandoned.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import type { Fence } from '../fence/open-fence.ts'
import type { Claim, HeldDelivery } from '../ledger/held-delivery.ts'
import type { Start } from '../ledger/start-deliveries.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'
import type { People } from '../people.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'
import type { Held } from './job.ts'
import { writeGroup } from './write-group.ts'

export type Entry =
  /** `unwanted`: its reader must not get it, says what was read when it was taken; the books say why. */
  | { kind: 'start'; held: Held; unwanted: boolean; decided: (start: Start) => void }
  /** `started`: its content may have begun to leave; else it was decided before (at MAIL or RCPT). */
  | { kind: 'end'; held: Held; outcome: AttemptOutcome; started: boolean }
  /** As they were, for others to take. */
  | { kind: 'give-back'; deliveries: readonly HeldDelivery[] }
  /** Out of memory until the pace has room for their scope. */
  | { kind: 'park'; deliveries: readonly HeldDelivery[]; scope: string }
  | { kind: 'renew'; leaseUntil: number }
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
  /** Takes charge of a fresh claim: its lease is renewed until nothing of it is held. */
  hold(claim: Claim): void
  holdMails(mails: readonly LeasedMail[]): void
  /** Deliveries and mails in this sender's hands. */
  readonly held: number
  holdsOf(alertId: number): boolean
  add(entry: Entry): void
  /** Resolves when all that was handed in is committed or abandoned. */
  settled(): Promise<void>
  /** From now on a group that fails is left to the lapse of its leases. */
  abandon(): void
}

/** What is in this sender's hands. Changed only once a group is committed. */
export interface Holdings {
  readonly claims: Set<Claim>
  readonly mails: Set<LeasedMail>
}

/** Rows a transaction: it must stay short, because whoever else writes waits for it. */
const mostEntries = 200
const pauseAfterErrorMs = 200
/** Pages are told at most this often. */
const wakeEveryMs = 50

export function createGroupCommit(parts: GroupCommitParts): GroupCommit {
  let waiting: Entry[] = []
  const holdings: Holdings = { claims: new Set(), mails: new Set() }
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
      // What came with the same turn of the event loop shares a commit; nobody waits for what does not come.
      await nextTurn()
      const group = waiting.length > mostEntries ? waiting.splice(0, mostEntries) : waiting
      if (group === waiting) waiting = []
      await commit(group)
    }
  }
  const commit = async (group: Entry[]) => {
    const wakes = parts.clock.now() - wokenAt >= wakeEveryMs
    // Told apart from the writing: whatever a listener throws, what is committed is not written again.
    const tell = await writeUntilDone(parts, holdings, group, wakes, abandoned.signal)
    tell()
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
    hold: claim => void holdings.claims.add(claim),
    holdMails: mails => mails.forEach(mail => void holdings.mails.add(mail)),
    get held() {
      let held = holdings.mails.size
      for (const claim of holdings.claims) held += claim.held.size
      return held
    },
    holdsOf: alertId => holdings.claims.values().some(claim => claim.alertId === alertId),
    add,
    settled: async () => {
      while (running) await running
    },
    abandon: () => abandoned.abort(),
  }
}

/** Returns what tells those who wait. */
async function writeUntilDone(
  parts: GroupCommitParts,
  holdings: Holdings,
  group: readonly Entry[],
  wakes: boolean,
  abandoned: AbortSignal,
): Promise<() => void> {
  for (;;) {
    try {
      return await writeGroup(parts, holdings, group, wakes)
    } catch (error) {
      parts.log.error({ err: error, entries: group.length }, 'a group commit failed and is tried again')
      if (abandoned.aborted) return () => tellNobody(group)
      await parts.clock.wait(pauseAfterErrorMs, abandoned)
    }
  }
}

/** Nothing was committed, so nothing may leave. */
function tellNobody(group: readonly Entry[]): void {
  for (const entry of group) if (entry.kind === 'start') entry.decided('over')
}
