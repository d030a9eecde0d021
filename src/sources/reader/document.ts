/** What goes into the reader and what comes out: plain values, which cross from thread to thread. */
import type { PageLinks } from '../discover/page-links.ts'
import type { Feed, FeedAnswer } from '../feed/feed.ts'
import type { IdentifiedItem } from '../feed/item-keys.ts'
import type { PageChange, PageText } from '../page/page-change.ts'
import type { NamedPart } from '../sitemap/sitemap.ts'
import type { PackedItems } from './pack-items.ts'

/** `any`: a feed or a sitemap, else a page that may lead to one. */
export type DocumentKind = 'feed' | 'sitemap' | 'page' | 'any'

/** Its body is handed over, not copied: who gives it away cannot look at it afterwards. */
export interface Document extends FeedAnswer {
  kind: DocumentKind
  /** Hex SHA-256 of the body that was read before: the same octets again are not parsed. */
  knownHash: string | null
  /** Of a page: CSS for what of it is read, and what it said before. */
  selector?: string | null
  before?: PageText | null
}

/** `hash`: hex SHA-256 of the body. */
export type DocumentReading =
  | { kind: 'unchanged'; hash: string }
  | ReadDocument
  /** A web page, for whoever looks for a feed; the body is given back, so that it can be read as a page. */
  | { kind: 'links'; hash: string; links: PageLinks; body: Uint8Array }
  /** `reason` is the parser's; the body is given back to whoever can say more. */
  | { kind: 'unreadable'; hash: string; reason: string; body: Uint8Array }
  | GivenUp

export interface ReadDocument {
  kind: 'read'
  as: 'feed' | 'sitemap' | 'page'
  hash: string
  feed: Omit<Feed, 'items'>
  /** Each once, with the keys it is known by. */
  items: IdentifiedItem[]
  /** Of a sitemap. */
  sitemap?: { news: boolean; parts: NamedPart[] }
  /** Of a page of which it was said what it said before. */
  change?: PageChange
}

/** Reading it took too long or too much memory, or met a `fault` of ours. */
export interface GivenUp {
  kind: 'given-up'
  why: 'slow' | 'large' | 'fault'
  fault?: unknown
}

/** What a thread says: that it is there, and then what became of each document, one at a time. */
export type ThreadWord = 'ready' | PackedReading

export type PackedReading =
  | Exclude<DocumentReading, ReadDocument>
  | (Omit<ReadDocument, 'items'> & { items: PackedItems })
