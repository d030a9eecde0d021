/**
 * The store as the stages see it: `read` for pages and look-ups, `write` for everything that changes rows.
 * A `Tx` exists only inside `write`, so a function that takes one cannot run outside a transaction.
 * `tx.wake(channel)` takes effect when the transaction commits, in every process that shares the store.
 * A wake-up may be lost: whoever waits for one also polls slowly (see `worker.ts`).
 */
import type { Kysely, Transaction } from 'kysely'
import type { DialectWords, StoreKind } from './dialect.ts'
import type { Database, Migration } from './schema.ts'

/** What a wake-up says: rows of this kind were written. */
export type Channel =
  | 'sources'
  | 'pushes'
  | 'items'
  | 'stories'
  | 'alerts'
  | 'sign-ups'
  | 'subscribers'
  | 'deliveries'
  | 'outbox'
  | 'digests'

export const channels: readonly Channel[] = [
  'sources',
  'pushes',
  'items',
  'stories',
  'alerts',
  'sign-ups',
  'subscribers',
  'deliveries',
  'outbox',
  'digests',
]

export type Tx = Transaction<Database> & {
  /** For the statements of a hot path; see `statement.ts`. */
  readonly kind: StoreKind
  wake(channel: Channel): void
}

/** Reads may run inside a transaction too. */
export type Read = Kysely<Database>

export interface Store extends AsyncDisposable {
  readonly kind: StoreKind
  readonly words: DialectWords
  /** Never use it inside `write`: it does not see what that transaction wrote. */
  readonly read: Read
  /** Throws unless the database answers, was migrated, and takes what is written; it writes only after a write failed. */
  ping(): Promise<void>
  /**
   * Runs `work` in one transaction; rolls back and rethrows when it throws. Keep it short, never nest it. Where the
   * database had to break a deadlock `work` runs again: beside rows it changes nothing, and says what became by its result.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Resolves when what was committed before the call also outlives a power cut. */
  durable(): Promise<void>
  /** Calls `wake` soon after a commit that woke one of `to`; returns how to stop listening. */
  onWake(to: readonly Channel[], wake: (channel: Channel) => void): () => void
  /** Applies what is missing of `migrations`; see `migrate.ts`. */
  migrate(migrations: readonly Migration[]): Promise<void>
  close(): Promise<void>
}

/** Collects what a transaction wakes, to be passed on once it committed. */
export function asTx(transaction: Transaction<Database>, kind: StoreKind, woken: Set<Channel>): Tx {
  return Object.assign(transaction, {
    kind,
    wake(channel: Channel) {
      woken.add(channel)
    },
  })
}
