/** RSS 0.9x, 2.0 and RSS 1.0 (RDF), with the modules that newsrooms use beside them. */
import type { Feed, FeedItem, ReadingPlace } from './feed.ts'
import { maxItems, maxTextLength, maxTitleLength } from './feed.ts'
import { parseFeedDate } from './feed-date.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { pictureOf } from './picture.ts'
import { plainLine, richText } from './plain-text.ts'
import { pushLinks } from './push-links.ts'
import { baseAddress, ownAddress, webAddress } from './web-address.ts'
import { firstSaying, firstText, textsOf } from './xml/texts.ts'
import type { XmlElement } from './xml/xml-element.ts'

/** `root` is `rss`, `rdf`, or a bare `channel`, as RSS 0.9x in the wild sometimes starts. */
export function fromRss(root: XmlElement, place: ReadingPlace): Feed {
  const channel = root.name === 'channel' ? root : (root.first('channel') ?? root)
  const self = channel.all('atom:link').find(link => link.attribute('rel') === 'self')
  const base = baseAddress(
    place.base || ownAddress(self?.attribute('href'), channel.textOf('link')),
    root.attribute('xml:base'),
    channel.attribute('xml:base'),
  )
  const language =
    languageTag(firstText(channel, 'language', 'dc:language')) ??
    languageTag(channel.attribute('xml:lang') ?? root.attribute('xml:lang')) ??
    place.language
  // RSS 1.0 has its items beside the channel, some RSS 0.9x too.
  const items = [...channel.all('item'), ...(channel === root ? [] : root.all('item'))]
  return {
    title: plainLine(firstText(channel, 'title', 'dc:title'), maxTitleLength) || null,
    link: linkOf(channel, base) ?? alternate(channel, base) ?? webAddress(channel.attribute('href'), base),
    language,
    ttlMs: askedPause(channel),
    skipHours: hoursOf(channel),
    skipDays: daysOf(channel),
    ...pushLinks(channel.all('atom:link'), base),
    // A last tag may be missing behind a channel that is whole, but RSS 1.0 has its items there.
    cut: channel.cut || (/(?:^|:)rdf$/.test(root.name) && root.cut),
    items: items
      .filter(item => !item.cut)
      .slice(0, maxItems)
      .map(item =>
        fromItem(item, { ...place, base: baseAddress(base, item.attribute('xml:base')), language }),
      ),
    problems: [],
  }
}

function fromItem(item: XmlElement, { base, toShow, room, language }: ReadingPlace): FeedItem {
  const guid = item.first('guid')
  const about = item.attribute('rdf:about')
  const group = item.first('media:group') ?? item
  // Beside RSS's own names stand Atom's without their prefix, as some programs write them.
  const body = firstSaying(
    item,
    'content:encoded',
    'atom:content',
    'content',
    'body',
    'xhtml:body',
    'fullitem',
  )
  const summary =
    firstSaying(
      item,
      'description',
      'dc:description',
      'atom:summary',
      'summary',
      'abstract',
      'itunes:summary',
    ) ??
    firstSaying(item, 'media:description', 'itunes:subtitle') ??
    firstSaying(group, 'media:description')
  const rich = (said: XmlElement | undefined) =>
    richText(said, {
      base: baseAddress(base, said?.attribute('xml:base')),
      toShow,
      room,
      maxLength: maxTextLength,
    })
  const said = joinText(rich(summary), rich(body))
  return {
    guid: guid?.text() || (firstText(item, 'atom:id', 'id') ?? about ?? item.textOf('dc:identifier') ?? null),
    url: itemAddress(item, guid, base),
    title: plainLine(firstText(item, 'title', 'dc:title', 'atom:title', 'media:title'), maxTitleLength, room),
    text: said.text,
    html: said.html,
    image: toShow ? (pictureOf(item, base) ?? said.image) : null,
    author: nameList(
      [...textsOf(item, 'dc:creator', 'dc:author', 'author', 'itunes:author'), ...atomNames(item)],
      room,
    ),
    publishedAt: publishedAt(item),
    updatedAt: toShow ? updatedAt(item) : null,
    language: languageTag(item.textOf('dc:language') ?? item.attribute('xml:lang')) ?? language,
    categories: toShow ? wordList(categoriesOf(item), room) : [],
  }
}

function categoriesOf(item: XmlElement): string[] {
  return [
    ...textsOf(item, 'category', 'dc:subject'),
    ...item.all('media:category').map(category => category.attribute('label') ?? category.text()),
  ]
}

function publishedAt(item: XmlElement): number | null {
  return (
    momentOf(item, 'pubdate', 'dc:date', 'atom:published', 'published', 'dcterms:issued', 'issued') ??
    momentOf(item, 'dcterms:created', 'created', 'date')
  )
}

function updatedAt(item: XmlElement): number | null {
  return (
    momentOf(item, 'atom:updated', 'updated', 'dcterms:modified', 'modified', 'lastbuilddate') ??
    parseFeedDate(item.attribute('lastmod') ?? '') ??
    // The date of something that happened to it (Dublin Core): it was made, or changed.
    momentOf(item, 'dc:date')
  )
}

/** The first of these that can be read as a date. */
export function momentOf(element: XmlElement, ...names: string[]): number | null {
  for (const name of names) {
    const written = element.textOf(name)
    const at = written === undefined ? null : parseFeedDate(written)
    if (at !== null) return at
  }
  return null
}

function atomNames(item: XmlElement): (string | undefined)[] {
  return item.all('atom:author').map(person => person.textOf('atom:name') ?? person.textOf('name'))
}

/** A guid is the item's address unless it says that it is not (RSS 2.0). */
function itemAddress(item: XmlElement, guid: XmlElement | undefined, base: string): string | null {
  const isPermalink = guid?.attribute('isPermaLink')?.trim().toLowerCase() !== 'false'
  return (
    // FeedBurner puts its counter into `link`, and keeps the publisher's address beside it.
    webAddress(item.textOf('feedburner:origlink'), base) ??
    linkOf(item, base) ??
    alternate(item, base) ??
    webAddress(item.attribute('href'), base) ??
    (isPermalink ? permalink(guid?.text(), base) : null)
  )
}

/** An address, or a path; words without either name the item and lead nowhere. */
function permalink(guid: string | undefined, base: string): string | null {
  return webAddress(guid, guid?.startsWith('/') ? base : null)
}

function linkOf(element: XmlElement, base: string): string | null {
  for (const link of element.all('link')) {
    const address = webAddress(link.text(), baseAddress(base, link.attribute('xml:base')))
    if (address) return address
  }
  return null
}

function alternate(element: XmlElement, base: string): string | null {
  const links = [...element.all('atom:link'), ...element.all('link')]
  const page = links.find(
    link => link.attribute('href') && (link.attribute('rel') ?? 'alternate').toLowerCase() === 'alternate',
  )
  return webAddress(page?.attribute('href'), baseAddress(base, page?.attribute('xml:base')))
}

const periodsMs: Record<string, number> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 604_800_000,
  monthly: 2_592_000_000,
  yearly: 31_536_000_000,
}

/** `ttl` is in minutes (RSS 2.0); `sy` says how often per period (RSS 1.0 Syndication). */
function askedPause(channel: XmlElement): number | null {
  const ttl = Number(channel.textOf('ttl') ?? Number.NaN)
  // Longer is a mistyped number, and one without end fits no column.
  if (ttl > 0) return Math.round(Math.min(ttl * 60_000, periodsMs['yearly'] ?? 0))
  const period = periodsMs[channel.textOf('sy:updateperiod')?.toLowerCase() ?? '']
  if (period === undefined) return null
  return Math.round(period / Math.max(1, Number(channel.textOf('sy:updatefrequency')) || 1))
}

/** RSS 2.0 counts 0 to 23, RSS 0.91 1 to 24: 24 is midnight in both. */
function hoursOf(channel: XmlElement): number[] {
  const hours = textsOf(channel.first('skiphours') ?? channel, 'hour').map(Number)
  return [...new Set(hours.filter(hour => Number.isInteger(hour) && hour >= 0 && hour <= 24))].map(
    hour => hour % 24,
  )
}

const weekDays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

function daysOf(channel: XmlElement): number[] {
  const names = textsOf(channel.first('skipdays') ?? channel, 'day')
  return names.map(name => weekDays.indexOf(name.toLowerCase().slice(0, 3))).filter(day => day >= 0)
}
