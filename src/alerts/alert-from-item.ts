/**
 * What an item published -> the fields of an alert. Always gives a headline: from the title, else the first
 * words of the text, else the address. Takes nothing from an item that a reader's mail could not carry.
 */
import { type DraftFields, longestHeadline, parseLanguage, parseUrl } from './alert-fields.ts'
import { cleanLine, cutAtWord } from './plain-text.ts'
import { firstSentence, summarise } from './summarise.ts'

export interface PublishedItem {
  sourceName: string
  url: string | null
  title: string
  text: string
  language: string | null
  publishedAt: number | null
}

/** Of a headline made from a text without a title. */
const longestFirstWords = 120
const longestSourceName = 200
/** Dates before this are a feed's way of having none. */
const earliestSaidAt = Date.UTC(1990, 0)

export function alertFromItem(item: PublishedItem, at: number): DraftFields {
  const language = parseLanguage(item.language) ?? 'en'
  const headline = headlineOf(item, language)
  const saidAt = item.publishedAt === null ? null : Math.min(item.publishedAt, at)
  return {
    headline,
    summary: summarise(item.text, headline, language),
    preheader: null,
    url: parseUrl(item.url) ?? null,
    // What an operator wants sent by itself, or an editor shown at once, is breaking until somebody says other.
    priority: 'breaking',
    topics: [],
    whatChanged: null,
    whatWasWrong: null,
    sourceName: cutAtWord(cleanLine(item.sourceName), longestSourceName) || null,
    saidAt: saidAt !== null && saidAt >= earliestSaidAt ? saidAt : null,
    language,
  }
}

function headlineOf(item: PublishedItem, language: string): string {
  const title = cutAtWord(cleanLine(item.title), longestHeadline)
  if (title !== '') return title
  const words = cutAtWord(cleanLine(firstSentence(item.text, language)), longestFirstWords)
  if (words !== '') return words
  const address = (parseUrl(item.url) ?? '').replace(/^https?:\/\/(?:www\.)?/, '')
  return cutAtWord(address || cleanLine(item.sourceName) || 'Alert', longestFirstWords)
}
