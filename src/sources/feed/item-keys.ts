/**
 * Under which keys an item is known. In: a feed as it was read. Out: its items, each once, with keys that
 * two readings of the same item share whatever the feed does to one of them. Only a whole document shows
 * which keys identify nothing in it (one address or one guid for many items), so keys are made for a feed.
 */
import { hash as digest } from 'node:crypto'
import { articleNumber } from './article-number.ts'
import { canonicalUrl } from './canonical-url.ts'
import type { Feed, FeedItem } from './feed.ts'
import { sameAddress, sameByHeadline, sameNumbered } from './same-article.ts'
import { headlineCore, headlineWords, similarFrom, similarity } from './similar-text.ts'
import { isOpaque, unwrapAddress } from './unwrap-address.ts'
import { webAddress } from './web-address.ts'

/** Hashes of 128 bits in hexadecimal; null where the item has nothing that identifies it. */
export interface ItemKeys {
  guidKey: string | null
  /** The same for every source: equal keys of two sources are one article. */
  urlKey: string | null
  /** Of the headline's words. Weak: it only proposes candidates. */
  titleKey: string | null
}

/** What of an item is stored, and compared with what is. */
export type KeptItem = Pick<FeedItem, 'url' | 'title' | 'text' | 'author' | 'language' | 'publishedAt'>

export interface IdentifiedItem<Item extends KeptItem = KeptItem> {
  item: Item
  keys: ItemKeys
}

type Found = IdentifiedItem<FeedItem>

/** Keys of an item that stands alone, as one pushed through the API. */
export function itemKeys(item: FeedItem): ItemKeys {
  const { guid, url } = item
  const words = headlineCore(item.title)
  const address = url === null ? null : canonicalUrl(url)
  const shown = address === null || isHomepage(address) ? null : (articleNumber(address) ?? address)
  const urlKey = shown === null ? null : hash(shown)
  // The guid of most items is their address.
  const name = guid === null ? null : plainGuid(guid, guid === url ? address : null)
  return {
    guidKey: name === null ? null : name === shown ? urlKey : hash(name),
    urlKey,
    titleKey: words.length === 0 ? null : hash(words.join(' ')),
  }
}

/**
 * Items of one document, each once, in its order; of several readings of one item the first counts. Those
 * without headline, text and address tell nobody anything and are left out. Their addresses lead to the
 * publisher, without the counters in between where these can be undone.
 */
export function identifyItems(feed: Feed, feedUrl: string): IdentifiedItem<FeedItem>[] {
  const own = new Set(
    [feedUrl, feed.link].flatMap(url => (url === null ? [] : (addressKey(canonicalUrl(url)) ?? []))),
  )
  const telling = feed.items.filter(item => item.title !== '' || item.url !== null)
  const all = telling.map(read => {
    const item = atPublisher(read)
    const keys = itemKeys(item)
    return { item, keys: keys.urlKey && own.has(keys.urlKey) ? { ...keys, urlKey: null } : keys }
  })
  const distinct = withoutDoubles(all)
  const telltale = withoutShared(withoutShared(withoutSharedTitles(distinct), 'urlKey'), 'guidKey')
  return telltale.map(found => (isKeyless(found) ? byWords(found) : found))
}

/** What has neither a name, an address nor a headline of its own is known by its very words. */
function byWords({ item, keys }: Found): Found {
  return { item, keys: { ...keys, guidKey: hash(`${item.title}\n${item.text}`) } }
}

function isKeyless({ keys }: Found): boolean {
  return keys.guidKey === null && keys.urlKey === null && keys.titleKey === null
}

/** A reader who follows the link should meet the publisher, not who counts clicks for it. */
function atPublisher(item: FeedItem): FeedItem {
  if (item.url === null) return item
  const url = unwrapAddress(item.url)
  // FeedBurner's own addresses tell nothing, and beside them the guid mostly is the address.
  const guid = isOpaque(url) && item.guid !== null ? webAddress(item.guid, null) : null
  const best = guid !== null && !isOpaque(guid) ? guid : url
  return best === item.url ? item : { ...item, url: best }
}

/** An address that more items have than that identifies nothing: each is compared with the last few alone. */
const maxRivals = 20

function withoutDoubles(all: readonly Found[]): Found[] {
  const byKey = new Map<string, Found[]>()
  const kept: Found[] = []
  for (const found of all) {
    const key = found.keys.urlKey ?? `${found.keys.guidKey}${found.keys.titleKey}${found.item.text}`
    const earlier = byKey.get(key)
    if (!earlier) byKey.set(key, [found])
    else if (earlier.some(other => isDouble(other, found))) continue
    else if (earlier.push(found) > maxRivals) earlier.shift()
    kept.push(found)
  }
  return kept
}

/** Two entries of one document under one address: one item, or an address that identifies nothing? */
function isDouble(left: Found, right: Found): boolean {
  if (left.keys.urlKey === null) return true
  const { guidKey } = left.keys
  return (
    // Two addresses with one article number: the feed still lists what the headline was before.
    (!sameAddress(left.item, right.item) && sameNumbered(left.item, right.item)) ||
    left.keys.titleKey === right.keys.titleKey ||
    (guidKey !== null && guidKey === right.keys.guidKey && left.item.guid === right.item.guid) ||
    (left.item.publishedAt !== null && left.item.publishedAt === right.item.publishedAt) ||
    similarity(headlineWords(left.item.title), headlineWords(right.item.title)) >= similarFrom
  )
}

/** A key that several items of the document have is the key of none. */
function withoutShared(items: Found[], key: 'urlKey' | 'guidKey'): Found[] {
  return withoutKeys(items, key, recurring(items, key))
}

/** A headline over different articles ("Photos of the day") is the key of none; over copies of one it stays. */
function withoutSharedTitles(items: Found[]): Found[] {
  const suspects = recurring(items, 'titleKey')
  if (suspects.size === 0) return items
  const firsts = new Map<string, Found>()
  const shared = new Set<string>()
  for (const found of items) {
    const key = found.keys.titleKey
    if (key === null || !suspects.has(key)) continue
    const first = firsts.get(key)
    if (!first) firsts.set(key, found)
    else if (!isCopy(first, found)) shared.add(key)
  }
  return withoutKeys(items, 'titleKey', shared)
}

function recurring(items: readonly Found[], name: keyof ItemKeys): Set<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { keys } of items) {
    const key = keys[name]
    if (key === null) continue
    const before = seen.size
    if (seen.add(key).size === before) twice.add(key)
  }
  return twice
}

function withoutKeys(items: Found[], name: keyof ItemKeys, shared: ReadonlySet<string>): Found[] {
  if (shared.size === 0) return items
  return items.map(found =>
    shared.has(found.keys[name] ?? '') ? { ...found, keys: { ...found.keys, [name]: null } } : found,
  )
}

function isCopy(left: Found, right: Found): boolean {
  const addressed = left.keys.urlKey !== null && right.keys.urlKey !== null
  return sameByHeadline(left.item, right.item, { addressed })
}

/** `…/articles/x#3`: the BBC numbers its guids anew when it publishes an article again. */
function plainGuid(guid: string, canonical: string | null): string {
  if (!/^https?:\/\//i.test(guid)) return guid
  return (canonical ?? canonicalUrl(guid)) + (guid.includes('#') ? fragmentOf(guid) : '')
}

/** Of the last line, and no number. */
function fragmentOf(guid: string): string {
  const line = guid.split(/[\n\r\u2028\u2029]/).at(-1) ?? ''
  const fragment = line.includes('#') ? line.slice(line.indexOf('#')) : ''
  return /^#\d{1,3}$/.test(fragment) ? '' : fragment
}

/** Null for a homepage, which is no article's. */
function addressKey(canonical: string): string | null {
  return isHomepage(canonical) ? null : hash(articleNumber(canonical) ?? canonical)
}

function isHomepage(canonical: string): boolean {
  return canonical.endsWith('/') && /^https:\/\/[^/]+\/$/.test(canonical)
}

function hash(text: string): string {
  return digest('sha256', text, 'hex').slice(0, 32)
}
