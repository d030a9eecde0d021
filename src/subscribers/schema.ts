/** The tables of this stage: people, what they agreed to, their links, and who must never be mailed. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'
import { consentMigrations } from './consent/schema.ts'
import { choicesMigrations } from './leaving/schema.ts'
import { preferencesMigrations } from './preferences/schema.ts'
import { retentionMigrations } from './retention/schema.ts'
import { signUpMigrations } from './sign-up/schema.ts'
import { topicsMigrations } from './topics/schema.ts'

declare module '../store/schema.ts' {
  interface Database {
    subscribers: SubscribersTable
    consent_events: ConsentEventsTable
    subscriber_links: SubscriberLinksTable
    consent_heads: ConsentHeadsTable
    suppressions: SuppressionsTable
  }
}

export interface SubscribersTable {
  id: Generated<number>
  /** As it was typed (trimmed, NFC, domain as a lower-case A-label): mail goes there. */
  address: string
  /** The address with its local part case-folded: two with the same key are the same. Unique. */
  address_key: string
  state: 'pending' | 'confirmed' | 'left'
  /** BCP 47. */
  language: string
  /** 1: also agreed to marketing; apart from alerts everywhere. */
  marketing: number
  created_at: number
  confirmed_at: number | null
  left_at: number | null
  /** 1: the address is on the suppression list; kept here too, for the last look before a mail leaves. */
  suppressed: Generated<number>
  /** 1: has a row of preferences. */
  choosing: Generated<number>
  /** Its quiet hours, in `quiet_hours`; null: none. Kept here too, for the last look before a mail leaves. */
  quiet_id: number | null
  /** As in its preferences; null: no limit. */
  daily_most: number | null
  /** Preference links carry it; raising it voids those that were sent. */
  link_generation: Generated<number>
  /** When the last fresh link to the preference page was mailed on request; null: never. */
  choices_mailed_at: number | null
}

export type ConsentKind =
  | 'requested'
  | 'confirmed'
  | 'changed'
  | 'withdrawn'
  | 'expired'
  | 'imported'
  | 'erased'

export interface ConsentEventsTable {
  /** 1, 2, 3 … without a gap: the chain's order. */
  id: number
  subscriber_id: number
  /** Keyed hash of the address, so that erasure leaves the chain whole. */
  subscriber_hash: string
  kind: ConsentKind
  scope: 'alerts' | 'marketing'
  /** The exact words the person saw, and their version. */
  wording: string
  wording_version: string
  notice_version: string
  language: string
  /** How: `site form`, `mail link`, `one-click`, `import: ATTESTATION`, … */
  method: string
  at: number
  /** Hex SHA-256 of the event before and of this one, over its canonical form. */
  previous_hash: string
  hash: string
  /** The client's network (/24, /48) where the operator keeps it; part of the hash unless null. */
  network: string | null
}

/** The chain's last event as it stood on a day, signed with the secret. */
export interface ConsentHeadsTable {
  /** YYYY-MM-DD in UTC. */
  day: string
  event_id: number
  hash: string
  signature: string
  at: number
}

/** Links that expire: stored as a hash of their random token. */
export interface SubscriberLinksTable {
  token_hash: string
  subscriber_id: number
  purpose: 'confirm' | 'preferences' | 'export' | 'erase'
  /** What the form asked for besides alerts: 1 when the marketing box was ticked. */
  marketing: number
  created_at: number
  expires_at: number
  used_at: number | null
  /** JSON: slugs of the topics that the form asked for; null: none. */
  topics: string | null
  /** BCP 47, of the form and the wording beside it; null: not a link to confirm, or one of an older program. */
  language: string | null
}

export interface SuppressionsTable {
  /** Keyed hash of the address key. */
  address_hash: string
  /** `asked`: by whoever got a confirmation mail that they had not asked for. */
  reason: 'bounce' | 'complaint' | 'erased' | 'operator' | 'asked'
  at: number
}

export const subscribersMigrations: readonly Migration[] = [
  {
    name: '0004-subscribers',
    statements: ({ id, appendOnly }) => [
      `create table subscribers (
         id ${id}, address text not null, address_key text not null unique, state text not null,
         language text not null, marketing bigint not null default 0, created_at bigint not null,
         confirmed_at bigint, left_at bigint)`,
      `create index subscribers_state on subscribers (state, id)`,
      `create table consent_events (
         id bigint primary key, subscriber_id bigint not null, subscriber_hash text not null,
         kind text not null, scope text not null, wording text not null, wording_version text not null,
         notice_version text not null, language text not null, method text not null, at bigint not null,
         previous_hash text not null, hash text not null)`,
      `create index consent_events_subscriber on consent_events (subscriber_id)`,
      `create table consent_heads (
         day text primary key, event_id bigint not null, hash text not null, signature text not null,
         at bigint not null)`,
      ...appendOnly('consent_events'),
      ...appendOnly('consent_heads'),
      `create table subscriber_links (
         token_hash text primary key, subscriber_id bigint not null references subscribers (id),
         purpose text not null, marketing bigint not null default 0, created_at bigint not null,
         expires_at bigint not null, used_at bigint)`,
      `create index subscriber_links_subscriber on subscriber_links (subscriber_id, purpose)`,
      `create table confirmation_inboxes (
         inbox_hash text primary key, mails bigint not null, newest_at bigint not null)`,
      `create table confirmation_networks (
         network_hash text not null, hour bigint not null, mails bigint not null,
         primary key (network_hash, hour))`,
      `create index confirmation_networks_hour on confirmation_networks (hour)`,
      `create table suppressions (address_hash text primary key, reason text not null, at bigint not null)`,
    ],
  },
  {
    name: '0010-suppressed-subscribers',
    // Who was suppressed before is found by the list itself, when their chunk is taken.
    statements: () => [`alter table subscribers add column suppressed bigint not null default 0`],
  },
  ...preferencesMigrations,
  ...topicsMigrations,
  ...choicesMigrations,
  ...consentMigrations,
  ...retentionMigrations,
  ...signUpMigrations,
]
