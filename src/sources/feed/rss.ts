/** RSS 0.9x, 2.0 and RSS 1.0 (RDF), with the modules that newsrooms use beside them. */
import type { Feed, FeedItem, ReadingPlace } from './feed.ts'
import { maxItems, maxTextLength, maxTitleLength } from './feed.ts'
import { parseFeedDate } from './feed-date.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { pictureOf } from './picture.ts'
import { plainLine, richText } from './plain-text.ts'
import { pushLinks } from './push-links.ts'
import { baseAddress, webAddress } from './web-address.ts'
import { firstText, textsOf } from './xml/texts.ts'
import type { XmlElement } from './xml/xml-element.ts'

/** `root` is `rss`, `rdf`, or a bare `channel`, as RSS 0.9x in the wild sometimes starts. */
export function fromRss(root: XmlElement, { base: url, wantHtml }: ReadingPlace): Feed {
  const channel = root.name === 'channel' ? root : (root.first('channel') ?? root)
  const base = baseAddress(url, root.attribute('xml:base'), channel.attribute('xml:base'))
  const language = languageTag(
    firstText(channel, 'language', 'dc:language') ??
      channel.attribute('xml:lang') ??
      root.attribute('xml:lang'),
  )
  // RSS 1.0 has its items beside the channel, some RSS 0.9x too.
  const items = [...channel.all('item'), ...(channel === root ? [] : root.all('item'))]
  return {
    title: plainLine(firstText(channel, 'title', 'dc:title'), maxTitleLength) || null,
    link: webAddress(channel.textOf('link'), base) ?? webAddress(alternate(channel), base),
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
        fromItem(item, { base: baseAddress(base, item.attribute('xml:base')), wantHtml }, language),
      ),
    problems: [],
  }
}

function fromItem(item: XmlElement, { base, wantHtml }: ReadingPlace, language: string | null): FeedItem {
  const wish = { base, wantHtml, maxLength: maxTextLength }
  const guid = item.first('guid')
  const about = item.attribute('rdf:about')
  const group = item.first('media:group') ?? item
  const body = firstText(item, 'content:encoded', 'atom:content', 'body', 'xhtml:body', 'fullitem')
  const summary =
    firstText(item, 'description', 'dc:description', 'atom:summary') ??
    firstText(item, 'media:description') ??
    firstText(group, 'media:description')
  const said = joinText(richText(summary, wish), richText(body, wish))
  return {
    guid: guid?.text() || (item.textOf('atom:id') ?? about ?? item.textOf('dc:identifier') ?? null),
    url: itemAddress(item, guid, base),
    title: plainLine(firstText(item, 'title', 'dc:title', 'atom:title', 'media:title'), maxTitleLength),
    text: said.text,
    html: said.html,
    image: pictureOf(item, base) ?? said.image,
    author: nameList([...textsOf(item, 'dc:creator', 'author', 'itunes:author'), ...atomNames(item)]),
    publishedAt: momentOf(item, 'pubdate', 'dc:date', 'atom:published', 'dcterms:issued', 'dcterms:created'),
    updatedAt: momentOf(item, 'atom:updated', 'dcterms:modified'),
    language: languageTag(item.textOf('dc:language') ?? item.attribute('xml:lang')) ?? language,
    categories: wordList([
      ...textsOf(item, 'category', 'dc:subject'),
      ...item.all('media:category').map(category => category.attribute('label') ?? category.text()),
    ]),
  }
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
    webAddress(item.textOf('link'), base) ??
    webAddress(alternate(item), base) ??
    (isPermalink ? webAddress(guid?.text(), null) : null)
  )
}

function alternate(element: XmlElement): string | undefined {
  const links = [...element.all('atom:link'), ...element.all('link')]
  return links
    .find(
      link => link.attribute('href') && (link.attribute('rel') ?? 'alternate').toLowerCase() === 'alternate',
    )
    ?.attribute('href')
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
  if (ttl > 0) return Math.round(ttl * 60_000)
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
