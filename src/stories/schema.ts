/** The tables of this stage: stories, which items belong to them, and items that no rule has looked at yet. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'
import { usualWeights } from './breaking/usual-weights.ts'
import { foldedPhrase, waysToSay } from './breaking/weigh-words.ts'
import type { MomentKind } from './moment.ts'

declare module '../store/schema.ts' {
  interface Database {
    stories: StoriesTable
    story_items: StoryItemsTable
    item_readings: ItemReadingsTable
    story_moments: StoryMomentsTable
    fresh_moments: FreshMomentsTable
    story_changes: StoryChangesTable
    story_orders: StoryOrdersTable
    story_memory: StoryMemoryTable
    story_relations: StoryRelationsTable
    story_weights: StoryWeightsTable
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
  /** Independent origins. */
  origin_count: Generated<number>
  /** As of its newest moment, 0 to 100. */
  score: Generated<number>
  /** The highest that it ever was. */
  top_score: Generated<number>
  /** `asleep`: nothing came for long; it wakes when something does. `ended`: it did so
   * for so long that of its items' texts but the beginnings are kept; it wakes all the same. `merged`: its items went to `merged_into`. */
  state: Generated<StoryState>
  merged_into: number | null
  /** The story that it was taken out of. */
  split_from: number | null
  /** BCP 47; null: of items whose language nobody knows. */
  language: string | null
  /** The words that it is known by when its items are no longer looked at; JSON, the most telling first. */
  signature: string | null
  /** JSON: what the machine knows of it that does not follow from its items as they are now; see `machine/`. */
  known: string | null
}

export type StoryState = 'live' | 'asleep' | 'ended' | 'merged'

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
  /** Items of a story with the same number carry one origin's text, or name it. */
  origin: number | null
  /** The origin in words, such as `Reuters`; null: the item's own source. */
  origin_name: string | null
  /** The editor who put it here; the machine leaves it there. */
  pinned_by: string | null
  /** 1: an alert was made of it, and its story keeps its id. */
  kept: Generated<number>
}

/** What was read out of an item, so that a restart need not read it again. */
export interface ItemReadingsTable {
  item_id: number
  /** JSON; empty: its story sleeps. */
  reading: string
  /** JSON: what it tells of how breaking its story is, and of how its source usually is; kept for some days. */
  note: Generated<string>
  /** When the item was seen. */
  at: Generated<number>
}

/** See `moment.ts`; only ever added to, and purged from its beginning. */
export interface StoryMomentsTable {
  id: Generated<number>
  story_id: number
  item_id: number | null
  kind: MomentKind
  at: number
  items: number
  sources: number
  origins: number
  score: number
  /** JSON. */
  reasons: string
  changes: string
  /** When it was written down; `at` follows from what came. */
  made_at: number
  /** The story's, as it then was. */
  headline: Generated<string>
  /** Of the item, as it then was; null: no item. */
  revision: number | null
}

/** Moments waiting for the rules of `alerts`, which delete the row where they do their work. */
export interface FreshMomentsTable {
  moment_id: number
}

/** Every merge, split and move that was done; only ever added to, and purged from its beginning. */
export interface StoryChangesTable {
  id: Generated<number>
  kind: 'merge' | 'split' | 'move'
  from_story: number
  to_story: number
  /** JSON: the ids that went over. */
  items: string
  /** `machine`, or `editor:NAME`. */
  by: string
  /** In words; null: an editor's own. */
  why: string | null
  at: number
}

/**
 * What editors ask of the grouping, which does it and answers. `keep` is asked by who makes an alert: the story that has
 * these items keeps its id.
 */
export interface StoryOrdersTable {
  id: Generated<number>
  kind: 'merge' | 'split' | 'move' | 'keep'
  story_id: number
  /** Where to; null: a new story. */
  to_story: number | null
  /** JSON; null: all of them. */
  items: string | null
  by: string
  at: number
  done_at: number | null
  /** Why it could not be done; null when it was. */
  problem: string | null
}

/** What the machine keeps beside its stories, such as how fast each source usually is. */
export interface StoryMemoryTable {
  key: string
  value: string
}

/** Earlier stories that were like one when it began; of the two the second is the earlier. */
export interface StoryRelationsTable {
  story_id: number
  earlier_id: number
  /** 0 to 1000. */
  likeness: number
}

/** What the newsroom weighs; in force for items that come from then on. */
export interface StoryWeightsTable {
  id: Generated<number>
  /** `words`: a place or topic. `official`: a source that is official or primary. */
  kind: 'words' | 'official'
  /** Folded words; of a source its id. Unique within its kind. */
  key: string
  /** As they were typed; of a source its name then. */
  words: string
  /** From -50 to 50; 0 for a source. */
  points: number
  by: string
  at: number
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
  {
    name: '0016-moments',
    statements: ({ id }) => [
      `alter table stories add column origin_count bigint not null default 1`,
      `alter table stories add column score bigint not null default 0`,
      `alter table stories add column top_score bigint not null default 0`,
      `alter table stories add column state text not null default 'live'`,
      `alter table stories add column merged_into bigint references stories (id)`,
      `alter table stories add column split_from bigint references stories (id)`,
      `alter table stories add column language text`,
      `alter table stories add column signature text`,
      `alter table story_items add column origin bigint`,
      `alter table story_items add column origin_name text`,
      `alter table story_items add column pinned_by text`,
      `create index stories_by_score on stories (score, last_item_at)`,
      `create index stories_merged on stories (merged_into)`,
      `create table item_readings (item_id bigint primary key references items (id), reading text not null)`,
      `create table story_moments (
         id ${id}, story_id bigint not null references stories (id), item_id bigint references items (id),
         kind text not null, at bigint not null, items bigint not null, sources bigint not null, origins bigint not null,
         score bigint not null, reasons text not null, changes text not null, made_at bigint not null)`,
      `create index story_moments_story on story_moments (story_id, id)`,
      `create index story_moments_at on story_moments (at)`,
      `create table fresh_moments (moment_id bigint primary key references story_moments (id))`,
      `create table story_changes (
         id ${id}, kind text not null, from_story bigint not null references stories (id),
         to_story bigint not null references stories (id), items text not null, "by" text not null, why text,
         at bigint not null)`,
      `create index story_changes_from on story_changes (from_story)`,
      `create index story_changes_to on story_changes (to_story)`,
      `create table story_orders (
         id ${id}, kind text not null, story_id bigint not null references stories (id),
         to_story bigint references stories (id), items text, "by" text not null, at bigint not null, done_at bigint,
         problem text)`,
      `create index story_orders_open on story_orders (done_at, id)`,
    ],
  },
  {
    name: '0017-story-machine',
    statements: () => [
      // The machine has its words in memory.
      `drop table story_terms`,
      `alter table stories add column known text`,
      `alter table story_items add column kept bigint not null default 0`,
      `alter table story_moments add column headline text not null default ''`,
      `alter table story_moments add column revision bigint`,
      `alter table item_readings add column note text not null default ''`,
      `alter table item_readings add column at bigint not null default 0`,
      `create index item_readings_at on item_readings (at)`,
      `create table story_memory (key text primary key, value text not null)`,
      `create table story_relations (
         story_id bigint not null references stories (id), earlier_id bigint not null references stories (id),
         likeness bigint not null, primary key (story_id, earlier_id))`,
      `create index stories_live_by_score on stories (state, score, last_item_at, id)`,
      `create index stories_live on stories (state, last_item_at)`,
      // What was grouped before there were moments, and no rule has looked at yet.
      `insert into story_moments (story_id, item_id, kind, at, items, sources, origins, score, reasons, changes,
         made_at, headline, revision)
       select stories.id, item_id, 'joined', last_item_at, item_count, source_count, 1, 0, '[]', '[]',
         last_item_at, headline, 1
       from grouped_items join stories on stories.id = story_id order by item_id`,
      `insert into fresh_moments (moment_id) select id from story_moments`,
      'drop table grouped_items',
      // Four days: the first start reads the items of the others.
      `update stories set state = 'asleep'
       where last_item_at < (select max(last_item_at) from stories) - 345600000`,
    ],
  },
  {
    name: '0018-story-weights',
    statements: ({ id }) => [
      `create table story_weights (
         id ${id}, kind text not null, key text not null, words text not null, points bigint not null,
         "by" text not null, at bigint not null, unique (kind, key))`,
      ...usualWeights.map(
        ({ words, points }) => `insert into story_weights (kind, key, words, points, "by", at)
         values ('words', ${quoted(foldedPhrase(waysToSay(words)[0] ?? ''))}, ${quoted(words)}, ${points}, 'tocsin', 0)`,
      ),
    ],
  },
  {
    name: '0037-changes-by-time',
    // The rules, and a replay, look for what moved at a moment among all that ever did.
    statements: () => [`create index story_changes_at on story_changes (at)`],
  },
]

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
