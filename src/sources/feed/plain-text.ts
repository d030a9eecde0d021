/**
 * What a feed calls a title or a text, as plain text and as safe HTML. In: whatever stands there, HTML escaped
 * once or twice, or text. Out: text without tags, entities decoded. What comes out is still text from outside:
 * escape it on output.
 */
import { type HtmlToRead, type ReadHtml, readFilled, readHtml } from './html/read-html.ts'
import { hasBlocks } from './html/tags.ts'
import { createReadingRoom, type OctetRoom, placeOf, type ReadingRoom } from './octet-room.ts'
import { withoutControls } from './without-controls.ts'

/** No text of a feed is read further than this; a page of a newspaper has a twentieth. */
const maxSourceLength = 500_000

export interface RichText {
  /** Paragraphs parted by a blank line, lines within them by a line feed. */
  text: string
  /** See `FeedItem.html`. */
  html: string
  /** The first picture in it. */
  image: string | null
}

/** A text, or what writes its octets into a room, as `fill` there does, and so makes no string of them. */
export type Source = string | { writeTo(room: OctetRoom): number }

const empty: RichText = { text: '', html: '', image: null }

/** One line, at most `maxLength` UTF-16 units. `<3` and other angle brackets that are no HTML stay. */
export function plainLine(html: string | undefined, maxLength: number, room?: ReadingRoom): string {
  if (!html) return ''
  if (!isMarked(html)) return cutTo(withoutControls(tidyLine(html.slice(0, maxSourceLength))), maxLength)
  const options = { base: null, maxLength, oneLine: true, toShow: false, room: room ?? createReadingRoom() }
  return cutTo(read(html, options).text, maxLength)
}

export interface TextWish {
  /** Where relative addresses start. */
  base: string | null
  /** Of the text, in UTF-16 units. */
  maxLength: number
  toShow: boolean
  room?: ReadingRoom
}

export function richText(html: Source | undefined, wish: TextWish): RichText {
  if (!html) return empty
  const { base, maxLength, toShow, room = createReadingRoom() } = wish
  const { text, html: safe, image } = read(html, { base, maxLength, oneLine: false, toShow, room })
  return { text: cutTo(text, maxLength), html: safe, image }
}

/** For what is declared to be text: nothing in it is a tag. */
export function tidyText(text: string | undefined, maxLength: number): string {
  return shorten(tidyParagraphs((text ?? '').slice(0, maxSourceLength)), maxLength)
}

type Options = HtmlToRead & { room: ReadingRoom }

function read(source: Source, options: Options): RichText {
  const { room } = options
  if (typeof source === 'string' && !isMarked(source)) return plain(source)
  const length = typeof source === 'string' ? room.source.fill(source) : source.writeTo(room.source)
  const { octets } = room.source
  if (placeOf(less, octets, 0, length) === length && placeOf(ampersand, octets, 0, length) === length)
    return plain(room.source.text(0, length))
  const once = readMarked(length, options)
  // Escaped twice: what should have been tags came out as text. Beside tags it is text about tags.
  return once.tagged || !escapedOnce.test(once.text) ? once : readMarked(room.source.fill(once.text), options)
}

/** Has it a tag or a reference? */
function isMarked(source: string): boolean {
  return source.includes('<') || source.includes('&')
}

/** Where no tag parts the paragraphs, blank lines do. */
function readMarked(length: number, options: Options): ReadHtml {
  const { source } = options.room
  return hasBlocks(source.octets, length) || !hasTwoLines(source.octets, length)
    ? readFilled(length, options)
    : readHtml(source.text(0, length).replace(/\n[^\S\n]*\n\s*/g, '<p>'), {
        ...options,
        addedParagraphs: true,
      })
}

function hasTwoLines(octets: Uint8Array, length: number): boolean {
  const end = placeOf(lineFeed, octets, 0, length)
  return placeOf(lineFeed, octets, end + 1, length) < length
}

const ampersand = 0x26
const less = 0x3c
const lineFeed = 0x0a

/** What is neither a tag nor a reference. */
function plain(written: string): RichText {
  return { text: withoutControls(tidyParagraphs(written.slice(0, maxSourceLength))), html: '', image: null }
}

const escapedOnce =
  /<\/?(?:p|br|div|a|b|i|em|strong|span|img|ul|ol|li|h[1-6]|script|style|iframe)\b[^<>]*>|&(?:lt|gt);/i

function tidyLine(text: string): string {
  // Nearly all are tidy, which a look tells sooner.
  return (/\s{2,}|[^\S ]/.test(text) ? text.replace(/\s{2,}|[^\S ]/g, ' ') : text).trim()
}

function tidyParagraphs(text: string): string {
  if (!/[\n\r]/.test(text)) return tidyLine(text)
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map(tidyLine)
    .filter(paragraph => paragraph !== '')
    .join('\n\n')
}

/** The same of what may hold control characters. */
export function shorten(text: string, maxLength: number): string {
  return cutTo(withoutControls(text), maxLength)
}

/** Cuts at a space where one is near, never within a surrogate pair, and shows that it cut. */
export function cutTo(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = text.slice(0, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > maxLength * 0.8 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}
