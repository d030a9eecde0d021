/**
 * Bytes of a feed's answer to its items. In: the body and what HTTP said about it. Out: a Feed of plain
 * values, or in words for the desk why it is none. Around feedsmith's parsers stands what they leave to us:
 * character sets, junk, document types, feeds cut in the middle, relative links, dates, HTML to text.
 * Never throws; no entity of the document's own is ever expanded; depth and lengths are bounded. The size
 * of the body is bounded by who fetches it.
 */
import { DetectError, ParseError, parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { decodeFeed } from './decode-feed.ts'
import { emptyFeed, type Feed, type FeedAnswer, type FeedItem, type FeedReading } from './feed.ts'
import { parseFeedDate } from './feed-date.ts'
import { fromAtom } from './from-atom.ts'
import { fromJson } from './from-json.ts'
import { fromRss } from './from-rss.ts'
import { type IsolatedFeed, isolateFeed } from './isolate-feed.ts'

type Found = Extract<IsolatedFeed, { ok: true }>

/** A news feed has some hundred; an archive of everything is not news. */
const maxItems = 5000

export function readFeed({ body, contentType, url }: FeedAnswer): FeedReading {
  const { text, problems } = decodeFeed(body, contentType)
  const found = isolateFeed(text)
  if (!found.ok) return found
  try {
    const feed = parse(found, url)
    return {
      ok: true,
      feed: { ...feed, items: feed.items.map(titled), problems: [...problems, ...found.problems] },
    }
  } catch (error) {
    if (isClosed(found) && saysNothing(error)) return { ok: true, feed: { ...emptyFeed, problems } }
    // feedsmith's messages say no more than that.
    return { ok: false, reason: whyUnreadable(found) }
  }
}

function parse(found: Found, url: string): Feed {
  const options = { parseDateFn: parseFeedDate, maxItems }
  switch (found.format) {
    case 'rss':
      return fromRss(parseRssFeed(found.document, options), url)
    case 'rdf':
      return fromRss(parseRdfFeed(found.document, options), url)
    case 'atom':
      return fromAtom(parseAtomFeed(found.document, options), url)
    case 'json':
      return fromJson(parseJsonFeed(found.document, options), url)
  }
}

/** The headline comes from the text where the feed gives none. */
function titled(item: FeedItem): FeedItem {
  return item.title === '' ? { ...item, title: opening(item.text) } : item
}

/** The first sentence of a text without a headline, or as much of it as a headline holds. */
function opening(text: string): string {
  const line = text.split('\n', 1)[0] ?? ''
  const sentence = /^.{20,}?[.!?…。！？](?=\s|$)/u.exec(line)?.[0] ?? line
  if (sentence.length <= 140) return sentence
  return `${sentence
    .slice(0, 139)
    .replace(/\s+\S*$/, '')
    .toWellFormed()}…`
}

function saysNothing(error: unknown): boolean {
  return error instanceof ParseError || error instanceof DetectError
}

function isClosed({ format, document }: Found): boolean {
  return format !== 'json' && /<\/[^<>]*>\s*$|^<[^<>]*\/>\s*$/.test(document.slice(-500))
}

function whyUnreadable(found: Found): string {
  if (found.format === 'json') return 'JSON, but no JSON Feed'
  return isClosed(found)
    ? 'it looks like a feed, but its XML cannot be read'
    : 'the feed is cut before its first item is complete'
}
