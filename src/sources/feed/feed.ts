/** What a feed says, once it was read: plain values of ours, whatever format and errors it came in. */
import type { ReadingRoom } from './octet-room.ts'

export interface FeedItem {
  /** As the feed gives it, trimmed; may be missing, re-used or random. */
  guid: string | null
  /** Absolute, http or https, without credentials; null when the item has none that can be opened. */
  url: string | null
  /** One line of plain text. When the feed gives none, the text's beginning; else the address; '' when all lack. */
  title: string
  /** Plain text, paragraphs parted by a blank line, at most `maxTextLength` UTF-16 units. */
  text: string
  /** The same with its links and emphasis, in ten tags; '' when it adds nothing to `text`. */
  html: string
  /** The picture's address; http or https. */
  image: string | null
  author: string | null
  /** Epoch milliseconds as the feed says, however far off; null when it does not say or nobody can tell. */
  publishedAt: number | null
  updatedAt: number | null
  /** BCP 47: the item's own, else the feed's, else told from its words; null where nobody could be sure. */
  language: string | null
  categories: string[]
}

export interface Feed {
  title: string | null
  link: string | null
  language: string | null
  /** How long the feed asks to be left alone: `ttl`, else `sy:updatePeriod` over `sy:updateFrequency`. */
  ttlMs: number | null
  /** Hours of the day (0 to 23, UTC) and days of the week (0: Sunday) in which it asks to be left alone (RSS 2.0). */
  skipHours: number[]
  skipDays: number[]
  /** What the feed calls its own address, and the WebSub hubs that push it; absolute (WebSub §4). */
  self: string | null
  hubs: string[]
  /** The document ends in the middle; only what was complete is here. */
  cut: boolean
  /** In document order. */
  items: FeedItem[]
  /** What was wrong with the feed and did not stop the reading; words for the desk. */
  problems: string[]
}

export type FeedReading = { ok: true; feed: Feed } | { ok: false; reason: string }

export interface FeedAnswer {
  body: Uint8Array
  /** The Content-Type header, for its charset. */
  contentType: string | null
  /** Where the answer came from, after redirects: relative links start there. */
  url: string
  /** Of the answer, where HTTP said more of it (RFC 9110 §8.7, §8.5). */
  contentLocation?: string | null
  contentLanguage?: string | null
  /** Also what of an item is shown and never stored: `html`, `image`, `updatedAt` and `categories`; else they are empty. */
  toShow?: boolean
}

/** What of an answer the reading of its items needs. */
export interface ReadingPlace {
  /** Where relative addresses start. */
  base: string
  /** Of a feed that declares none. */
  language: string | null
  toShow: boolean
  room: ReadingRoom
}

/** A feed of which nothing is known is a feed still: one that has nothing to say yet. */
export const emptyFeed: Feed = {
  title: null,
  link: null,
  language: null,
  ttlMs: null,
  skipHours: [],
  skipDays: [],
  self: null,
  hubs: [],
  cut: false,
  items: [],
  problems: [],
}

/** A news feed has some hundred; an archive of everything is not news. */
export const maxItems = 5000
export const maxTitleLength = 500
export const maxTextLength = 20_000
