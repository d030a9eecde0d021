/** The tables of this stage: the ledger, its counts, how far an audience is frozen, and the built-in mailbox. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'
import { paceMigrations } from './pace/index.ts'

declare module '../store/schema.ts' {
  interface Database {
    deliveries: DeliveriesTable
    audiences: AudiencesTable
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

/** Stands in `next_attempt_at` of what will never be tried again. */
export const never = 8_640_000_000_000_000

export interface DeliveriesTable {
  id: Generated<number>
  alert_id: number
  subscriber_id: number
  state: DeliveryState
  /** Attempts that a relay's answer, or its silence, ended; a relay out of reach costs none. */
  attempts: number
  /** When the first of them ended; null: none did. The day of retries counts from here. */
  first_attempt_at: number | null
  /** `never`: it has ended, or waits for nothing any more (an `uncertain` that was sent twice). */
  next_attempt_at: number
  /** While `sending`: when another sender may take it. No two leases of a row have the same value. */
  lease_until: number | null
  /** When its content began to leave; null: not in this attempt, so it cannot be in doubt. */
  started_at: number | null
  /** When it first became uncertain. From then on only an acceptance takes the doubt away. */
  doubted_at: number | null
  /** 1 once it was sent a second time after `uncertain`. */
  resent: number
  /** The relay's last answer (RFC 5321 §4.2, RFC 3463), bounded; null: none yet. */
  smtp_code: number | null
  smtp_status: string | null
  smtp_text: string | null
  /** Why it is where it is, in our words; of `withdrawn`: `left`, `stopped` or `replaced`. */
  reason: string | null
  updated_at: number
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
  first_accepted_at: number | null
  last_accepted_at: number | null
}

/**
 * How far an audience is frozen. Apart from its counts, because freezing holds this row through a whole
 * transaction, and whoever holds counts must wait for nothing else.
 */
export interface FreezesTable {
  alert_id: number
  /** The last subscriber id that this pass has looked at. */
  cursor: number
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
  ...paceMigrations,
]
