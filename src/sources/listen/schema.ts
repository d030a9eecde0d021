/** Since when, and until when, items could be handed in to us: one row. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    listening: ListeningTable
  }
}

export interface ListeningTable {
  /** 1. */
  id: number
  since: number
  /** The last beat of any process that answers. */
  until: number
}

export const listenMigration: Migration = {
  name: '0039-listening',
  statements: () => [
    `create table listening (id bigint primary key, since bigint not null, until bigint not null)`,
    ...['learned_at bigint', 'learned_items bigint not null default 0'].map(
      column => `alter table sources add column ${column}`,
    ),
    // Asked every minute; those that are polled are not in it, so that no poll has to write it.
    `create index sources_silent_from on sources (health, silent_from) where kind = 'api'`,
  ],
}
