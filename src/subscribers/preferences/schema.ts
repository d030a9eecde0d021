/** The tables of what subscribers chose. */
import type { Generated } from 'kysely'
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    subscriber_preferences: SubscriberPreferencesTable
    quiet_hours: QuietHoursTable
  }
}

/** One row for whoever chose something. */
export interface SubscriberPreferencesTable {
  subscriber_id: number
  /** Grows with every change of any row, in the order of commits: who keeps a copy asks for what is above what it has. */
  version: number
  /** `Preferences` as JSON. */
  document: string
  changed_at: number
}

/** Quiet hours that somebody has, each combination once: which of them it is now is asked once, not per person. */
export interface QuietHoursTable {
  id: Generated<number>
  /** IANA name. */
  time_zone: string
  from_minute: number
  to_minute: number
}

export const preferencesMigrations: readonly Migration[] = [
  {
    name: '0021-preferences',
    statements: ({ id }) => [
      `create table subscriber_preferences (
         subscriber_id bigint primary key, version bigint not null, document text not null,
         changed_at bigint not null)`,
      `create unique index subscriber_preferences_version on subscriber_preferences (version)`,
      `create table quiet_hours (
         id ${id}, time_zone text not null, from_minute bigint not null, to_minute bigint not null,
         unique (time_zone, from_minute, to_minute))`,
      // 1: has a row of preferences. Whoever has none is found without a look at that table.
      `alter table subscribers add column choosing bigint not null default 0`,
      `alter table subscribers add column quiet_id bigint`,
      `alter table subscribers add column daily_most bigint`,
      // Links of the older generations are void.
      `alter table subscribers add column link_generation bigint not null default 0`,
      `create index subscribers_choosing on subscribers (choosing, id) where state = 'confirmed'`,
    ],
  },
  {
    name: '0030-quiet-hours-in-use',
    statements: () => [
      `create index subscribers_quiet on subscribers (quiet_id) where quiet_id is not null`,
      `delete from quiet_hours where not exists (select 1 from subscribers where quiet_id = quiet_hours.id)`,
    ],
  },
]
