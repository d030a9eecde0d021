/** Topics and places that the newsroom defines and readers choose from. */
import type { Generated } from 'kysely'
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    topics: TopicsTable
  }
}

export interface TopicsTable {
  id: Generated<number>
  kind: 'topic' | 'place'
  /** In addresses and embedded forms: `[a-z0-9-]`, unique, never changed. */
  slug: string
  /** Unique when folded; alerts name it so. */
  name: string
  /** JSON: BCP 47 -> name; what is missing reads `name`. */
  names: string
  /** One sentence for readers; may be empty. */
  about: string
  /** The order in which readers see them. */
  position: number
  /** 1: not offered any more; who chose it keeps it. */
  retired: number
}

export const topicsMigrations: readonly Migration[] = [
  {
    name: '0022-topics',
    statements: ({ id }) => [
      `create table topics (
         id ${id}, kind text not null, slug text not null unique, name text not null, names text not null,
         about text not null, position bigint not null, retired bigint not null default 0)`,
    ],
  },
]
