/** Watchers that reach nothing: a row each, for as long as that lasts. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    outages: OutagesTable
  }
}

export interface OutagesTable {
  watcher: string
  since: number
  /** When it last tried in vain. */
  until: number
}

export const outageMigration: Migration = {
  name: '0044-outages',
  statements: () => [
    `create table outages (watcher text primary key, since bigint not null, until bigint not null)`,
  ],
}
