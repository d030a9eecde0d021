/**
 * HTML as sources write it, read once: its text, the same as safe HTML, and its first picture. In: any text.
 * What always holds: `html` is written anew from ten tags and escaped text, so nothing in it acts, whatever the
 * source holds and however it is broken; it closes what it opens. No recursion, no tree: depth costs nothing.
 * Reading stops where the text is as long as asked for. Of scripts and styles nothing remains.
 */
import { decodeHtmlText, type Reference, readReference } from '../decode-entities.ts'
import { createReadingRoom, placeOf, type ReadingRoom } from '../octet-room.ts'
import { shownPicture } from '../shown-picture.ts'
import { webAddress } from '../web-address.ts'
import { HtmlWriter } from './html-writer.ts'
import { tagAttributes } from './tag-attributes.ts'
import { afterLetter, nameStart, tagAt } from './tags.ts'
import { TextWriter } from './text-writer.ts'

export interface HtmlToRead {
  /** Where relative addresses start. */
  base: string | null
  /** Of the text, in UTF-16 units; what is longer is read to a few units more, so that one sees that it is. */
  maxLength: number
  /** A headline: nothing but spaces parts it, and angle brackets around what is no HTML are text (`<3`, `<ed.>`). */
  oneLine: boolean
  /** False: `html` stays empty, and no picture is looked for. */
  toShow: boolean
  /** Each `<p>` was written into it where there were blank lines, and is no tag of the source. */
  addedParagraphs?: boolean
  room?: ReadingRoom
}

export interface ReadHtml {
  /** Paragraphs parted by a blank line, lines within them by a line feed. */
  text: string
  /** `p br a strong em h3 blockquote ul ol li`; '' when there is nothing in it that `text` lacks. */
  html: string
  /** http or https. */
  image: string | null
  /** There was a tag of HTML in it. */
  tagged: boolean
}

/** No text of a feed is read further than this; a page of a newspaper has a twentieth. */
const maxSourceBytes = 500_000

export function readHtml(source: string, options: HtmlToRead): ReadHtml {
  const room = options.room ?? createReadingRoom()
  return readFilled(room.source.fill(source), { ...options, room })
}

/** The same of what stands in the room for the source: so many octets, and a zero after them. */
export function readFilled(length: number, options: HtmlToRead & { room: ReadingRoom }): ReadHtml {
  if (length <= maxSourceBytes) return new Reader(length, options).read()
  const { octets } = options.room.source
  let end = maxSourceBytes
  // Not within a character.
  while (((octets[end] ?? 0) & 0xc0) === 0x80) end--
  octets[end] = 0
  return new Reader(end, options).read()
}

const bang = 0x21
const doubleQuote = 0x22
const ampersand = 0x26
const singleQuote = 0x27
const slash = 0x2f
const less = 0x3c
const equals = 0x3d
const greater = 0x3e
const question = 0x3f

class Reader {
  /** With a zero behind them, where every walk ends. */
  readonly #octets: Buffer
  readonly #length: number
  readonly #options: HtmlToRead & { room: ReadingRoom }
  readonly #text: TextWriter
  readonly #html: HtmlWriter | null
  #image: string | null = null
  #tagged = false
  /** The tag whose name was read last. */
  #tag = tagAt(nameStart)
  readonly #found: Reference = { code: 0, end: 0 }
  /** Marks that are nowhere in the rest: searching on for each of them again would take the square of the length. */
  readonly #missing = new Set<string>()
  /** The element whose content is not for reading, and how many of its kind are open. */
  #hiddenBy = ''
  #hidden = 0

  constructor(length: number, options: HtmlToRead & { room: ReadingRoom }) {
    this.#octets = options.room.source.octets
    this.#length = length
    this.#options = options
    this.#text = new TextWriter(options.room.text, length, options)
    this.#html = options.toShow ? new HtmlWriter() : null
  }

  read(): ReadHtml {
    const length = this.#length
    let at = 0
    while (at < length && !this.#text.isFull) {
      if (this.#octets[at] !== less) at = this.#words(at)
      if (at < length) at = this.#markup(at)
    }
    return {
      text: this.#text.end(),
      html: this.#html?.end() ?? '',
      image: this.#image,
      tagged: this.#tagged,
    }
  }

  /** Reads up to the next tag; its index. */
  #words(from: number): number {
    if (this.#hidden > 0) return this.#nextTag(from)
    const octets = this.#octets
    const text = this.#text
    const length = this.#length
    text.startPiece()
    let at = text.copy(octets, from, length)
    while (octets[at] === ampersand && !text.isFull) {
      const end = this.#reference(at)
      if (end < 0) {
        // What is rarer is made a string of.
        text.takeBack()
        at = this.#nextTag(from)
        text.add(decodeTwice(this.#written(from, at)))
      } else at = text.copy(octets, end, length)
    }
    this.#tell()
    return text.isFull ? this.#nextTag(at) : at
  }

  /** Reads one of the usual ones, but none that may begin a second one; the index after it, or -1. */
  #reference(at: number): number {
    const reference = this.#found
    if (!readReference(this.#octets, at, reference) || reference.code === ampersand) return -1
    this.#text.put(reference.code)
    return reference.end
  }

  #nextTag(from: number): number {
    return placeOf(less, this.#octets, from, this.#length)
  }

  #written(from: number, to: number): string {
    return this.#octets.toString('utf8', from, to)
  }

  #say(written: string): void {
    if (this.#hidden > 0) return
    this.#text.startPiece()
    this.#text.add(decodeTwice(written))
    this.#tell()
  }

  #tell(): void {
    const piece = this.#html && this.#text.piece()
    if (piece) this.#html?.add(piece.gap, piece.text)
  }

  /** Reads what begins with the `<` at `open`; the index after it. */
  #markup(open: number): number {
    const octets = this.#octets
    const next = octets[open + 1] ?? 0
    if (isLetter(next)) return this.#startTag(open)
    if (next === slash && isLetter(octets[open + 2] ?? 0)) return this.#endTag(open)
    if (next === bang) return this.#declaration(open)
    if (next === slash || next === question) return this.#afterTag(open)
    this.#say('<')
    return open + 1
  }

  #startTag(open: number): number {
    const nameEnd = this.#name(open + 1)
    const end = this.#tagEnd(nameEnd)
    const { name, kind, gap } = this.#tag
    const { base, oneLine, toShow, addedParagraphs = false } = this.#options
    if (kind === 'unknown' && oneLine) return this.#sayTag(open, end)
    if (kind !== 'unknown' && !(addedParagraphs && name === 'p')) this.#tagged = true
    if (kind === 'raw') return this.#afterRaw(name, end)
    if (kind === 'hidden') this.#hide(name, this.#octets[end - 2] === slash)
    if (this.#hidden > 0) return end
    if (name === 'img') {
      if (toShow) this.#image ??= pictureOf(this.#written(nameEnd, end), base)
    } else if (name === 'a') this.#html?.openLink(linkOf(this.#written(nameEnd, end), base))
    else this.#html?.open(name)
    this.#text.gap(gap)
    return end
  }

  #endTag(open: number): number {
    const end = this.#afterTag(this.#name(open + 2))
    const { name, kind, gap } = this.#tag
    if (kind === 'unknown' && this.#options.oneLine) return this.#sayTag(open, end)
    if (this.#hidden > 0) {
      if (name === this.#hiddenBy) this.#hidden--
      return end
    }
    this.#html?.close(name)
    // A line ends where the next begins: `<li>` and `<br>` say so, their ends need not.
    if (kind !== 'line') this.#text.gap(gap)
    return end
  }

  /** Sees which tag it is; the index after its name. */
  #name(from: number): number {
    const octets = this.#octets
    let place = nameStart
    let at = from
    for (
      let octet = octets[at] ?? 0;
      octet > 0x20 && octet !== slash && octet !== greater;
      octet = octets[++at] ?? 0
    )
      place = afterLetter(place, octet)
    this.#tag = tagAt(place)
    return at
  }

  /** The index after the tag. A quote opens a value only after `=`: elsewhere browsers take it for a letter. */
  #tagEnd(from: number): number {
    const octets = this.#octets
    const length = this.#length
    let afterEquals = false
    for (let at = from; at < length; at++) {
      const octet = octets[at] ?? 0
      if (octet === greater) return at + 1
      if (afterEquals && (octet === doubleQuote || octet === singleQuote)) {
        at = placeOf(octet, octets, at + 1, length)
        if (at === length) return length
      }
      if (octet > 0x20) afterEquals = octet === equals
    }
    return length
  }

  /** Comments and document types say nothing; CDATA within HTML was meant to be text, and so was a stray `<!`. */
  #declaration(open: number): number {
    const length = this.#length
    const begins = this.#octets.toString('latin1', open, Math.min(open + 9, length))
    if (!/^<!(?:-|\[CDATA\[|[a-z])/i.test(begins) || this.#find('>', open) < 0) {
      this.#say('<')
      return open + 1
    }
    if (begins === '<![CDATA[') {
      const end = this.#find(']]>', open)
      this.#say(this.#written(open + 9, end < 0 ? length : end))
      return end < 0 ? length : end + 3
    }
    if (!begins.startsWith('<!--')) return this.#afterTag(open)
    // `<!-->` and `<!--->` are whole comments to a browser.
    if (/^<!---?>/.test(begins)) return this.#afterTag(open)
    // One that never ends was none: what follows its `>` is kept.
    const end = this.#find('-->', open)
    return end < 0 ? this.#afterTag(open) : end + 3
  }

  /** Scripts and their like end at their own end tag and nowhere else (HTML §13.2.5.2). */
  #afterRaw(name: string, from: number): number {
    if (!this.#missing.has(name))
      for (let at = this.#nextTag(from); at < this.#length; at = this.#nextTag(at + 1))
        if (this.#octets[at + 1] === slash) {
          const end = this.#name(at + 2)
          if (this.#tag.name === name && end < this.#length) return this.#afterTag(end)
        }
    this.#missing.add(name)
    // What follows a script that nobody closed may be the script; other text was meant to be read.
    return name === 'script' || name === 'style' ? this.#length : from
  }

  /** Where `mark` is next, or -1. */
  #find(mark: string, from: number): number {
    if (this.#missing.has(mark)) return -1
    const found = this.#octets.subarray(0, this.#length).indexOf(mark, from)
    if (found < 0) this.#missing.add(mark)
    return found
  }

  /** The index after the next `>`; where it is missing, the end. */
  #afterTag(from: number): number {
    return Math.min(placeOf(greater, this.#octets, from, this.#length) + 1, this.#length)
  }

  #sayTag(open: number, end: number): number {
    this.#say(this.#written(open, end))
    return end
  }

  #hide(name: string, selfClosing: boolean): void {
    if (this.#hidden === 0) this.#hiddenBy = name
    if (name === this.#hiddenBy && !selfClosing) this.#hidden++
  }
}

/** `&amp;nbsp;`: escaped once more than HTML needs. A bracket that is escaped twice is meant to be seen. */
function decodeTwice(written: string): string {
  const once = decodeHtmlText(written)
  return once !== written && escapedAgain.test(once)
    ? once.replace(new RegExp(escapedAgain, 'gi'), decodeHtmlText)
    : once
}

const escapedAgain = /&(?:#\d+|#x[\da-f]+|amp|quot|nbsp|apos|[rl]squo|[rl]dquo|[mn]dash|hellip);/i

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

function linkOf(tag: string, base: string | null): string | null {
  return webAddress(tagAttributes(tag, 'href').href, base)
}

/** Pixels that count readers are no pictures. */
function pictureOf(tag: string, base: string | null): string | null {
  const sources = tagAttributes(tag, 'src', 'data-src', 'data-lazy-src', 'data-original')
  const { width, height } = tagAttributes(tag, 'width', 'height')
  const small = [width, height].some(
    size => size !== undefined && Number.parseInt(size, 10) < smallestPicture,
  )
  if (small) return null
  // Where scripts load pictures late, `src` is a filler.
  const { 'data-src': late, 'data-lazy-src': lazy, 'data-original': original } = sources
  return shownPicture([late, lazy, original, sources.src], base)
}

const smallestPicture = 50
