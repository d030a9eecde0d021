/** What a group commit is made of: the entries that share one, the parts that write them, and what changes when it is committed. */
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

export type Entry =
  /** `unwanted`: its reader must not get it, says what was read when it was taken; the books say why. */
  | { kind: 'start'; held: Held; unwanted: boolean; decided: (start: Start) => void }
  /** `started`: its content may have begun to leave; else it was decided before (at MAIL or RCPT). */
  | { kind: 'end'; held: Held; outcome: AttemptOutcome; started: boolean }
  /** As they were, for others to take. */
  | { kind: 'give-back'; deliveries: readonly HeldDelivery[] }
  /** Out of memory until the pace has room for their scope. */
  | { kind: 'park'; deliveries: readonly HeldDelivery[]; scope: string }
  /** `renewed`: once it is committed, if ever. */
  | { kind: 'renew'; leaseUntil: number; renewed: () => void }
  /** Pages are to be told what has changed. */
  | { kind: 'wake' }
  /** Of an alert nothing is left to do. */
  | { kind: 'settled' }

/** With what makes a start known again: a number of its own, however often its group is written. */
export type TicketedEntry =
  | Exclude<Entry, { kind: 'start' }>
  | (Extract<Entry, { kind: 'start' }> & { ticket: number })

export interface GroupCommitParts {
  store: Store
  clock: Clock
  log: Logger
  people: People
  fence: Fence
  random(bytes: number): Uint8Array
}

/** What is in this sender's hands. Changed only once a group is committed. */
export interface Holdings {
  readonly claims: Set<Claim>
  readonly mails: Set<LeasedMail>
}

/**
 * Tells those who wait, once the group is committed.
 * @param halted Alerts that were stopped or paused while it was being committed.
 */
export type Tell = (halted: ReadonlySet<number>) => void
