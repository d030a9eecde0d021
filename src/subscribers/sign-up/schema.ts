/** The tables of the way in: what waits, what was counted, what was used, and when it was too much. */
import type { Generated } from 'kysely'
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    sign_up_requests: SignUpRequestsTable
    sign_up_counts: SignUpCountsTable
    sign_up_used: SignUpUsedTable
    sign_up_alarms: SignUpAlarmsTable
    not_me_links: NotMeLinksTable
    confirmation_inboxes: ConfirmationInboxesTable
  }
}

/** Sign-ups that the worker has not looked at yet. Nothing in a row says whether we know the address. */
export interface SignUpRequestsTable {
  id: Generated<number>
  address: string
  /** Unique: who asks again before the worker came has asked once. */
  address_key: string
  marketing: number
  language: string
  /** For the consent record. */
  method: string
  /** JSON: slugs, as they were asked for. */
  topics: string
  asked_at: number
  /** Cut to its network; null unless CONSENT_NETWORK wants it. */
  network: string | null
}

export interface SignUpCountsTable {
  /** What is counted; see `counts.ts`. */
  kind: string
  /** Keyed hash of a network or a domain; empty: of all. */
  key: string
  /** Epoch milliseconds of the hour's or minute's begin; 0: ever. */
  period: number
  count: number
}

/** Form tokens and proofs of work that have done their work, until they would have expired. */
export interface SignUpUsedTable {
  hash: string
  /** Keyed hash of the address it was used for. */
  used_for: string
  used_at: number
}

/** For the desk: from when to when sign-ups needed a proof of work, or none was taken. */
export interface SignUpAlarmsTable {
  id: Generated<number>
  level: 'proof' | 'closed'
  since: number
  until: number
}

/** Links "this wasn't me" of confirmation mails: they outlive the address, which is purged after a week. */
export interface NotMeLinksTable {
  token_hash: string
  /** Keyed hash, as on the suppression list. */
  address_hash: string
  subscriber_id: number
  created_at: number
  used_at: number | null
}

/** How many confirmation mails an inbox got since its owner last confirmed. */
export interface ConfirmationInboxesTable {
  /** Keyed hash of the address with dots and plus-parts folded away. */
  inbox_hash: string
  mails: number
  newest_at: number
}

export const signUpMigrations: readonly Migration[] = [
  {
    name: '0024-sign-up',
    statements: ({ id }) => [
      `create table sign_up_requests (
         id ${id}, address text not null, address_key text not null unique, marketing bigint not null,
         language text not null, method text not null, topics text not null, asked_at bigint not null)`,
      `create table sign_up_counts (
         kind text not null, key text not null, period bigint not null, count bigint not null,
         primary key (kind, key, period))`,
      `create index sign_up_counts_period on sign_up_counts (period)`,
      `create table sign_up_used (hash text primary key, used_for text not null, used_at bigint not null)`,
      `create index sign_up_used_at on sign_up_used (used_at)`,
      `create table sign_up_alarms (
         id ${id}, level text not null, since bigint not null, until bigint not null)`,
      `create index sign_up_alarms_until on sign_up_alarms (until)`,
      `create table not_me_links (
         token_hash text primary key, address_hash text not null, subscriber_id bigint not null,
         created_at bigint not null, used_at bigint)`,
      `create index not_me_links_created on not_me_links (created_at)`,
      // JSON: slugs of the topics that the form asked for.
      `alter table subscriber_links add column topics text`,
      // Its counts are in sign_up_counts now.
      `drop table confirmation_networks`,
    ],
  },
  {
    name: '0029-sign-up-network',
    statements: () => [`alter table sign_up_requests add column network text`],
  },
  {
    name: '0031-links-language',
    statements: () => [
      `alter table subscriber_links add column language text`,
      // "This wasn't me" of an older mail ends what newer ones began.
      `create index not_me_links_address on not_me_links (address_hash)`,
    ],
  },
]
