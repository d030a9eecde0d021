/** Push: what we asked hubs for, what they sent and nobody has read yet, and which way an item came first. */
import type { Generated } from 'kysely'
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    push_subscriptions: PushSubscriptionsTable
    pushed_documents: PushedDocumentsTable
    item_ways: ItemWaysTable
  }
}

/** How an item reached us. */
export type Way = 'poll' | 'push' | 'api'

/** `wanted`: not (or no longer) confirmed by the hub; `leaving`: replaced by another, to be given back. */
export type PushState = 'wanted' | 'active' | 'leaving'

/** One topic at one hub, for one source. A source has at most one that is not `leaving`. */
export interface PushSubscriptionsTable {
  id: Generated<number>
  source_id: number
  /** The one that is asked. */
  hub: string
  /** All that the source names, as JSON, in the order in which they are tried. */
  hubs: string
  /** Exactly as it is sent to the hub, which says it back. */
  topic: string
  /** Makes the callback's token and the hub's secret this subscription's own; null: nobody was asked yet. */
  salt: string | null
  state: PushState
  created_at: number
  /** Since when the source no longer names a hub: the lease runs out and is not renewed. */
  withdrawn_at: number | null
  /** When it is asked, renewed or looked at again. */
  due_at: number
  /** While a process talks to the hub about it. */
  taken_until: number | null
  /** PUBLIC_URL when it was asked: at another one the hub must be told. */
  callback_origin: string | null
  asked_at: number | null
  /** When the hub took the last request; its verification is to follow. */
  accepted_at: number | null
  /** Until then the hub may verify what was asked last. */
  pending_until: number | null
  verified_at: number | null
  lease_expires_at: number | null
  /** Requests in a row that the hub refused, or did not verify. */
  failures: Generated<number>
  /** In words for the desk; null: all is well. */
  problem: string | null
  /** The last message with a valid signature. */
  last_push_at: number | null
  /** Messages without one; at most one a minute is counted. */
  unsigned_count: Generated<number>
  unsigned_at: number | null
  /** When polls last brought what the hub never pushed. */
  missed_at: number | null
  /** Its documents wait until then: for a poll that runs, or because one of them failed. */
  read_after: number | null
}

/** What a hub sent, until it was read; deleted in the transaction that stores its items. */
export interface PushedDocumentsTable {
  id: Generated<number>
  subscription_id: number
  /** Null: it only says that there is news (a thin ping, or more than we keep). */
  body: Uint8Array | null
  size: number
  hash: string | null
  content_type: string | null
  /** The topic by the message's Link header. */
  said_topic: string | null
  received_at: number
  /** How often it failed, or was left behind: what ends one process must not end every one. */
  attempts: Generated<number>
}

/** Of items of sources that a hub pushes: which way was first, and when the other one saw it too. */
export interface ItemWaysTable {
  item_id: number
  source_id: number
  first_way: Way
  first_at: number
  other_at: number | null
}

export const pushMigration: Migration = {
  name: '0012-push',
  statements: ({ id, bytes }) => [
    `alter table items add column seen_by text not null default 'poll'`,
    `create table push_subscriptions (
       id ${id}, source_id bigint not null references sources (id), hub text not null, hubs text not null,
       topic text not null, salt text, state text not null, created_at bigint not null, withdrawn_at bigint,
       due_at bigint not null, taken_until bigint, callback_origin text, asked_at bigint, accepted_at bigint,
       pending_until bigint, verified_at bigint, lease_expires_at bigint, failures bigint not null default 0,
       problem text, last_push_at bigint, unsigned_count bigint not null default 0, unsigned_at bigint,
       missed_at bigint, read_after bigint)`,
    `create index push_subscriptions_source on push_subscriptions (source_id)`,
    `create index push_subscriptions_due on push_subscriptions (due_at)`,
    `create table pushed_documents (
       id ${id}, subscription_id bigint not null references push_subscriptions (id), body ${bytes},
       size bigint not null, hash text, content_type text, said_topic text, received_at bigint not null,
       attempts bigint not null default 0)`,
    `create index pushed_documents_subscription on pushed_documents (subscription_id, id)`,
    `create table item_ways (
       item_id bigint primary key references items (id), source_id bigint not null, first_way text not null,
       first_at bigint not null, other_at bigint)`,
    `create index item_ways_source on item_ways (source_id, first_at)`,
    `create index item_ways_first on item_ways (first_at)`,
  ],
}
