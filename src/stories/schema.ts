/** The tables of this stage: stories, which items belong to them, and items that no rule has looked at yet. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'

declare module '../store/schema.ts' {
  interface Database {
    stories: StoriesTable
    story_items: StoryItemsTable
    story_terms: StoryTermsTable
    grouped_items: GroupedItemsTable
  }
}

export interface StoriesTable {
  id: Generated<number>
  headline: string
  created_at: number
  /** When an item last joined. */
  last_item_at: number
  item_count: number
  source_count: number
}

export interface StoryItemsTable {
  /** An item is in exactly one story. */
  item_id: number
  story_id: number
  /** The item's canonical address and folded headline, as they were when it joined. */
  url_key: string | null
  headline_key: string
  /** When the item was seen. */
  added_at: number
  /** When it was put here; null: before such times were kept. */
  grouped_at: number | null
}

/**
 * The most telling words of each headline of the last days, so that a new item meets the few stories that it
 * may belong to and not all of a day. Rows older than the grouping looks back are purged.
 */
export interface StoryTermsTable {
  term: string
  item_id: number
  added_at: number
}

/** Newly grouped items waiting for the rules of `alerts`, which deletes the row where it does its work. */
export interface GroupedItemsTable {
  item_id: number
  story_id: number
}

export const storiesMigrations: readonly Migration[] = [
  {
    name: '0003-stories',
    statements: ({ id }) => [
      `create table stories (
         id ${id}, headline text not null, created_at bigint not null, last_item_at bigint not null,
         item_count bigint not null, source_count bigint not null)`,
      `create index stories_newest on stories (last_item_at, id)`,
      `create table story_items (
         item_id bigint primary key references items (id), story_id bigint not null references stories (id),
         url_key text, headline_key text not null, added_at bigint not null)`,
      `create index story_items_story on story_items (story_id, item_id)`,
      `create index story_items_url on story_items (url_key, added_at)`,
      `create table story_terms (
         term text not null, item_id bigint not null references items (id), added_at bigint not null,
         primary key (term, item_id))`,
      `create index story_terms_old on story_terms (added_at)`,
      // Whoever groups holds this row, so that two processes never found two stories for one event.
      `insert into meta (key, value) values ('stories.grouping', '')`,
      `create table grouped_items (
         item_id bigint primary key references items (id), story_id bigint not null references stories (id))`,
    ],
  },
  {
    name: '0015-latencies',
    statements: () => [`alter table story_items add column grouped_at bigint`],
  },
]
