/**
 * Bytes to a sitemap: Google's news schema 0.9, plain ones, lists of addresses as text, and indexes; packed or not.
 * In: an answer. Out: a `Sitemap` of plain values, or in words for the desk why it is none. Never throws; no entity
 * of the document's own is ever expanded; one pass, depth and numbers are bounded.
 *
 * An address without a headline is an item only where a whole sitemap has none: it names pages of every kind, so
 * such a sitemap is used where somebody chose it, never where it was merely found. Its headline is its address.
 */
import { decodeFeed } from '../feed/decode-feed.ts'
import { emptyFeed, type FeedAnswer, type FeedItem, maxItems } from '../feed/feed.ts'
import { parseFeedDate } from '../feed/feed-date.ts'
import { webAddress } from '../feed/web-address.ts'
import { scanXml } from '../feed/xml/scan-xml.ts'
import { XmlDocument } from '../feed/xml/xml-document.ts'
import type { XmlElement } from '../feed/xml/xml-element.ts'
import { addressItem, entryOf, localName, type SitemapEntry, textOf } from './entry.ts'
import { orderParts } from './order-parts.ts'
import { maxParts, type NamedPart, type SitemapReading } from './sitemap.ts'
import { unpacked } from './unpack.ts'

const maxDepth = 20
const separate = new Set(['url', 'sitemap'])
const unreadable = {
  'no-root': 'it is no XML and no list of addresses',
  'too-deep': `its elements nest more than ${maxDepth} deep, which no sitemap does`,
  'too-many': 'it has more elements than any sitemap',
}

export function readSitemap(answer: FeedAnswer): SitemapReading {
  const body = unpacked(answer.body)
  if (!body) return { ok: false, reason: 'it cannot be unpacked, or is too large then' }
  const { octets, problems } = decodeFeed(body, answer.contentType)
  const document = new XmlDocument(octets)
  const listed = listedAddresses(octets)
  if (listed)
    return ofEntries(
      listed.map(url => ({ ...addressItem(url), news: false })),
      { cut: false, problems },
    )
  const start = octets.indexOf('<')
  const scan =
    start < 0 ? ({ ok: false, why: 'no-root' } as const) : scanXml(document, start, { maxDepth, separate })
  if (!scan.ok) return { ok: false, reason: unreadable[scan.why] }
  const { root } = scan
  const complete = root.children.filter(child => !child.cut)
  switch (localName(root)) {
    case 'urlset':
      return ofEntries(
        complete.flatMap(url => entryOf(url, answer.url) ?? []),
        { cut: root.cut, problems },
      )
    case 'sitemapindex':
      return ofIndex(
        complete.flatMap(part => partOf(part, answer.url) ?? []),
        { cut: root.cut, problems },
      )
    default:
      return { ok: false, reason: 'it is XML, but no sitemap' }
  }
}

interface Read {
  cut: boolean
  problems: string[]
}

function ofEntries(entries: SitemapEntry[], { cut, problems }: Read): SitemapReading {
  const news = entries.filter(entry => entry.news)
  if (news.length === 0 && entries.length > maxItems)
    return {
      ok: false,
      reason: `it names ${entries.length} addresses without a headline: that is an archive, not news`,
    }
  const items = newest(news.length > 0 ? news : entries)
  if (cut && items.length === 0)
    return { ok: false, reason: 'it is cut before its first address is complete' }
  const title = entries.find(({ publication }) => publication)?.publication ?? null
  const language = news.find(entry => entry.language)?.language ?? null
  return {
    ok: true,
    sitemap: {
      feed: { ...emptyFeed, title, language, cut, items, problems },
      news: news.length > 0,
      parts: [],
    },
  }
}

/** The newest `maxItems`, in the document's order; without dates the document's first. */
function newest(entries: SitemapEntry[]): FeedItem[] {
  const dated = (entry: SitemapEntry) => entry.publishedAt ?? entry.updatedAt ?? 0
  const kept =
    entries.length <= maxItems
      ? entries
      : new Set(entries.toSorted((one, other) => dated(other) - dated(one)).slice(0, maxItems))
  return entries
    .filter(entry => kept === entries || (kept as Set<SitemapEntry>).has(entry))
    .map(({ news: _, publication: __, ...item }) => item)
}

function ofIndex(parts: NamedPart[], { cut, problems }: Read): SitemapReading {
  const all = [...new Map(parts.map(part => [part.url, part])).values()]
  const distinct = all.length > maxParts ? orderParts(all).slice(0, maxParts) : all
  if (distinct.length === 0) return { ok: false, reason: 'it is an index that names no sitemap' }
  return { ok: true, sitemap: { feed: { ...emptyFeed, cut, problems }, news: false, parts: distinct } }
}

/** A longer one is nobody's sitemap, and fits no index of PostgreSQL's. */
const longestPartAddress = 2_000

function partOf(element: XmlElement, base: string): NamedPart | null {
  const url = webAddress(textOf(element, 'loc'), base)
  return url && url.length <= longestPartAddress
    ? { url, changedAt: parseFeedDate(textOf(element, 'lastmod') ?? '') }
    : null
}

/** A sitemap as text: an address on each line, and nothing else (sitemaps.org). Null where it is something else. */
function listedAddresses(octets: Buffer): string[] | null {
  if (!/^\s*https?:\/\//.test(octets.toString('utf8', 0, 1_000))) return null
  const text = octets.toString()
  const lines = text.split(/\s+/).filter(line => line !== '')
  const urls = lines.flatMap(line => (/^https?:\/\//.test(line) ? (webAddress(line, null) ?? []) : []))
  return urls.length === lines.length ? urls : null
}
