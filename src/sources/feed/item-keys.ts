/**
 * Under which keys an item is known. In: a feed as it was read. Out: its items, each once, with keys that
 * two readings of the same item share whatever the feed does to one of them. Only a whole document shows
 * which keys identify nothing in it (one address or one guid for many items), so keys are made for a feed.
 */
import { createHash } from 'node:crypto'
import { articleNumber, canonicalUrl } from './canonical-url.ts'
import type { Feed, FeedItem } from './feed.ts'
import { headlineWords, similarity } from './similar-text.ts'

/** Hashes of 128 bits in hexadecimal; null where the item has nothing that identifies it. */
export interface ItemKeys {
  guidKey: string | null
  /** The same for every source: equal keys of two sources are one article. */
  urlKey: string | null
  /** Of the headline's words. Weak: it only proposes candidates. */
  titleKey: string | null
}

export interface IdentifiedItem {
  item: FeedItem
  keys: ItemKeys
}

/** From here on two headlines are about the same; chosen on recorded wires, where edits score 0.4 to 0.9. */
export const similarFrom = 0.5

/** Keys of an item that stands alone, as one pushed through the API. */
export function itemKeys(item: FeedItem): ItemKeys {
  const words = headlineWords(item.title)
  return {
    guidKey: item.guid === null ? null : hash(plainGuid(item.guid)),
    urlKey: item.url === null || isHomepage(item.url) ? null : addressKey(item.url),
    titleKey: words.length === 0 ? null : hash(words.join(' ')),
  }
}

/**
 * Items of one document, each once, in its order; of several readings of one item the first counts. Those
 * without headline, text and address tell nobody anything and are left out.
 */
export function identifyItems(feed: Feed, feedUrl: string): IdentifiedItem[] {
  const own = new Set([feedUrl, feed.link].filter(url => url !== null).map(addressKey))
  const telling = feed.items.filter(item => item.title !== '' || item.url !== null)
  const all = telling.map(item => {
    const keys = itemKeys(item)
    return { item, keys: keys.urlKey && own.has(keys.urlKey) ? { ...keys, urlKey: null } : keys }
  })
  const distinct = withoutDoubles(all)
  return withoutShared(withoutShared(distinct, 'urlKey'), 'guidKey')
}

function withoutDoubles(all: readonly IdentifiedItem[]): IdentifiedItem[] {
  const byKey = new Map<string, IdentifiedItem[]>()
  const kept: IdentifiedItem[] = []
  for (const found of all) {
    const key = found.keys.urlKey ?? `${found.keys.guidKey}${found.keys.titleKey}${found.item.text}`
    const earlier = byKey.get(key) ?? []
    if (earlier.some(other => isDouble(other, found))) continue
    byKey.set(key, [...earlier, found])
    kept.push(found)
  }
  return kept
}

/** Two entries of one document under one address: one item, or an address that identifies nothing? */
function isDouble(left: IdentifiedItem, right: IdentifiedItem): boolean {
  if (left.keys.urlKey === null) return true
  const { guidKey } = left.keys
  return (
    // Two addresses with one article number: the feed still lists what the headline was before.
    canonicalUrl(left.item.url ?? '') !== canonicalUrl(right.item.url ?? '') ||
    left.keys.titleKey === right.keys.titleKey ||
    (guidKey !== null && guidKey === right.keys.guidKey && left.item.guid === right.item.guid) ||
    (left.item.publishedAt !== null && left.item.publishedAt === right.item.publishedAt) ||
    similarity(headlineWords(left.item.title), headlineWords(right.item.title)) >= similarFrom
  )
}

/** A key that several items of the document have is the key of none. */
function withoutShared(items: IdentifiedItem[], key: 'urlKey' | 'guidKey'): IdentifiedItem[] {
  const uses = Map.groupBy(items, found => found.keys[key])
  return items.map(found => {
    const shared = found.keys[key] !== null && (uses.get(found.keys[key])?.length ?? 0) > 1
    return shared ? { ...found, keys: { ...found.keys, [key]: null } } : found
  })
}

/** `…/articles/x#3`: the BBC numbers its guids anew when it publishes an article again. */
function plainGuid(guid: string): string {
  if (!/^https?:\/\//i.test(guid)) return guid
  const fragment = /#(?!\d{1,3}$).*$/.exec(guid)?.[0] ?? ''
  return canonicalUrl(guid) + fragment
}

function addressKey(url: string): string {
  const canonical = canonicalUrl(url)
  return hash(articleNumber(canonical) ?? canonical)
}

function isHomepage(url: string): boolean {
  return /^https:\/\/[^/]+\/(?:index\.\w+)?$/.test(canonicalUrl(url))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
