/** The tables of this stage: alerts in every state, and who pressed what. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'
import { rulesMigration } from './rules/schema.ts'

declare module '../store/schema.ts' {
  interface Database {
    alerts: AlertsTable
    alert_presses: AlertPressesTable
  }
}

export type AlertKind = 'alert' | 'update' | 'correction' | 'retraction'
/** From the most to the least urgent. */
export type Priority = 'flash' | 'breaking' | 'developing'
export type AlertState = 'draft' | 'sending' | 'paused' | 'stopped' | 'sent'

export type PressAction = 'create' | 'edit' | 'test' | 'send' | 'pause' | 'resume' | 'stop' | 'discard'

export interface AlertsTable {
  id: Generated<number>
  kind: AlertKind
  priority: Priority
  state: AlertState
  headline: string
  /** Paragraphs apart by an empty line. */
  summary: string
  preheader: string | null
  /** http or https; null: the alert's permanent page. */
  url: string | null
  /** JSON array of topic names; empty: everyone. */
  topics: string
  story_id: number | null
  /** The story that it was drafted from by a rule or at the desk; a story has one such draft open. */
  draft_of: number | null
  /** The item it was made from, by rule or at the desk; unique, so an item becomes at most one alert. */
  item_id: number | null
  /** Update, correction, retraction: the alert it was written from. */
  follows_id: number | null
  /** The first alert of its thread; null when it is the first itself. */
  thread_id: number | null
  what_changed: string | null
  what_was_wrong: string | null
  source_name: string | null
  said_at: number | null
  language: string
  /** `matching`: every subscriber it is for; `recipients`: who got the alert it follows. */
  audience: 'matching' | 'recipients'
  created_at: number
  /** `editor:NAME`, `token:NAME` or `rule:SOURCE`. */
  created_by: string
  approved_at: number | null
  approved_by: string | null
  /** When its last delivery ended. */
  ended_at: number | null
  /** A draft that an editor threw away; never listed again. */
  discarded_at: number | null
  /** Why it is paused or stopped, in words; null otherwise. */
  note: string | null
}

export interface AlertPressesTable {
  id: Generated<number>
  alert_id: number
  /** `editor:NAME` or `token:NAME`; a rule presses nothing. */
  by: string
  action: PressAction
  at: number
  /** How many people the button named, when it named a number. */
  people: number | null
}

export const alertsMigrations: readonly Migration[] = [
  {
    name: '0005-alerts',
    statements: ({ id }) => [
      `create table alerts (
         id ${id}, kind text not null, priority text not null, state text not null, headline text not null,
         summary text not null, preheader text, url text, topics text not null,
         story_id bigint references stories (id), draft_of bigint references stories (id),
         item_id bigint unique references items (id),
         follows_id bigint references alerts (id), thread_id bigint references alerts (id),
         what_changed text, what_was_wrong text, source_name text, said_at bigint, language text not null,
         audience text not null, created_at bigint not null, created_by text not null, approved_at bigint,
         approved_by text, ended_at bigint, discarded_at bigint, note text)`,
      // Two rules, or two editors, that draft from one story at once make one draft.
      `create unique index alerts_one_draft on alerts (draft_of) where state = 'draft' and discarded_at is null`,
      `create index alerts_state on alerts (state, created_at)`,
      `create index alerts_story on alerts (story_id)`,
      `create index alerts_thread on alerts (thread_id)`,
      `create index alerts_approved on alerts (approved_at, id)`,
      `create index alerts_follows on alerts (follows_id)`,
      `create table alert_presses (
         id ${id}, alert_id bigint not null references alerts (id), "by" text not null, action text not null,
         at bigint not null, people bigint)`,
      `create index alert_presses_alert on alert_presses (alert_id)`,
    ],
  },
  rulesMigration,
  {
    name: '0020-alerted-items',
    statements: () => [
      // What was alerted before stories could go together: they keep their ids, as `keepStory` says of later ones.
      `update story_items set kept = 1 where item_id in (select item_id from alerts where kind = 'alert')`,
    ],
  },
]
