/** Atom 0.3 and 1.0 (RFC 4287). */
import type { Feed, FeedItem, ReadingPlace } from './feed.ts'
import { maxItems, maxTextLength, maxTitleLength } from './feed.ts'
import { joinText } from './join-text.ts'
import { languageTag, nameList, wordList } from './labels.ts'
import { pictureOf } from './picture.ts'
import { plainLine, type RichText, richText, type Source, tidyText } from './plain-text.ts'
import { pushLinks } from './push-links.ts'
import { momentOf } from './rss.ts'
import { baseAddress, ownAddress, webAddress } from './web-address.ts'
import { firstText, textsOf } from './xml/texts.ts'
import type { XmlElement } from './xml/xml-element.ts'

export function fromAtom(feed: XmlElement, place: ReadingPlace): Feed {
  const base = baseAddress(
    place.base || ownAddress(...feed.all('link').map(link => link.attribute('href'))),
    feed.attribute('xml:base'),
  )
  const language =
    languageTag(feed.attribute('xml:lang') ?? firstText(feed, 'dc:language', 'language')) ?? place.language
  // An entry without an author has the feed's (RFC 4287 §4.2.1).
  const author = nameList(people(feed))
  return {
    title: plainLine(constructValue(feed.first('title')), maxTitleLength) || null,
    link: pageAddress(feed, base),
    language,
    ttlMs: null,
    skipHours: [],
    skipDays: [],
    ...pushLinks(feed.all('link'), base),
    cut: feed.cut,
    items: feed
      .all('entry')
      .filter(entry => !entry.cut)
      .slice(0, maxItems)
      .map(entry => fromEntry(entry, { ...place, base, language }, author)),
    problems: [],
  }
}

function fromEntry(
  entry: XmlElement,
  { base: feedBase, toShow, room, language }: ReadingPlace,
  feedAuthor: string | null,
): FeedItem {
  const base = baseAddress(feedBase, entry.attribute('xml:base'))
  const content = entry.first('content')
  const media = entry.first('media:group') ?? entry
  const summary =
    entry.first('summary') ?? entry.first('media:description') ?? media.first('media:description')
  const id = entry.textOf('id')
  const idBase = baseAddress(base, entry.first('id')?.attribute('xml:base'))
  // An IRI has to be absolute (RFC 4287 §4.2.6): a path is one within the feed's site.
  const guid = id && /^\.{0,2}\//.test(id) ? (webAddress(id, idBase) ?? id) : id
  const place = { base, toShow, room, language }
  const readable = isReadable(content) ? content : undefined
  const said = joinText(constructText(summary, place), constructText(readable, place))
  return {
    guid: guid ?? null,
    url:
      webAddress(entry.textOf('feedburner:origlink'), base) ??
      pageAddress(entry, base) ??
      webAddress(content?.attribute('src'), baseAddress(base, content?.attribute('xml:base'))) ??
      webAddress(guid, null),
    title: plainLine(
      constructValue(entry.first('title')) ?? media.textOf('media:title'),
      maxTitleLength,
      room,
    ),
    text: said.text,
    html: said.html,
    image: toShow ? (pictureOf(entry, base) ?? said.image) : null,
    author:
      nameList([...people(entry), ...textsOf(entry, 'dc:creator')], room) ??
      nameList(people(entry.first('source') ?? entry), room) ??
      feedAuthor,
    publishedAt: momentOf(entry, 'published', 'issued', 'created', 'dc:date'),
    updatedAt: toShow ? momentOf(entry, 'updated', 'modified') : null,
    language:
      languageTag(
        entry.attribute('xml:lang') ?? content?.attribute('xml:lang') ?? entry.textOf('dc:language'),
      ) ?? language,
    categories: toShow ? wordList(categoriesOf(entry), room) : [],
  }
}

function categoriesOf(entry: XmlElement): string[] {
  return [
    ...entry
      .all('category')
      .map(category => category.attribute('label') ?? category.attribute('term') ?? category.text()),
    ...textsOf(entry, 'dc:subject'),
  ]
}

function people(element: XmlElement): (string | undefined)[] {
  return element.all('author').map(person => firstText(person, 'name', 'email') ?? person.text())
}

/** The page itself; a link without `rel` is one (RFC 4287 §4.2.7.2). */
function pageAddress(element: XmlElement, base: string): string | null {
  const pages = element
    .all('link')
    .filter(link => (link.attribute('rel') ?? 'alternate').toLowerCase() === 'alternate')
  const page = pages.find(link => /html/i.test(link.attribute('type') ?? 'text/html')) ?? pages[0]
  return webAddress(page?.attribute('href') ?? page?.text(), baseAddress(base, page?.attribute('xml:base')))
}

function isReadable(content: XmlElement | undefined): boolean {
  const type = content?.attribute('type')
  return !type || /^(?:text|html|xhtml)$|^text\/|html/i.test(type)
}

/** Said by Atom 0.3's mode, and meant by Atom 1.0 wherever the type is none of text or XML (RFC 4287 §4.1.3.3). */
function isBase64(construct: XmlElement): boolean {
  const type = construct.attribute('type') ?? ''
  const said = construct.attribute('mode')?.toLowerCase() === 'base64'
  const meant = /^(?!text\/|.*(?:[/+]xml\b|html))[\w.+-]+\/[\w.+-]+/i.test(type)
  return (said || meant) && construct.children.length === 0 && /^[\w+/\s-]+=*\s*$/.test(construct.text())
}

/** HTML's source, whatever the construct's type; XHTML is markup as it stands, without the `div` around it. */
function constructValue(construct: XmlElement | undefined): string | undefined {
  if (!construct) return undefined
  if (isBase64(construct)) return new TextDecoder().decode(Buffer.from(construct.text(), 'base64'))
  return (divisionIn(construct)?.markup() ?? construct.text()).replace(/<(\/?)xhtml:/g, '<$1')
}

/** The same, which becomes no string where it need not. */
function constructSource(construct: XmlElement | undefined): Source | undefined {
  return !construct || isBase64(construct) || construct.includes('xhtml:')
    ? constructValue(construct)
    : (divisionIn(construct)?.asMarkup() ?? construct)
}

function divisionIn(construct: XmlElement): XmlElement | undefined {
  const division = construct.children.length === 1 ? construct.children[0] : undefined
  return division && /(?:^|:)div$/.test(division.name) ? division : undefined
}

/** Many that say (or leave it at) `text` mean HTML; a tag that closes gives them away. */
function constructText(
  construct: XmlElement | undefined,
  { base: outer, toShow, room }: ReadingPlace,
): RichText {
  const isText =
    construct?.children.length === 0 && /^(?:text|text\/plain)?$/i.test(construct.attribute('type') ?? '')
  const value = isText ? (constructValue(construct) ?? '') : '<p>'
  const base = baseAddress(outer, construct?.attribute('xml:base'))
  return /<\/\w+>|<br\s*\/?>|<p>|&#?\w+;/i.test(value)
    ? richText(constructSource(construct), { base, toShow, room, maxLength: maxTextLength })
    : { text: tidyText(value, maxTextLength), html: '', image: null }
}
