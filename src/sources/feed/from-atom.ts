/** Atom 0.3 and 1.0 (RFC 4287). */
import type { AtomFeed } from 'feedsmith'
import type { Feed, FeedItem } from './feed.ts'
import { maxTextLength, maxTitleLength } from './feed.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { plainLine, plainParagraphs, tidyText } from './plain-text.ts'
import { pushLinks } from './push-links.ts'
import { baseAddress, webAddress } from './web-address.ts'

type Moment = number | null
type Entry = AtomFeed.Entry<Moment>

export function fromAtom(feed: AtomFeed.Feed<Moment>, url: string): Feed {
  const base = baseAddress(url, feed.xml?.base)
  const language = languageTag(feed.xml?.lang ?? feed.dc?.languages?.[0])
  // An entry without an author has the feed's (RFC 4287 §4.2.1).
  const author = nameList((feed.authors ?? []).map(person => person.name ?? person.email))
  return {
    title: plainLine(feed.title?.value, maxTitleLength) || null,
    link: entryAddress(feed.links, base),
    language,
    ttlMs: null,
    skipHours: [],
    skipDays: [],
    ...pushLinks(feed.links, base),
    items: (feed.entries ?? []).map(entry => fromEntry(entry, base, { language, author })),
    problems: [],
  }
}

function fromEntry(entry: Entry, feedBase: string, feed: Pick<FeedItem, 'language' | 'author'>): FeedItem {
  const base = baseAddress(feedBase, entry.xml?.base)
  const content = isReadable(entry.content?.type) ? entry.content : undefined
  const summary =
    entry.summary ?? entry.media?.description ?? entry.media?.groups?.[0]?.description ?? undefined
  return {
    guid: entry.id ?? null,
    url:
      entryAddress(entry.links, base) ??
      webAddress(entry.content?.src, baseAddress(base, entry.content?.xml?.base)) ??
      webAddress(entry.id, null),
    title: plainLine(entry.title?.value ?? entry.media?.title?.value, maxTitleLength),
    text: joinText(constructText(summary), constructText(content)),
    html: '',
    image: null,
    author:
      nameList([
        ...(entry.authors ?? []).map(person => person.name ?? person.email),
        ...(entry.dc?.creators ?? []),
      ]) ??
      nameList((entry.source?.authors ?? []).map(person => person.name)) ??
      feed.author,
    publishedAt: entry.published ?? entry.dc?.dates?.[0] ?? null,
    updatedAt: entry.updated ?? null,
    language:
      languageTag(entry.xml?.lang ?? entry.content?.xml?.lang ?? entry.dc?.languages?.[0]) ?? feed.language,
    categories: wordList([
      ...(entry.categories ?? []).map(category => category.label ?? category.term),
      ...(entry.dc?.subjects ?? []),
    ]),
  }
}

/** The page itself; a link without `rel` is one (RFC 4287 §4.2.7.2). */
function entryAddress(links: AtomFeed.Link<Moment>[] | undefined, base: string): string | null {
  const pages = (links ?? []).filter(link => (link.rel ?? 'alternate').toLowerCase() === 'alternate')
  const page = pages.find(link => /html/i.test(link.type ?? 'text/html')) ?? pages[0]
  return webAddress(page?.href, base)
}

function isReadable(type: string | undefined): boolean {
  return !type || /^(?:text|html|xhtml)$|^text\/|html/i.test(type)
}

/** Many that say (or leave it at) `text` mean HTML; a tag that closes gives them away. */
function constructText(construct: { value?: string; type?: string } | undefined): string {
  const value = construct?.value
  const isText = /^(?:text|text\/plain)?$/i.test(construct?.type ?? '')
  return isText && !/<\/\w+>|<br\s*\/?>|<p>|&#?\w+;/i.test(value ?? '')
    ? tidyText(value, maxTextLength)
    : plainParagraphs(value, maxTextLength)
}
