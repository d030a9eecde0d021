/** Why readers leave, counted without them; and which presses on a page of leaving were made already. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    leaving_reasons: LeavingReasonsTable
    leaving_marks: LeavingMarksTable
  }
}

export const leavingReasons = [
  'too-many',
  'not-what-i-wanted',
  'too-late',
  'no-longer-interested',
  'something-else',
] as const

export type LeavingReason = (typeof leavingReasons)[number]

export interface LeavingReasonsTable {
  /** YYYY-MM-DD in UTC. */
  day: string
  reason: LeavingReason
  people: number
}

/** That something was pressed once, so that it counts once. It does not say which reason, and goes with the page's token. */
export interface LeavingMarksTable {
  /** Keyed hash of the token and of what was pressed. */
  mark_hash: string
  expires_at: number
}

export const choicesMigrations: readonly Migration[] = [
  {
    name: '0025-choices',
    statements: () => [
      `create table leaving_reasons (
         day text not null, reason text not null, people bigint not null, primary key (day, reason))`,
      `create table leaving_marks (mark_hash text primary key, expires_at bigint not null)`,
      `create index leaving_marks_expires on leaving_marks (expires_at)`,
      // When the last fresh link to the preference page was mailed: at most one an hour.
      `alter table subscribers add column choices_mailed_at bigint`,
    ],
  },
]
