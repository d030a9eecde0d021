/** The tables of this stage: what is watched, what it published, and the items that nobody grouped yet. */
import type { Generated } from 'kysely'
import type { Migration } from '../store/index.ts'
import { fullTextTables } from './full-text/schema.ts'
import type { ProblemKind } from './health/problem.ts'
import { listenMigration } from './listen/schema.ts'
import { outageMigration } from './outage/schema.ts'
import { pushMigration, type Way } from './push/schema.ts'
import { sitemapTables } from './sitemap/schema.ts'

declare module '../store/schema.ts' {
  interface Database {
    sources: SourcesTable
    items: ItemsTable
    item_revisions: ItemRevisionsTable
    fresh_items: FreshItemsTable
    fresh_revisions: FreshRevisionsTable
    item_events: ItemEventsTable
    ending_items: EndingItemsTable
    hosts: HostsTable
    source_looks: SourceLooksTable
  }
}

/**
 * What a source is: a `feed`; a `sitemap`; a `page` that is watched itself; the `api`; `unknown`: an address of which
 * the next look finds out.
 */
export type SourceKind = 'feed' | 'sitemap' | 'page' | 'api' | 'unknown'

/** What a new item of the source becomes: a sent alert, a draft at the desk, or only part of a story. */
export type OnItem = 'send' | 'draft' | 'none'

/**
 * `failing`: it cannot be read; `silent`: it can, and says nothing for longer than it ever does; `notice`: it is read
 * well, and something is odd; `stopped`: the operator wants it no longer watched.
 */
export type Health = 'ok' | 'notice' | 'silent' | 'failing' | 'stopped'

export interface SourcesTable {
  id: Generated<number>
  name: string
  /** Unique. `api:NAME` for what arrives through POST /api/items. */
  url: string
  on_item: OnItem
  kind: Generated<SourceKind>
  /** Of a page: CSS for what of it is watched; null: its article. */
  selector: string | null
  /** The address that somebody typed, where this one was found behind it. */
  found_from: string | null
  /** Of a page that lost most of its text at once: hex SHA-256 of what was left, until a second look tells. */
  doubt: string | null
  /** Of the address; empty for what is never polled. At most a few polls of one host run at a time. */
  host: string
  /** The operator's own interval in milliseconds, or null: what the feed asks for, else the default. */
  every_ms: number | null
  created_at: number
  etag: string | null
  last_modified: string | null
  /** Hex SHA-256 of the last body that was read. */
  body_hash: string | null
  /** What the document asked for when it was last read (ttl, sy:*), in milliseconds. */
  asked_every_ms: number | null
  /** How long the last answer that said so stays fresh (Cache-Control, Expires). */
  fresh_ms: number | null
  /** The hours and days in which the document asks to be left alone; see `poll/rest.ts`. */
  rest: string | null
  /** What was learned of when it publishes; see `rhythm/`. */
  rhythm: string | null
  /** Of the API: when an item last taught its rhythm, and how many it had then. */
  learned_at: number | null
  learned_items: Generated<number>
  /** Not more often than this since the server said "too often". */
  slowed_ms: number | null
  /** Items an hour expected when it is due, by which the most valuable of many overdue sources go first. */
  worth: Generated<number>
  /** Until then a hub pushes what it publishes, and polls only make sure that it does. */
  pushed_until: number | null
  /** Where permanent redirects have led since `moved_since`, at so many polls in a row. */
  moved_to: string | null
  moved_since: number | null
  moved_polls: Generated<number>
  /** Null: never polled, things arrive by themselves (the API). */
  next_poll_at: number | null
  /** What the server's Retry-After forbids; outranks everything, the operator too. */
  not_before: number | null
  /** While a poll runs. It also names that poll: who finds another value here has lost the source. */
  lease_until: number | null
  /** When the first poll succeeded; its items make no alerts. Null: not yet. */
  first_polled_at: number | null
  last_polled_at: number | null
  last_ok_at: number | null
  /** Failures in a row; 0 when the last poll went well. */
  failures: number
  failing_since: number | null
  /** As the last look left it; see `health/judge-health.ts`. */
  health: Generated<Health>
  /** What is wrong, in words for the desk, and its kind; null when all is well. */
  problem: string | null
  problem_kind: ProblemKind | null
  /** What was odd when it was last read: told again once a trouble in between is over. */
  notice: string | null
  notice_kind: ProblemKind | null
  /** From when on it is out of the ordinary that nothing new came; null: nobody knows. */
  silent_from: number | null
  /** The newest date in its document, and when that is too long ago for how its dates lie apart. */
  newest_at: number | null
  frozen_from: number | null
  /** Since when the operator wants it no longer watched; null: it is. */
  stopped_at: number | null
  /** Kept with every new item, never counted. */
  item_count: Generated<number>
  last_item_at: number | null
}

export interface ItemsTable {
  id: Generated<number>
  source_id: number
  /** Hashes by which a later reading of the feed knows the item again; see `feed/`. */
  guid_key: string | null
  url_key: string | null
  title_key: string | null
  url: string | null
  title: string
  text: string
  author: string | null
  language: string | null
  /** As the feed says, however far off; `readItems` tames it. */
  published_at: number | null
  seen_at: number
  /** 1 when the source's first successful poll brought it: it makes no alert. */
  first_poll: number
  revision: number
  revised_at: number | null
  /** The text of its page, where somebody asked for it; null: nobody did, or it could not be read. */
  full_text: string | null
  full_text_at: number | null
  full_text_problem: string | null
  /** Since when the source shows an earlier revision again, be it an old copy or a change of mind; see `revise-item.ts`. */
  older_since: number | null
  /** Which way it was seen first. */
  seen_by: Generated<Way>
}

/** How an item was before it changed; the newest revision stands in `items` only. */
export interface ItemRevisionsTable {
  item_id: number
  /** 1 is how the item was first seen. */
  revision: number
  title: string
  text: string
  /** When this revision was first seen. */
  seen_at: number
}

export type ItemEventKind = 'headline changed' | 'lead changed' | 'text changed'

/** What a revision changed that tells something; written with the revision. */
export interface ItemEventsTable {
  id: Generated<number>
  item_id: number
  /** The revision that it came with. */
  revision: number
  kind: ItemEventKind
  /** The headlines, the first paragraphs, or the paragraphs that changed; at most 2,000 UTF-16 units each. */
  before: string
  after: string
  at: number
}

/** New items waiting for `stories`, which deletes the row where it does its work. */
export interface FreshItemsTable {
  item_id: number
  /** JSON: the item as it came; null: it has not changed since. */
  said: string | null
}

/** Revisions that changed something telling, waiting for `stories`, which deletes the row where it does its work. */
export interface FreshRevisionsTable {
  id: Generated<number>
  item_id: number
  revision: number
  at: number
  /** JSON: the item as it was with it; null: it has not changed since. */
  said: string | null
}

/** Items that nobody is to read any more; handed over by `stories`, until their texts are gone. */
export interface EndingItemsTable {
  item_id: number
}

/** A host that sources are polled from, over all processes; see `poll/host-slots.ts`. */
export interface HostsTable {
  host: string
  /** When the next poll of it may start. */
  free_at: number
  /** What its robots.txt asks for. */
  crawl_delay_ms: number | null
  /** When its robots.txt is read again. */
  robots_due_at: number
}

/** What looks at a source brought, where it was news or changed how the source is: some dozens of the newest of each. */
export interface SourceLooksTable {
  id: Generated<number>
  source_id: number
  at: number
  /** What the source was from then on; `news`: new items, and all as before. */
  kind: 'news' | 'ok' | 'silent' | ProblemKind
  /** HTTP's, and the decoded body's size; null: no answer came. */
  status: number | null
  bytes: number | null
  /** How long the answer took. */
  ms: number
  new_items: number
}

export const sourcesMigrations: readonly Migration[] = [
  {
    name: '0002-sources',
    statements: ({ id }) => [
      `create table sources (
         id ${id}, name text not null, url text not null unique, on_item text not null, host text not null,
         every_ms bigint, created_at bigint not null, etag text, last_modified text, body_hash text, asked_every_ms bigint,
         next_poll_at bigint, not_before bigint, lease_until bigint, first_polled_at bigint, last_polled_at bigint,
         last_ok_at bigint, failures bigint not null default 0, failing_since bigint, problem text,
         item_count bigint not null default 0, last_item_at bigint)`,
      `create index sources_due on sources (next_poll_at)`,
      `create table items (
         id ${id}, source_id bigint not null references sources (id), guid_key text, url_key text,
         title_key text, url text, title text not null, text text not null, author text, language text,
         published_at bigint, seen_at bigint not null, first_poll bigint not null,
         revision bigint not null default 1, revised_at bigint)`,
      `create index items_guid on items (source_id, guid_key)`,
      `create index items_url on items (source_id, url_key)`,
      `create index items_title on items (source_id, title_key)`,
      `create index items_by_url on items (url_key, seen_at)`,
      `create index items_seen on items (seen_at)`,
      `create table item_revisions (
         item_id bigint not null references items (id), revision bigint not null, title text not null,
         text text not null, seen_at bigint not null, primary key (item_id, revision))`,
      `create table fresh_items (item_id bigint primary key references items (id))`,
    ],
  },
  {
    name: '0014-items',
    statements: ({ id }) => [
      `alter table items add column older_since bigint`,
      `create table item_events (
         id ${id}, item_id bigint not null references items (id), revision bigint not null, kind text not null,
         "before" text not null, "after" text not null, at bigint not null)`,
      `create index item_events_item on item_events (item_id, id)`,
    ],
  },
  {
    name: '0011-polling',
    statements: () => [
      ...[
        'fresh_ms bigint',
        'rest text',
        'rhythm text',
        'slowed_ms bigint',
        'worth double precision not null default 1',
      ].map(column => `alter table sources add column ${column}`),
      ...[
        'pushed_until bigint',
        'moved_to text',
        'moved_since bigint',
        'moved_polls bigint not null default 0',
      ].map(column => `alter table sources add column ${column}`),
      `create table hosts (
         host text primary key, free_at bigint not null, crawl_delay_ms bigint, robots_due_at bigint not null)`,
      // All that the choice among many due sources looks at: their rows are a kilobyte each.
      'drop index sources_due',
      'create index sources_due on sources (next_poll_at, lease_until, worth, host, every_ms)',
    ],
  },
  {
    name: '0015-health',
    statements: ({ id }) => [
      ...[
        `health text not null default 'ok'`,
        'problem_kind text',
        'notice text',
        'notice_kind text',
        'silent_from bigint',
        'newest_at bigint',
        'frozen_from bigint',
        'stopped_at bigint',
      ].map(column => `alter table sources add column ${column}`),
      `update sources set health = 'failing' where problem is not null`,
      // Counted at every scrape and on the desk's front page, while a row is kilobytes wide.
      `create index sources_health on sources (health, problem_kind)`,
      `create table source_looks (
         id ${id}, source_id bigint not null references sources (id), at bigint not null, kind text not null,
         status bigint, bytes bigint, ms bigint not null, new_items bigint not null)`,
      `create index source_looks_source on source_looks (source_id, id)`,
    ],
  },
  pushMigration,
  {
    name: '0013-documents',
    statements: () => [
      ...[`kind text not null default 'feed'`, 'selector text', 'found_from text', 'doubt text'].map(
        column => `alter table sources add column ${column}`,
      ),
      `update sources set kind = 'api' where url like 'api:%'`,
      ...sitemapTables,
      ...fullTextTables,
    ],
  },
  {
    name: '0017-fresh-revisions',
    statements: ({ id }) => [
      `create table fresh_revisions (
         id ${id}, item_id bigint not null references items (id), revision bigint not null, at bigint not null)`,
    ],
  },
  {
    name: '0034-quick-texts',
    statements: ({ quickTexts }) => [
      ...quickTexts('items', 'text'),
      ...quickTexts('items', 'full_text'),
      ...quickTexts('item_revisions', 'text'),
    ],
  },
  {
    name: '0035-unused-indices',
    // Nobody asks by them any more (`stories` has an index of its own), and the first puts each new item on a page of its own.
    statements: () => ['drop index items_by_url', 'drop index items_seen'],
  },
  {
    name: '0036-as-it-came',
    statements: () => [
      ...['fresh_items', 'fresh_revisions'].map(table => `alter table ${table} add column said text`),
      `create index fresh_revisions_item on fresh_revisions (item_id)`,
    ],
  },
  listenMigration,
  {
    name: '0041-ending-items',
    statements: () => [`create table ending_items (item_id bigint primary key references items (id))`],
  },
  {
    name: '0043-sources-listed',
    // The desk's list, page by page.
    statements: () => ['create index sources_listed on sources (health, lower(name), id)'],
  },
  outageMigration,
]
