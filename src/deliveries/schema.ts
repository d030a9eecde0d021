/** The tables of this stage: the ledger, its counts, how far an audience is frozen, and the built-in mailbox. */
import type { Generated, Selectable } from 'kysely'
import type { Migration } from '../store/index.ts'
import { limitsMigrations } from './limits/schema.ts'
import { paceMigrations } from './pace/index.ts'

declare module '../store/schema.ts' {
  interface Database {
    deliveries: DeliveriesTable
    audiences: AudiencesTable
    audience_chunks: AudienceChunksTable
    freezes: FreezesTable
    mailbox_mails: MailboxMailsTable
  }
}

/** Each delivery is in exactly one of these; they add up to the alert's audience, always. */
export const deliveryStates = [
  'queued',
  'sending',
  'accepted',
  'deferred',
  'refused',
  'uncertain',
  'suppressed',
  'withdrawn',
] as const

export type DeliveryState = (typeof deliveryStates)[number]

/** Stands in the outbox's `next_attempt_at` of what will never be tried again. */
export const never = 8_640_000_000_000_000

/**
 * A delivery waits in its chunk (`due_at` and `parked` null), or on its own. All columns that an index looks at
 * keep their values while it goes queued -> sending -> accepted: PostgreSQL then writes no index (HOT), and
 * the way of nearly every delivery costs two small updates.
 */
export interface DeliveriesTable {
  id: Generated<number>
  alert_id: number
  subscriber_id: number
  /** The `audience_chunks.number` that it was frozen in. */
  chunk: number
  state: DeliveryState
  /** How often it was started. Who ends an attempt names its turn, so a late word settles no later attempt. */
  turn: Generated<number>
  /** A number of that start alone, so that its sender knows it again when a commit's answer was lost. */
  started_by: number | null
  /** Attempts that a relay's answer, or its silence, ended; a relay out of reach costs none. */
  attempts: number
  /** When the first of them ended; null: none did. The day of retries counts from here. */
  first_attempt_at: number | null
  /** When its retry or re-send may be taken; null: it has none to come. */
  due_at: number | null
  /** The pace's scope that it waits for, out of its sender's memory; null: it does not. */
  parked: string | null
  /** Of one that waits on its own: until when a sender has it; null: nobody does. */
  lease_until: number | null
  /** When it first became uncertain. From then on only an acceptance takes the doubt away. */
  doubted_at: number | null
  /** 1 once it was sent a second time after `uncertain`. */
  resent: number
  /** The relay's last answer (RFC 5321 §4.2, RFC 3463), bounded; null: none yet. */
  smtp_code: number | null
  smtp_status: string | null
  smtp_text: string | null
  /** Why it is where it is, in our words; of `withdrawn`: `left`, `stopped`, `replaced` or `held`. */
  reason: string | null
  updated_at: number
}

/**
 * What is left of a frozen audience: a sender takes a chunk by lease, and its row goes when everything in it has
 * ended or waits on its own. So work is shared in a thousandth of the writes that a lease per delivery takes.
 */
export interface AudienceChunksTable {
  alert_id: number
  /** 1, 2, 3 … in the order of freezing. */
  number: number
  /** Its deliveries have a subscriber id over the first and up to the second. */
  after_id: number
  up_to_id: number
  /** Until when a sender has it; null: nobody does. */
  lease_until: number | null
}

/** One row per alert that is being sent or was: its counts are kept with every change, never counted. */
export interface AudiencesTable {
  alert_id: number
  /** 1 once every subscriber of the audience has a delivery. */
  frozen: number
  audience: number
  queued: number
  sending: number
  accepted: number
  deferred: number
  refused: number
  uncertain: number
  suppressed: number
  withdrawn: number
  resent: number
  /** Readers for whose digest it was kept, whether or not that has come by now; apart from the states. */
  held: Generated<number>
  first_accepted_at: number | null
  last_accepted_at: number | null
}

export type AudienceCounts = Selectable<AudiencesTable>

/**
 * How far an audience is frozen. Apart from its counts, because freezing holds this row through a whole
 * transaction, and whoever holds counts must wait for nothing else.
 */
export interface FreezesTable {
  alert_id: number
  /** The last subscriber id that this pass has looked at. */
  cursor: number
  /** How many chunks it has made. */
  chunks: number
  /** Of `recipients`: what the followed alert had settled when this pass began; null: no pass has begun. */
  seen: number | null
  /** 1 when the followed alert had nothing left to settle as this pass began: it is the last one. */
  last_pass: number
  next_pass_at: number
}

export interface MailboxMailsTable {
  id: Generated<number>
  received_at: number
  envelope_from: string
  envelope_to: string
  subject: string
  /** The whole message, base64. */
  raw: string
}

export const deliveriesMigrations: readonly Migration[] = [
  {
    name: '0007-deliveries',
    statements: ({ id }) => [
      `create table deliveries (
         id ${id}, alert_id bigint not null references alerts (id),
         subscriber_id bigint not null, state text not null, attempts bigint not null default 0,
         first_attempt_at bigint, next_attempt_at bigint not null, lease_until bigint, started_at bigint,
         doubted_at bigint, resent bigint not null default 0, smtp_code bigint, smtp_status text,
         smtp_text text, reason text, updated_at bigint not null)`,
      `create unique index deliveries_once on deliveries (alert_id, subscriber_id)`,
      `create index deliveries_due on deliveries (alert_id, state, next_attempt_at)`,
      `create index deliveries_leased on deliveries (lease_until) where state = 'sending'`,
      `create index deliveries_subscriber on deliveries (subscriber_id)`,
      `create table audiences (
         alert_id bigint primary key references alerts (id), frozen bigint not null,
         audience bigint not null, queued bigint not null, sending bigint not null, accepted bigint not null,
         deferred bigint not null, refused bigint not null, uncertain bigint not null,
         suppressed bigint not null, withdrawn bigint not null, resent bigint not null,
         first_accepted_at bigint, last_accepted_at bigint)`,
      `create table freezes (
         alert_id bigint primary key references alerts (id), cursor bigint not null, seen bigint,
         last_pass bigint not null, next_pass_at bigint not null)`,
      `create table mailbox_mails (
         id ${id}, received_at bigint not null, envelope_from text not null, envelope_to text not null,
         subject text not null, raw text not null)`,
    ],
  },
  {
    name: '0008-chunks',
    statements: ({ id, roomForUpdates, afterGivenIds }) => [
      `alter table freezes add column chunks bigint not null default 0`,
      `create table audience_chunks (
         alert_id bigint not null, number bigint not null, after_id bigint not null, up_to_id bigint not null,
         lease_until bigint, primary key (alert_id, number))`,
      // What was under way becomes one chunk an alert.
      `insert into audience_chunks (alert_id, number, after_id, up_to_id)
         select alert_id, 1, 0, max(subscriber_id) from deliveries where state in ('queued', 'sending')
         group by alert_id`,
      `update freezes set chunks = 1 where alert_id in (select alert_id from audience_chunks)`,
      // No reference to alerts: the audience has it, and a million look-ups would say the same.
      `create table ledger (
         id ${id}, alert_id bigint not null, subscriber_id bigint not null, chunk bigint not null,
         state text not null, turn bigint not null default 0, started_by bigint,
         attempts bigint not null default 0, first_attempt_at bigint, due_at bigint, parked text, lease_until bigint, doubted_at bigint,
         resent bigint not null default 0, smtp_code bigint, smtp_status text, smtp_text text, reason text,
         updated_at bigint not null)${roomForUpdates}`,
      `insert into ledger (id, alert_id, subscriber_id, chunk, state, turn, attempts, first_attempt_at, due_at,
           doubted_at, resent, smtp_code, smtp_status, smtp_text, reason, updated_at)
         select id, alert_id, subscriber_id, 1, state, attempts, attempts, first_attempt_at,
           case when state in ('deferred', 'uncertain') and next_attempt_at < ${never} then next_attempt_at end,
           doubted_at, resent, smtp_code, smtp_status, smtp_text, reason, updated_at
         from deliveries order by id`,
      ...afterGivenIds('ledger'),
      `drop table deliveries`,
      `alter table ledger rename to deliveries`,
      `create unique index deliveries_once on deliveries (alert_id, subscriber_id)`,
      `create index deliveries_due on deliveries (alert_id, due_at) where due_at is not null`,
      `create index deliveries_parked on deliveries (alert_id, parked) where parked is not null`,
      `create index deliveries_leased on deliveries (lease_until) where lease_until is not null`,
    ],
  },
  ...paceMigrations,
  ...limitsMigrations,
  {
    name: '0040-refused-digests',
    statements: () => [
      // They are kept for longer than all else in there, and the purge would go through them each time.
      `drop index outbox_created`,
      `create index outbox_created on outbox (created_at) where kind <> 'digest' or state <> 'refused'`,
      `create index outbox_refused_digests on outbox (created_at) where not (kind <> 'digest' or state <> 'refused')`,
    ],
  },
]
