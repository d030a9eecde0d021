/** The tables of this stage: who may work at the desk, their sessions, and the API's tokens. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'

declare module '../store/schema.ts' {
  interface Database {
    editors: EditorsTable
    editor_invitations: EditorInvitationsTable
    editor_sessions: EditorSessionsTable
    api_tokens: ApiTokensTable
    api_answers: ApiAnswersTable
  }
}

export interface EditorsTable {
  id: Generated<number>
  name: string
  created_at: number
  /** When a link of theirs was first used; null: never was. */
  entered_at: number | null
}

/** A one-time link into the desk. */
export interface EditorInvitationsTable {
  token_hash: string
  editor_id: number
  created_at: number
  expires_at: number
  used_at: number | null
}

export interface EditorSessionsTable {
  token_hash: string
  editor_id: number
  created_at: number
  expires_at: number
}

export interface ApiTokensTable {
  id: Generated<number>
  name: string
  token_hash: string
  created_at: number
}

/** What a request with an Idempotency-Key was answered, kept for 7 days. */
export interface ApiAnswersTable {
  token_id: number
  idempotency_key: string
  /** Hex SHA-256 of method, path and body. */
  request_hash: string
  /** 0 while the request is being answered; no other transaction ever sees that, unless it was not to be kept. */
  status: number
  body: string
  at: number
}

export const editorsMigrations: readonly Migration[] = [
  {
    name: '0006-editors',
    statements: ({ id }) => [
      `create table editors (
         id ${id}, name text not null unique, created_at bigint not null, entered_at bigint)`,
      `create table editor_invitations (
         token_hash text primary key, editor_id bigint not null references editors (id),
         created_at bigint not null, expires_at bigint not null, used_at bigint)`,
      `create index editor_invitations_expiry on editor_invitations (expires_at)`,
      `create table editor_sessions (
         token_hash text primary key, editor_id bigint not null references editors (id),
         created_at bigint not null, expires_at bigint not null)`,
      `create index editor_sessions_expiry on editor_sessions (expires_at)`,
      `create table api_tokens (
         id ${id}, name text not null unique, token_hash text not null unique, created_at bigint not null)`,
      `create table api_answers (
         token_id bigint not null references api_tokens (id), idempotency_key text not null,
         request_hash text not null, status bigint not null, body text not null, at bigint not null,
         primary key (token_id, idempotency_key))`,
      `create index api_answers_at on api_answers (at)`,
    ],
  },
]
