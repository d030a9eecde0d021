/**
 * What a feed calls a title or a text, as plain text and as safe HTML. In: whatever stands there, HTML escaped
 * once or twice, or text. Out: text without tags, entities decoded. What comes out is still text from outside:
 * escape it on output.
 */
import { type ReadingRoom, readHtml } from './html/read-html.ts'
import { hasBlocks } from './html/tags.ts'
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

const empty: RichText = { text: '', html: '', image: null }

/** One line, at most `maxLength` UTF-16 units. `<3` and other angle brackets that are no HTML stay. */
export function plainLine(html: string | undefined, maxLength: number): string {
  if (!html) return ''
  const { text } = read(html, { base: null, maxLength, oneLine: true, wantHtml: false })
  return cutTo(text, maxLength)
}

export interface TextWish {
  /** Where relative addresses start. */
  base: string | null
  /** Of the text, in UTF-16 units. */
  maxLength: number
  wantHtml: boolean
  room?: ReadingRoom
}

export function richText(html: string | undefined, wish: TextWish): RichText {
  if (!html) return empty
  const { maxLength } = wish
  const { text, html: safe, image } = read(html, { ...wish, oneLine: false })
  return { text: cutTo(text, maxLength), html: safe, image }
}

/** For what is declared to be text: nothing in it is a tag. */
export function tidyText(text: string | undefined, maxLength: number): string {
  return shorten(tidyParagraphs((text ?? '').slice(0, maxSourceLength)), maxLength)
}

type Options = Parameters<typeof readHtml>[1]

function read(html: string, options: Options): RichText {
  if (!/[<&]/.test(html)) {
    const text = html.slice(0, maxSourceLength)
    return { ...empty, text: withoutControls(options.oneLine ? tidyLine(text) : tidyParagraphs(text)) }
  }
  const once = readHtml(blankLinesMarked(html), options)
  // Escaped twice: what should have been tags came out as text. Beside tags it is text about tags.
  return !once.tagged && escapedOnce.test(once.text) ? readHtml(blankLinesMarked(once.text), options) : once
}

const escapedOnce =
  /<\/?(?:p|br|div|a|b|i|em|strong|span|img|ul|ol|li|h[1-6]|script|style|iframe)\b[^<>]*>|&(?:lt|gt);/i

/** Where no tag parts the paragraphs, blank lines do. */
function blankLinesMarked(html: string): string {
  return !hasBlocks(html) && /\n[^\S\n]*\n/.test(html) ? html.replace(/\n[^\S\n]*\n\s*/g, '<p>') : html
}

function tidyLine(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, ' ').trim()
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

/** Cuts at a space where one is near, never within a surrogate pair, and shows that it cut. */
export function shorten(text: string, maxLength: number): string {
  return cutTo(withoutControls(text), maxLength)
}

function cutTo(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = text.slice(0, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > maxLength * 0.8 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}
