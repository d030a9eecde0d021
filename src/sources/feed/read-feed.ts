/**
 * Bytes of a feed's answer to its items. In: the body and what HTTP said about it. Out: a Feed of plain
 * values, or in words for the desk why it is none. Around the readers of XML and JSON stands what they leave:
 * character sets, junk, document types, feeds cut in the middle, relative links, dates, HTML to text.
 * Never throws; no entity of the document's own is ever expanded; depth and lengths are bounded. The size
 * of the body is bounded by who fetches it.
 */
import { parseJsonFeed } from 'feedsmith'
import { fromAtom } from './atom.ts'
import { closeJson } from './close-json.ts'
import { decodeFeed } from './decode-feed.ts'
import { detectLanguage } from './detect-language.ts'
import {
  type Feed,
  type FeedAnswer,
  type FeedItem,
  type FeedReading,
  maxItems,
  maxTitleLength,
  type ReadingPlace,
} from './feed.ts'
import { parseFeedDate } from './feed-date.ts'
import { findFeed } from './find-feed.ts'
import { fromJson } from './from-json.ts'
import { languageTag } from './labels.ts'
import { createReadingRoom } from './octet-room.ts'
import { shorten } from './plain-text.ts'
import { fromRss } from './rss.ts'
import { baseAddress } from './web-address.ts'
import { scanXml } from './xml/scan-xml.ts'
import { XmlDocument } from './xml/xml-document.ts'

/** Feeds nest a dozen deep. */
const maxDepth = 90
const unreadable = {
  'no-root': 'it looks like a feed, but its XML cannot be read',
  'too-deep': `its elements nest more than ${maxDepth} deep, which no feed does`,
  'too-many': 'it has more elements than any feed',
}
const separate = new Set(['item', 'entry'])

/** @param room For who reads many documents: what it wrote into is used again. */
export function readFeed(answer: FeedAnswer, room = createReadingRoom()): FeedReading {
  const { body, contentType, url, contentLocation, contentLanguage, toShow = false } = answer
  const place = {
    base: baseAddress(url, contentLocation ?? undefined),
    language: languageTag(contentLanguage?.split(',', 1)[0]),
    toShow,
    room,
  }
  const { octets, problems } = decodeFeed(body, contentType)
  const document = new XmlDocument(octets, room.element)
  const found = findFeed(document)
  if (!found.ok) return found
  problems.push(...found.problems)
  const reading =
    found.format === 'json'
      ? readJson(octets.toString('utf8', found.at), place)
      : readXml(document, found.at, found.format === 'rss' ? fromRss : fromAtom, place)
  if (!reading.ok) return reading
  const { feed } = reading
  const items = feed.items.map(item => spoken(titled(item)))
  const language = feed.language ?? commonLanguage(items)
  return { ok: true, feed: { ...feed, language, items, problems: [...problems, ...feed.problems] } }
}

function readJson(text: string, place: ReadingPlace): FeedReading {
  const whole = parsedJson(text, place)
  if (whole) return { ok: true, feed: whole }
  const closed = closeJson(text)
  const part = closed === null ? null : parsedJson(closed, place)
  if (part && part.items.length > 0)
    return { ok: true, feed: { ...part, cut: true, problems: [cutInTheMiddle] } }
  return { ok: false, reason: part ? cutTooSoon : 'JSON, but no JSON Feed' }
}

/** Null where feedsmith throws: its messages say no more than that. */
function parsedJson(text: string, place: ReadingPlace): Feed | null {
  try {
    return fromJson(parseJsonFeed(text, { parseDateFn: parseFeedDate, maxItems }), place)
  } catch {
    return null
  }
}

const cutTooSoon = 'the feed is cut before its first item is complete'
const cutInTheMiddle = 'the feed is cut in the middle; its complete items were used'

function readXml(document: XmlDocument, at: number, from: typeof fromRss, place: ReadingPlace): FeedReading {
  const scan = scanXml(document, at, { maxDepth, separate })
  if (!scan.ok) return { ok: false, reason: unreadable[scan.why] }
  const feed = from(scan.root, place)
  if (!feed.cut) return { ok: true, feed }
  if (feed.items.length === 0) return { ok: false, reason: cutTooSoon }
  return { ok: true, feed: { ...feed, problems: [cutInTheMiddle] } }
}

/** The headline comes from the text where the feed gives none; where there is none either, it is the address. */
function titled(item: FeedItem): FeedItem {
  if (item.title !== '') return item
  return { ...item, title: opening(item.text) || shorten(address(item.url ?? ''), maxTitleLength) }
}

/** The language is told from the text where neither the item nor its feed declares one. */
function spoken(item: FeedItem): FeedItem {
  return item.language === null ? { ...item, language: detectLanguage(item.title, item.text) } : item
}

/** What nearly all items are written in. */
function commonLanguage(items: readonly FeedItem[]): string | null {
  const told = items.flatMap(({ language }) => language ?? [])
  const uses = [...Map.groupBy(told, language => language)].map(([language, { length }]) => ({
    language,
    length,
  }))
  const common = uses.find(({ length }) => length >= told.length * 0.8)
  return common?.language ?? null
}

/** As people write it. */
function address(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?|\/$/g, '')
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
