/** Reads one document in the thread that calls it. What it may take of time and memory is bounded by `reader.ts`. */
import { hash } from 'node:crypto'
import type { Feed } from '../feed/feed.ts'
import { type IdentifiedItem, identifyItems } from '../feed/item-keys.ts'
import type { ReadingRoom } from '../feed/octet-room.ts'
import type { Document, DocumentKind, DocumentReading, GivenUp, ReadDocument } from './document.ts'

export type HereReading = Exclude<DocumentReading, GivenUp>
type Parsed = HereReading extends infer Each
  ? Each extends { hash: string }
    ? Omit<Each, 'hash'>
    : never
  : never

/** Each loads its parser when its first document comes: not everybody reads everything. */
const readers: Record<DocumentKind, (document: Document, room?: ReadingRoom) => Promise<Parsed>> = {
  feed: readAsFeed,
  sitemap: readAsSitemap,
  page: readAsPage,
  async any(document, room) {
    const feed = await readAsFeed(document, room)
    if (feed.kind === 'read') return feed
    const sitemap = await readAsSitemap(document)
    return sitemap.kind === 'read' ? sitemap : readLinks(document, feed)
  },
}

/**
 * Rejects only where the fault is ours.
 * @param room For who reads many.
 */
export async function readDocument(document: Document, room?: ReadingRoom): Promise<HereReading> {
  const bodyHash = hash('sha256', document.body, 'hex')
  // Servers that know no validators, or lie about them, send the same octets again.
  if (bodyHash === document.knownHash) return { kind: 'unchanged', hash: bodyHash }
  const read = await readers[document.kind](document, room)
  return { ...read, hash: bodyHash }
}

async function readAsFeed(document: Document, room?: ReadingRoom): Promise<Parsed> {
  const { readFeed } = await import('../feed/read-feed.ts')
  const reading = readFeed(document, room)
  return reading.ok ? readWell('feed', reading.feed, document) : unreadable(reading.reason, document)
}

async function readAsSitemap(document: Document): Promise<Parsed> {
  const { readSitemap } = await import('../sitemap/read-sitemap.ts')
  const reading = readSitemap(document)
  if (!reading.ok) return unreadable(reading.reason, document)
  const { feed, news, parts } = reading.sitemap
  return { ...readWell('sitemap', feed, document), sitemap: { news, parts } }
}

async function readAsPage(document: Document): Promise<Parsed> {
  const { selector = null, before = null } = document
  const { readPage } = await import('../page/read-page.ts')
  const reading = await readPage({ ...document, selector })
  if (!reading.ok) return unreadable(reading.reason, document)
  const read = readWell('page', reading.page, document)
  const [item] = reading.page.items
  if (before === null || !item) return read
  const { pageChange } = await import('../page/page-change.ts')
  return { ...read, change: pageChange(before, item, { chosen: selector !== null }) }
}

async function readLinks(document: Document, feed: Parsed): Promise<Parsed> {
  const { pageLinks } = await import('../discover/page-links.ts')
  const links = pageLinks(document)
  return links ? { kind: 'links', links, body: document.body } : feed
}

function readWell(
  as: ReadDocument['as'],
  { items, ...feed }: Feed,
  { url }: Document,
): Omit<ReadDocument, 'hash'> {
  return { kind: 'read', as, feed, items: identifyItems({ ...feed, items }, url).map(withKeptAlone) }
}

/** Nobody asks for the rest, and each part of an item costs time on its way to the other thread. */
function withKeptAlone({ item, keys }: IdentifiedItem): IdentifiedItem {
  const { url, title, text, author, language, publishedAt } = item
  return { item: { url, title, text, author, language, publishedAt }, keys }
}

function unreadable(reason: string, { body }: Document): Parsed {
  return { kind: 'unreadable', reason, body }
}
