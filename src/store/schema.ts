/**
 * The one database type. Each stage adds its own tables to it by declaration merging, in its `schema.ts`,
 * beside the SQL that makes them; so a table is described where it is owned, and a query may still join.
 */
import type { DialectWords } from './dialect.ts'

/** Table name -> row; every stage merges its own in. */
export interface Database {
  meta: { key: string; value: string }
  outbox: OutboxTable
}

export interface OutboxTable {
  id: import('kysely').Generated<number>
  /** What it is for: `confirmation`, `invitation`, `test`, … (shown on the desk, never in the mail). */
  kind: string
  recipient: string
  subject: string
  text: string
  html: string | null
  /** BCP 47. */
  language: string
  /** Local part and domain, without angle brackets. */
  message_id: string
  state: 'queued' | 'sending' | 'accepted' | 'deferred' | 'refused' | 'uncertain'
  attempts: number
  created_at: number
  next_attempt_at: number
  lease_until: number | null
  /** When its content began to leave for the relay; null: not yet, so it cannot be in doubt. */
  started_at: number | null
  /** When it first became uncertain; it is sent once more, and from then on only an acceptance ends the doubt. */
  doubted_at: number | null
  /** Further headers, a JSON object; null: none. */
  headers: string | null
  /** The reader whose it is, who may leave or be in quiet hours when its turn comes; null: it goes in any case. */
  subscriber_id: number | null
  /** The relay's last answer, or why there was none. */
  answer: string | null
}

/** Statements that bring the store one step on; never changed once landed, only added to. */
export interface Migration {
  /** `0001-store`: the number orders all stages' migrations together. */
  readonly name: string
  readonly statements: (words: DialectWords) => readonly string[]
}

export const storeMigrations: readonly Migration[] = [
  {
    name: '0001-store',
    statements: ({ id }) => [
      `create table meta (key text primary key, value text not null)`,
      `create table outbox (
         id ${id}, kind text not null, recipient text not null, subject text not null, text text not null,
         html text, language text not null, message_id text not null, state text not null,
         attempts bigint not null default 0, created_at bigint not null, next_attempt_at bigint not null,
         lease_until bigint, started_at bigint, doubted_at bigint,
         answer text)`,
      `create index outbox_due on outbox (state, next_attempt_at)`,
    ],
  },
]
