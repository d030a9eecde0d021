/** Reads one document in the thread that calls it. What it may take of time and memory is bounded by `reader.ts`. */
import { hash } from 'node:crypto'
import type { FeedAnswer, FeedReading } from '../feed/feed.ts'
import { identifyItems } from '../feed/item-keys.ts'
import type { Document, DocumentKind, DocumentReading, GivenUp } from './document.ts'

/** Each is loaded when its first document comes: not everybody reads everything. */
const parsers: Record<DocumentKind, () => Promise<(answer: FeedAnswer) => FeedReading>> = {
  feed: async () => (await import('../feed/read-feed.ts')).readFeed,
}

/** Rejects only where the fault is ours. */
export async function readDocument(document: Document): Promise<Exclude<DocumentReading, GivenUp>> {
  const { kind, knownHash, ...answer } = document
  const { body, url } = answer
  const bodyHash = hash('sha256', body, 'hex')
  // Servers that know no validators, or lie about them, send the same octets again.
  if (bodyHash === knownHash) return { kind: 'unchanged', hash: bodyHash }
  const parse = await parsers[kind]()
  const reading = parse(answer)
  if (!reading.ok) return { kind: 'unreadable', hash: bodyHash, reason: reading.reason, body }
  const { items: _, ...feed } = reading.feed
  return { kind: 'read', hash: bodyHash, feed, items: identifyItems(reading.feed, url) }
}
