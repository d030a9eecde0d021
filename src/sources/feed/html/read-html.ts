/**
 * HTML as sources write it, read once: its text, the same as safe HTML, and its first picture. In: any text.
 * What always holds: `html` is written anew from ten tags and escaped text, so nothing in it acts, whatever the
 * source holds and however it is broken; it closes what it opens. No recursion, no tree: depth costs nothing.
 * Reading stops where the text is as long as asked for. Of scripts and styles nothing remains.
 */
import { decodeHtmlText, type Reference, readReference } from '../decode-entities.ts'
import { shownPicture } from '../shown-picture.ts'
import { UnitRoom } from '../unit-room.ts'
import { webAddress } from '../web-address.ts'
import { HtmlWriter } from './html-writer.ts'
import { tagAttributes } from './tag-attributes.ts'
import { afterLetter, nameStart, tagAt } from './tags.ts'
import { TextWriter } from './text-writer.ts'

/** What reading one text after another uses again. */
export interface ReadingRoom {
  source: UnitRoom
  text: UnitRoom
}

export function createReadingRoom(): ReadingRoom {
  return { source: new UnitRoom(), text: new UnitRoom() }
}

export interface HtmlToRead {
  /** Where relative addresses start. */
  base: string | null
  /** Of the text, in UTF-16 units; what is longer is read to a few units more, so that one sees that it is. */
  maxLength: number
  /** A headline: nothing but spaces parts it, and angle brackets around what is no HTML are text (`<3`, `<ed.>`). */
  oneLine: boolean
  /** False: `html` stays empty. */
  wantHtml: boolean
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
const maxSourceLength = 500_000

export function readHtml(source: string, options: HtmlToRead): ReadHtml {
  return new Reader(
    source.length > maxSourceLength ? source.slice(0, maxSourceLength) : source,
    options,
  ).read()
}

const bang = 0x21
const doubleQuote = 0x22
const ampersand = 0x26
const singleQuote = 0x27
const slash = 0x2f
const equals = 0x3d
const greater = 0x3e
const question = 0x3f

class Reader {
  readonly #source: string
  readonly #units: Uint16Array
  readonly #options: HtmlToRead
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

  constructor(source: string, options: HtmlToRead) {
    this.#source = source
    const room = options.room ?? createReadingRoom()
    this.#units = room.source.fill(source)
    this.#options = options
    this.#text = new TextWriter(room.text, source.length, options)
    this.#html = options.wantHtml ? new HtmlWriter() : null
  }

  read(): ReadHtml {
    const { length } = this.#source
    let at = 0
    while (at < length && !this.#text.isFull) {
      at = this.#words(at)
      if (at < length) at = this.#markup(at)
    }
    return {
      text: this.#text.end().toWellFormed(),
      html: this.#html?.end().toWellFormed() ?? '',
      image: this.#image,
      tagged: this.#tagged,
    }
  }

  /** Reads up to the next tag; its index. */
  #words(from: number): number {
    if (this.#hidden > 0) return this.#nextTag(from)
    const units = this.#units
    const text = this.#text
    const { length } = this.#source
    text.startPiece()
    let at = text.copy(units, from, length)
    while (units[at] === ampersand && !text.isFull) {
      const end = this.#reference(at)
      if (end < 0) {
        // What is rarer is made a string of.
        text.takeBack()
        at = this.#nextTag(from)
        text.add(decodeTwice(this.#source.slice(from, at)))
      } else at = text.copy(units, end, length)
    }
    this.#tell()
    return text.isFull ? this.#nextTag(at) : at
  }

  /** Reads one of the usual ones, but none that may begin a second one; the index after it, or -1. */
  #reference(at: number): number {
    const reference = this.#found
    if (!readReference(this.#units, at, reference) || reference.code === ampersand) return -1
    this.#text.put(reference.code)
    return reference.end
  }

  #nextTag(from: number): number {
    const found = this.#source.indexOf('<', from)
    return found < 0 ? this.#source.length : found
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
    const units = this.#units
    const next = units[open + 1] ?? 0
    if (isLetter(next)) return this.#startTag(open)
    if (next === slash && isLetter(units[open + 2] ?? 0)) return this.#endTag(open)
    if (next === bang) return this.#declaration(open)
    if (next === slash || next === question) return this.#after('>', open)
    this.#say('<')
    return open + 1
  }

  #startTag(open: number): number {
    const source = this.#source
    const nameEnd = this.#name(open + 1)
    const end = this.#tagEnd(nameEnd)
    const { name, kind } = this.#tag
    if (kind === 'unknown' && this.#options.oneLine) return this.#sayTag(open, end)
    if (kind !== 'unknown') this.#tagged = true
    if (kind === 'raw') return this.#afterRaw(name, end)
    if (kind === 'hidden') this.#hide(name, this.#units[end - 2] === slash)
    if (this.#hidden > 0) return end
    const { base } = this.#options
    if (name === 'img') this.#image ??= pictureOf(source.slice(nameEnd, end), base)
    else if (name === 'a') this.#html?.openLink(linkOf(source.slice(nameEnd, end), base))
    else this.#html?.open(name)
    this.#text.gap(kind)
    return end
  }

  #endTag(open: number): number {
    const end = this.#after('>', this.#name(open + 2))
    const { name, kind } = this.#tag
    if (kind === 'unknown' && this.#options.oneLine) return this.#sayTag(open, end)
    if (this.#hidden > 0) {
      if (name === this.#hiddenBy) this.#hidden--
      return end
    }
    this.#html?.close(name)
    // A line ends where the next begins: `<li>` and `<br>` say so, their ends need not.
    if (kind !== 'line') this.#text.gap(kind)
    return end
  }

  /** Sees which tag it is; the index after its name. */
  #name(from: number): number {
    const units = this.#units
    let place = nameStart
    let at = from
    for (
      let unit = units[at] ?? 0;
      unit > 0x20 && unit !== slash && unit !== greater;
      unit = units[++at] ?? 0
    )
      place = afterLetter(place, unit)
    this.#tag = tagAt(place)
    return at
  }

  /** The index after the tag. A quote opens a value only after `=`: elsewhere browsers take it for a letter. */
  #tagEnd(from: number): number {
    const units = this.#units
    const { length } = this.#source
    let afterEquals = false
    for (let at = from; at < length; at++) {
      const unit = units[at] ?? 0
      if (unit === greater) return at + 1
      if (afterEquals && (unit === doubleQuote || unit === singleQuote)) {
        at = this.#source.indexOf(unit === doubleQuote ? '"' : "'", at + 1)
        if (at < 0) return length
      }
      if (unit > 0x20) afterEquals = unit === equals
    }
    return length
  }

  /** Comments and document types say nothing; CDATA within HTML was meant to be text, and so was a stray `<!`. */
  #declaration(open: number): number {
    const source = this.#source
    if (!/^<!(?:-|\[CDATA\[|[a-z])/i.test(source.slice(open, open + 9)) || this.#find('>', open) < 0) {
      this.#say('<')
      return open + 1
    }
    if (source.startsWith('<![CDATA[', open)) {
      const end = this.#find(']]>', open)
      this.#say(source.slice(open + 9, end < 0 ? source.length : end))
      return end < 0 ? source.length : end + 3
    }
    if (!source.startsWith('<!--', open)) return this.#after('>', open)
    // `<!-->` and `<!--->` are whole comments to a browser.
    if (/^<!---?>/.test(source.slice(open, open + 6))) return this.#after('>', open)
    // One that never ends was none: what follows its `>` is kept.
    const end = this.#find('-->', open)
    return end < 0 ? this.#after('>', open) : end + 3
  }

  /** Scripts and their like end at their own end tag and nowhere else (HTML §13.2.5.2). */
  #afterRaw(name: string, from: number): number {
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    close.lastIndex = from
    if (!this.#missing.has(name) && close.exec(this.#source)) return this.#after('>', close.lastIndex)
    this.#missing.add(name)
    // What follows a script that nobody closed may be the script; other text was meant to be read.
    return name === 'script' || name === 'style' ? this.#source.length : from
  }

  /** Where `mark` is next, or -1. */
  #find(mark: string, from: number): number {
    if (this.#missing.has(mark)) return -1
    const found = this.#source.indexOf(mark, from)
    if (found < 0) this.#missing.add(mark)
    return found
  }

  /** The index after `mark`; where it is missing, the end. */
  #after(mark: string, from: number): number {
    const found = this.#find(mark, from)
    return found < 0 ? this.#source.length : found + mark.length
  }

  #sayTag(open: number, end: number): number {
    this.#say(this.#source.slice(open, end))
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
