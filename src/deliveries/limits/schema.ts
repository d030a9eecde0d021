/** The tables of what a reader's limits held back, and of the digest that brings it. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    held_alerts: HeldAlertsTable
    waiting_digests: WaitingDigestsTable
    limit_places: LimitPlacesTable
    limited_readers: LimitedReadersTable
  }
}

/** `followed`: the alert that it follows waits for the digest. */
export type WhyHeld = 'quiet' | 'daily-most' | 'followed'

/**
 * One alert that comes to one reader in their digest. Written and moved on only by who holds the reader's row of
 * `waiting_digests`: so whoever follows the alert sees for certain whether the digest has taken it.
 */
export interface HeldAlertsTable {
  alert_id: number
  subscriber_id: number
  why: WhyHeld
  held_at: number
  /** `dropped`: it was taken back before the digest, or its reader left, or had got it by mail. */
  state: 'waiting' | 'digested' | 'dropped'
  /** The digest that brought it, in the outbox; null: none has. */
  mail_id: number | null
}

/** One row for each reader of whom something waits: the lock of all that, and when their digest comes. */
export interface WaitingDigestsTable {
  subscriber_id: number
  due_at: number
  /** Of the preferences that `due_at` was reckoned by. */
  version: number
}

/** A place of a reader with a limit: an alert that is reserved for them, or that has gone to them. */
export interface LimitPlacesTable {
  subscriber_id: number
  alert_id: number
  /** When its content last began to leave; null: it has not. */
  started_at: number | null
}

/** Whose places are complete, and by which version of their preferences. */
export interface LimitedReadersTable {
  subscriber_id: number
  version: number
}

export const limitsMigrations: readonly Migration[] = [
  {
    name: '0023-limits',
    statements: () => [
      `create table held_alerts (
         alert_id bigint not null references alerts (id), subscriber_id bigint not null, why text not null,
         held_at bigint not null, state text not null, mail_id bigint,
         primary key (alert_id, subscriber_id))`,
      `create index held_alerts_waiting on held_alerts (subscriber_id) where state = 'waiting'`,
      `create table waiting_digests (
         subscriber_id bigint primary key, due_at bigint not null, version bigint not null)`,
      `create index waiting_digests_due on waiting_digests (due_at)`,
      `create table limit_places (
         subscriber_id bigint not null, alert_id bigint not null, started_at bigint,
         primary key (subscriber_id, alert_id))`,
      `create table limited_readers (subscriber_id bigint primary key, version bigint not null)`,
      `alter table audiences add column held bigint not null default 0`,
      // Further headers as JSON; null: none. A mail with a reader is looked at once more before it leaves.
      `alter table outbox add column headers text`,
      `alter table outbox add column subscriber_id bigint`,
    ],
  },
]
