/** What goes into the reader and what comes out: plain values, which cross from thread to thread. */
import type { Feed, FeedAnswer } from '../feed/feed.ts'
import type { IdentifiedItem } from '../feed/item-keys.ts'

export type DocumentKind = 'feed'

/** Its body is handed over, not copied: who gives it away cannot look at it afterwards. */
export interface Document extends FeedAnswer {
  kind: DocumentKind
  /** Hex SHA-256 of the body that was read before: the same octets again are not parsed. */
  knownHash: string | null
}

/** `hash`: hex SHA-256 of the body. */
export type DocumentReading =
  | { kind: 'unchanged'; hash: string }
  /** `items`: each once, with the keys it is known by. */
  | { kind: 'read'; hash: string; feed: Omit<Feed, 'items'>; items: IdentifiedItem[] }
  /** `reason` is the parser's; the body is given back to whoever can say more. */
  | { kind: 'unreadable'; hash: string; reason: string; body: Uint8Array }
  | GivenUp

/** Reading it took too long or too much memory, or met a `fault` of ours. */
export interface GivenUp {
  kind: 'given-up'
  why: 'slow' | 'large' | 'fault'
  fault?: unknown
}

/** What a thread says: that it is there, and then what became of each document, one at a time. */
export type ThreadWord = 'ready' | DocumentReading
