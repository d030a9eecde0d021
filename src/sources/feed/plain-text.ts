/**
 * HTML to plain text, by a tokenizer that follows the HTML standard and never recurses. In: whatever a feed
 * calls a title or a text. Out: text without tags, entities decoded; of scripts, styles and other elements
 * that are not for reading nothing remains. What comes out is still text from outside: escape it on output.
 */
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** Their content is for machines, or for another page. */
const silent = new Set(
  'script style template noscript noframes iframe object applet svg math select textarea title'.split(' '),
)
const paragraphs = new Set(
  'p div section article aside header footer main blockquote ul ol dl table pre h1 h2 h3 h4 h5 h6 hr figure figcaption address fieldset details summary nav form'.split(
    ' ',
  ),
)
const lines = new Set('br li tr dt dd caption option'.split(' '))
const inline = new Set(
  'a abbr acronym b big bdi bdo center cite code del dfn em font i img ins kbd label mark marquee meta link o q s samp small source span strike strong sub sup tbody td tfoot th thead time tt u var wbr html head body button audio video canvas map embed picture param input col colgroup'.split(
    ' ',
  ),
)

/** No text of a feed is read further than this; a page of a newspaper has a twentieth. */
const maxHtmlLength = 500_000

/** One line, at most `maxLength` UTF-16 units. `<3` and other angle brackets that are no HTML stay. */
export function plainLine(html: string | undefined, maxLength: number): string {
  if (!html) return ''
  const spaced = strip(html.slice(0, maxHtmlLength), { onlyHtml: true })
  return shorten(spaced.replace(/[\s\uE000\uE001]+/g, ' ').trim(), maxLength)
}

/** Paragraphs parted by a blank line, lines within them by a line feed. */
export function plainParagraphs(html: string | undefined, maxLength: number): string {
  if (!html) return ''
  return shorten(tidyParagraphs(strip(html.slice(0, maxHtmlLength), { onlyHtml: false })), maxLength)
}

/** For what is declared to be text: nothing in it is a tag. */
export function tidyText(text: string | undefined, maxLength: number): string {
  return shorten(tidyParagraphs((text ?? '').slice(0, maxHtmlLength)), maxLength)
}

function strip(html: string, options: { onlyHtml: boolean }): string {
  const once = /[<&]/.test(html) ? stripOnce(html, options) : html
  // Escaped twice: what should have been tags came out as text.
  const again =
    /<\/?(?:p|br|div|a|b|i|em|strong|span|img|ul|ol|li|h[1-6]|script|style|iframe)\b[^<>]*>|&(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|nbsp|apos|[rl]squo|[rl]dquo|[mn]dash|hellip);/i
  return again.test(once) ? stripOnce(once, options) : once
}

function stripOnce(html: string, options: { onlyHtml: boolean }): string {
  const reader = new TextReader(html, options)
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, reader)
  tokenizer.write(html)
  tokenizer.end()
  return reader.text
}

/** Keeps no stack of open elements (the parser's own costs a search per tag), so depth costs nothing. */
class TextReader implements TokenizerCallbacks {
  text = ''
  #html: string
  #onlyHtml: boolean
  /** The silent element we are in, and how many of its kind. */
  #hiddenBy = ''
  #hidden = 0
  #opened = { name: '', at: 0 }

  constructor(html: string, { onlyHtml }: { onlyHtml: boolean }) {
    this.#html = html
    this.#onlyHtml = onlyHtml
  }

  onopentagname(start: number, end: number) {
    this.#opened = { name: this.#html.slice(start, end).toLowerCase(), at: start - 1 }
  }

  onopentagend(end: number) {
    const { name, at } = this.#opened
    if (silent.has(name)) this.#hide(name)
    else this.#mark(name, at, end)
  }

  onselfclosingtag(end: number) {
    if (!silent.has(this.#opened.name)) this.#mark(this.#opened.name, this.#opened.at, end)
  }

  onclosetag(start: number, end: number) {
    const name = this.#html.slice(start, end).toLowerCase()
    if (this.#hidden > 0 && name === this.#hiddenBy) this.#hidden--
    else if (!silent.has(name) && !lines.has(name)) this.#mark(name, start - 2, end)
  }

  ontext(start: number, end: number) {
    this.#add(this.#html.slice(start, end))
  }

  ontextentity(codepoint: number) {
    this.#add(String.fromCodePoint(codepoint))
  }

  oncdata(start: number, end: number, endOffset: number) {
    this.#add(this.#html.slice(start, end - endOffset))
  }

  #hide(name: string) {
    if (this.#hidden === 0) this.#hiddenBy = name
    if (name === this.#hiddenBy) this.#hidden++
  }

  #mark(name: string, start: number, end: number) {
    this.#add(this.#onlyHtml && !isHtml(name) ? this.#html.slice(start, end + 1) : gap(name))
  }

  #add(text: string) {
    if (this.#hidden === 0) this.text += text
  }

  onattribdata() {}
  onattribentity() {}
  onattribend() {}
  onattribname() {}
  oncomment() {}
  ondeclaration() {}
  onprocessinginstruction() {}
  onend() {}
}

function isHtml(name: string): boolean {
  return paragraphs.has(name) || lines.has(name) || inline.has(name) || silent.has(name)
}

/** Private-use marks, so that line feeds of the source (which mean nothing in HTML) stay apart from ours. */
const paragraphMark = '\uE000'
const lineMark = '\uE001'

function gap(name: string): string {
  if (paragraphs.has(name)) return paragraphMark
  if (lines.has(name)) return lineMark
  return name === 'td' || name === 'th' ? ' ' : ''
}

function tidyParagraphs(text: string): string {
  const marked = text.includes(paragraphMark) || text.includes(lineMark)
  // Text without one tag keeps its own paragraphs.
  const whole = marked ? text : text.replace(/\r\n?/g, '\n').replace(/\n[^\S\n]*\n\s*/g, paragraphMark)
  return whole
    .split(paragraphMark)
    .map(paragraph =>
      paragraph
        .split(lineMark)
        .map(line => line.replace(/\s+/g, ' ').trim())
        .filter(line => line !== '')
        .join('\n'),
    )
    .filter(paragraph => paragraph !== '')
    .join('\n\n')
}

/** Cuts at a space where one is near, never within a surrogate pair, and shows that it cut. */
export function shorten(text: string, maxLength: number): string {
  const clean = withoutControls(text)
  if (clean.length <= maxLength) return clean
  const cut = clean.slice(0, maxLength - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > maxLength * 0.8 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}

/** Control characters, and surrogates without their other half: SQLite, JSON and mail all stumble over them. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uE000\uE001]/g, '').toWellFormed()
}
