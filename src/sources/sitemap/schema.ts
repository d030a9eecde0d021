/** The sitemaps that a watched index names. */
declare module '../../store/schema.ts' {
  interface Database {
    sitemap_parts: SitemapPartsTable
  }
}

export interface SitemapPartsTable {
  source_id: number
  url: string
  /** The index within the index that names it; '': the source's own. */
  parent: string
  /** When it changed, says the index; null: it does not say. */
  changed_at: number | null
  /** 1: the index named it only after the source's first poll, so what it brings first is news. */
  fresh: number
  /** When it was last asked for, and what the index said then; null: never. */
  read_at: number | null
  read_changed_at: number | null
  /** 1: it has headlines; 0: it has none; null: nobody knows. */
  news: number | null
  etag: string | null
  last_modified: string | null
  body_hash: string | null
}

export const sitemapTables = [
  `create table sitemap_parts (
     source_id bigint not null references sources (id), url text not null, parent text not null, changed_at bigint,
     fresh bigint not null, read_at bigint, read_changed_at bigint, news bigint, etag text, last_modified text,
     body_hash text, primary key (source_id, url))`,
]
