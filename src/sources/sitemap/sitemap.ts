/** What a sitemap says, once it was read. */
import type { Feed } from '../feed/feed.ts'

/** A sitemap that an index names. */
export interface NamedPart {
  /** Absolute, http or https. */
  url: string
  /** When it changed, says the index; null: it does not say. */
  changedAt: number | null
}

export interface Sitemap {
  /** Its items: what is news by Google's schema; where nothing in it is, every address. */
  feed: Feed
  /** Something in it has a headline. */
  news: boolean
  /** Of an index: the sitemaps that it names, in its order. */
  parts: NamedPart[]
}

export type SitemapReading = { ok: true; sitemap: Sitemap } | { ok: false; reason: string }

/** Of an index; it may have 50,000 (sitemaps.org), an archive of a decade by days has less than these. */
export const maxParts = 5_000
