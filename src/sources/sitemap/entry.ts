/** One address of a sitemap as an item: by Google's news schema where it says more than where it is. */
import { type FeedItem, maxTitleLength } from '../feed/feed.ts'
import { parseFeedDate } from '../feed/feed-date.ts'
import { languageTag, wordList } from '../feed/labels.ts'
import { plainLine, shorten } from '../feed/plain-text.ts'
import { webAddress } from '../feed/web-address.ts'
import type { XmlElement } from '../feed/xml/xml-element.ts'

export interface SitemapEntry extends FeedItem {
  /** It has a headline. */
  news: boolean
  /** Who published it, as it says. */
  publication?: string | null
}

/** Null where it leads nowhere. */
export function entryOf(element: XmlElement, base: string): SitemapEntry | null {
  const url = webAddress(textOf(element, 'loc'), base)
  if (!url) return null
  const item = addressItem(url)
  const updatedAt = momentOf(element, 'lastmod')
  const image = webAddress(textOf(first(element, 'image'), 'loc'), base)
  const news = first(element, 'news')
  const title = plainLine(textOf(news, 'title'), maxTitleLength)
  if (!news || title === '') return { ...item, updatedAt, image, news: false }
  const publication = first(news, 'publication')
  return {
    ...item,
    title,
    image,
    updatedAt,
    publishedAt: momentOf(news, 'publication_date'),
    language: languageTag(textOf(publication, 'language') ?? textOf(news, 'language')),
    categories: wordList((textOf(news, 'keywords') ?? '').split(',')),
    news: true,
    publication: plainLine(textOf(publication, 'name'), maxTitleLength) || null,
  }
}

/** What is known of a page by its address alone. */
export function addressItem(url: string): FeedItem {
  return {
    ...{ guid: null, url, text: '', html: '', image: null, author: null },
    title: addressTitle(url),
    ...{ publishedAt: null, updatedAt: null, language: null, categories: [] },
  }
}

/** An address as people write it: what is headed by nothing is called by that. */
export function addressTitle(url: string): string {
  return shorten(url.replace(/^https?:\/\/(?:www\.)?|\/$/g, ''), maxTitleLength)
}

/** Without its prefix: sitemaps forget to declare theirs, or choose others. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.lastIndexOf(':') + 1)
}

function first(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(child => localName(child) === name)
}

export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return first(element, name)?.text() || undefined
}

function momentOf(element: XmlElement, name: string): number | null {
  return parseFeedDate(textOf(element, name) ?? '')
}
