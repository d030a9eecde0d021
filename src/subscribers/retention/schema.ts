/** Who left so long ago that their address was erased: kept as a hash, so that no import brings them back. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    former_subscribers: FormerSubscribersTable
  }
}

export interface FormerSubscribersTable {
  /** Keyed hash of the address key. */
  address_hash: string
  left_at: number
}

export const retentionMigrations: readonly Migration[] = [
  {
    name: '0027-retention',
    statements: () => [
      `create table former_subscribers (address_hash text primary key, left_at bigint not null)`,
      // What the hourly round asks for; each is a few rows of very many.
      `create index subscribers_left on subscribers (left_at, id) where state = 'left'`,
      `create index outbox_created on outbox (created_at)`,
      `create index mailbox_received on mailbox_mails (received_at)`,
      `create index subscriber_links_expiry on subscriber_links (expires_at)`,
    ],
  },
]
