/** The tables of the rules: what they say, what they did, and all that they saw beside the moments of stories. */
import type { Generated } from 'kysely'
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    rules: RulesTable
    rule_versions: RuleVersionsTable
    rule_log: RuleLogTable
    rule_memory: RuleMemoryTable
    rule_alerts: RuleAlertsTable
  }
}

export interface RulesTable {
  id: Generated<number>
  /** Unique among those that were not dropped. */
  name: string
  /** Its newest version. */
  version_id: number | null
  /** The version that the worker goes by; null: it has not seen it yet. */
  seen_version: number | null
  dropped_at: number | null
}

export type RuleAction = 'add' | 'change' | 'on' | 'off' | 'drop'

/** Every change of a rule; only ever added to. */
export interface RuleVersionsTable {
  id: Generated<number>
  rule_id: number
  name: string
  /** JSON. */
  rule: string
  is_on: number
  action: RuleAction
  /** `editor:NAME`, or `command line`. */
  by: string
  at: number
  /** How many people the button named. */
  people: number | null
}

/** See `events.ts`; only ever added to, and purged from its beginning. */
export interface RuleLogTable {
  id: Generated<number>
  /** The last moment that was taken before; 0: none. */
  after_moment: number
  kind: string
  /** JSON. */
  event: string
  at: number
}

/** What the rules know of a story that somebody was alerted to; see `memory.ts`. */
export interface RuleMemoryTable {
  story_id: number
  /** JSON. */
  memory: string
  /** 1: an update waits. */
  is_waiting: number
}

/** What rules of stories made. */
export interface RuleAlertsTable {
  alert_id: number
  key: string
  /** Null: a correction of what no rule of stories had sent. */
  rule_id: number | null
  version_id: number | null
  story_id: number
  moment_id: number
  /** In the time of the news. */
  decided_at: number
}

export const rulesMigration: Migration = {
  name: '0019-rules',
  statements: ({ id }) => [
    `create table rules (
       id ${id}, name text not null, version_id bigint, seen_version bigint, dropped_at bigint)`,
    `create unique index rules_name on rules (name) where dropped_at is null`,
    `create table rule_versions (
       id ${id}, rule_id bigint not null references rules (id), name text not null, rule text not null,
       is_on bigint not null, action text not null, "by" text not null, at bigint not null, people bigint)`,
    `create index rule_versions_rule on rule_versions (rule_id, id)`,
    `create table rule_log (
       id ${id}, after_moment bigint not null, kind text not null, event text not null, at bigint not null)`,
    `create index rule_log_place on rule_log (after_moment, id)`,
    `create table rule_memory (
       story_id bigint primary key references stories (id), memory text not null, is_waiting bigint not null)`,
    `create index rule_memory_waiting on rule_memory (story_id) where is_waiting = 1`,
    `create table rule_alerts (
       alert_id bigint primary key references alerts (id), "key" text not null, rule_id bigint references rules (id),
       version_id bigint references rule_versions (id), story_id bigint not null references stories (id),
       moment_id bigint not null, decided_at bigint not null)`,
    `create unique index rule_alerts_key on rule_alerts ("key")`,
    // Whoever works by the rules holds this row, so that moments are taken in their order; its value is the last one.
    `insert into meta (key, value) values ('alerts.rules', '0')`,
  ],
}
