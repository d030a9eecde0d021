/** RSS 0.9x, 2.0 and RSS 1.0 (RDF), with the modules that newsrooms use beside them. */
import type { AtomFeed, RdfFeed, RssFeed } from 'feedsmith'
import type { Feed, FeedItem } from './feed.ts'
import { maxTextLength, maxTitleLength } from './feed.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { plainLine, plainParagraphs } from './plain-text.ts'
import { pushLinks } from './push-links.ts'
import { baseAddress, webAddress } from './web-address.ts'

type Moment = number | null
type RssItem = RssFeed.Item<Moment>
type RdfItem = RdfFeed.Item<Moment>

export function fromRss(feed: RssFeed.Feed<Moment> | RdfFeed.Feed<Moment>, url: string): Feed {
  const base = baseAddress(url, feed.xml?.base)
  const language = languageTag(
    ('language' in feed ? feed.language : undefined) ?? feed.dc?.languages?.[0] ?? feed.xml?.lang,
  )
  return {
    title: plainLine(feed.title ?? feed.dc?.titles?.[0], maxTitleLength) || null,
    link: webAddress(feed.link, base) ?? webAddress(alternate(feed.atom?.links), base),
    language,
    ttlMs: askedPause(feed),
    skipHours: hoursOf(feed),
    skipDays: daysOf(feed),
    ...pushLinks(feed.atom?.links, base),
    items: (feed.items ?? []).map(item => fromRssItem(item, baseAddress(base, item.xml?.base), language)),
    problems: [],
  }
}

function fromRssItem(item: RssItem | RdfItem, base: string, language: string | null): FeedItem {
  // RDF has no guid, author, category or date of its own: these are then undefined.
  const rss: RssItem = item
  const body = item.content?.encoded ?? item.atom?.content?.value
  const summary =
    item.description ?? item.dc?.descriptions?.[0] ?? item.atom?.summary?.value ?? mediaText(item) ?? ''
  return {
    guid: rss.guid?.value ?? item.atom?.id ?? aboutOf(item) ?? item.dc?.identifiers?.[0] ?? null,
    url: itemAddress(rss, base),
    title: plainLine(
      item.title ?? item.dc?.titles?.[0] ?? item.atom?.title?.value ?? item.media?.title?.value,
      maxTitleLength,
    ),
    text: joinText(plainParagraphs(summary, maxTextLength), plainParagraphs(body, maxTextLength)),
    html: '',
    image: null,
    author: nameList([
      ...(item.dc?.creators ?? []),
      rss.itunes?.author,
      ...(item.atom?.authors ?? []).map(person => person.name),
    ]),
    publishedAt:
      rss.pubDate ??
      item.dc?.dates?.[0] ??
      item.atom?.published ??
      item.dcterms?.issued?.[0] ??
      item.dcterms?.created?.[0] ??
      null,
    updatedAt: item.atom?.updated ?? item.dcterms?.modified?.[0] ?? null,
    language: languageTag(item.dc?.languages?.[0] ?? item.xml?.lang) ?? language,
    categories: wordList([
      ...(rss.categories ?? []).map(category => category.name),
      ...(item.dc?.subjects ?? []),
      ...(item.media?.categories ?? []).map(category => category.label ?? category.name),
    ]),
  }
}

/** A guid is the item's address unless it says that it is not (RSS 2.0). */
function itemAddress(item: RssItem, base: string): string | null {
  const permalink = item.guid?.isPermaLink === false ? null : webAddress(item.guid?.value, null)
  return webAddress(item.link, base) ?? webAddress(alternate(item.atom?.links), base) ?? permalink
}

function alternate(links: AtomFeed.Link<Moment>[] | undefined): string | undefined {
  return links?.find(link => (link.rel ?? 'alternate') === 'alternate')?.href
}

function aboutOf(item: RssItem | RdfItem): string | undefined {
  return 'rdf' in item ? item.rdf?.about : undefined
}

function mediaText(item: RssItem | RdfItem): string | undefined {
  return item.media?.description?.value ?? item.media?.groups?.[0]?.description?.value
}

const periodsMs: Record<string, number> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 604_800_000,
  monthly: 2_592_000_000,
  yearly: 31_536_000_000,
}

/** `ttl` is in minutes (RSS 2.0); `sy` says how often per period (RSS 1.0 Syndication). */
function askedPause(feed: RssFeed.Feed<Moment> | RdfFeed.Feed<Moment>): number | null {
  const ttl = 'ttl' in feed ? feed.ttl : undefined
  if (ttl !== undefined && ttl > 0) return Math.round(ttl * 60_000)
  const period = periodsMs[feed.sy?.updatePeriod?.toLowerCase() ?? '']
  if (period === undefined) return null
  return Math.round(period / Math.max(1, feed.sy?.updateFrequency ?? 1))
}

/** RSS 2.0 counts 0 to 23, RSS 0.91 1 to 24: 24 is midnight in both. */
function hoursOf(feed: RssFeed.Feed<Moment> | RdfFeed.Feed<Moment>): number[] {
  const hours = ('skipHours' in feed ? feed.skipHours : undefined) ?? []
  return [...new Set(hours.filter(hour => Number.isInteger(hour) && hour >= 0 && hour <= 24))].map(
    hour => hour % 24,
  )
}

const weekDays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

function daysOf(feed: RssFeed.Feed<Moment> | RdfFeed.Feed<Moment>): number[] {
  const names = ('skipDays' in feed ? feed.skipDays : undefined) ?? []
  return names.map(name => weekDays.indexOf(name.trim().toLowerCase().slice(0, 3))).filter(day => day >= 0)
}
