/**
 * Writes plain text: white space folded as HTML folds it, paragraphs and lines where the tags part them. Control
 * characters go, as `withoutControls` has it.
 */
import { type OctetRoom, writeCode } from '../octet-room.ts'
import { meantByControl } from '../without-controls.ts'
import { space } from './tags.ts'

/** What stands between two pieces; the stronger of several counts. */
export type Gap = '' | ' ' | '\n' | '\n\n'

export interface Piece {
  gap: Gap
  text: string
}

export interface TextSize {
  /** In UTF-16 units. */
  maxLength: number
  /** Nothing but spaces parts it. */
  oneLine: boolean
}

const lineFeed = 0x0a

export class TextWriter {
  readonly #room: OctetRoom
  /** A space at its end parts what comes next, if anything does. */
  readonly #octets: Uint8Array
  readonly #maxLength: number
  readonly #oneLine: boolean
  /** In octets, as all places are. */
  #length = 0
  /** So much of it was counted, and has so many UTF-16 units. */
  #countedTo = 0
  #counted = 0
  /** The line feeds that are due before what comes next. */
  #feeds = 0
  /** Where the piece begins, and what was due there. */
  #start = 0
  #startFeeds = 0

  constructor(room: OctetRoom, sourceLength: number, { maxLength, oneLine }: TextSize) {
    this.#room = room
    // A control character of two octets may mean one of three; no unit has more. Line feeds may stand where it is full.
    this.#octets = room.make(Math.min(sourceLength + (sourceLength >> 1), (maxLength + 2) * 3) + 16)
    this.#maxLength = maxLength
    this.#oneLine = oneLine
  }

  /** It is longer than asked for, by a few units: nothing more is written. */
  get isFull(): boolean {
    return this.#length > this.#maxLength && this.#unitsSeen() > this.#maxLength
  }

  /** As a tag has it. */
  gap(parts: number): void {
    if (parts === 0 || this.#length === 0) return
    if (parts === space || this.#oneLine) {
      this.#addSpace()
      return
    }
    this.#length = this.#seenLength()
    this.#feeds = Math.max(this.#feeds, parts)
  }

  /** What is written from here on is one piece: it can be looked at, or taken back. */
  startPiece(): void {
    this.#start = this.#length
    this.#startFeeds = this.#feeds
  }

  takeBack(): void {
    this.#length = this.#start
    this.#feeds = this.#startFeeds
    const seen = this.#seenLength()
    if (this.#countedTo <= seen) return
    // All of it is not counted anew for each piece of a long text.
    this.#counted -= unitsIn(this.#octets, seen, this.#countedTo)
    this.#countedTo = seen
  }

  /** Null where there is nothing to see in it. */
  piece(): Piece | null {
    const written = this.#room.text(this.#start, Math.max(this.#seenLength(), this.#start))
    const text = written.trimStart()
    if (text === '') return null
    const parted = this.#start > 0 && this.#octets[this.#start - 1] === space
    // Before what is to be seen of it stands nothing but what it is parted by.
    const gap = parted ? ' ' : (written.slice(0, written.length - text.length) as Gap)
    return { gap, text }
  }

  /** Copies up to the next `<` or `&`, to `to`, or until it is full; the index of where it stopped. */
  copy(from: Uint8Array, at: number, to: number): number {
    let next = at
    if (this.#feeds > 0) {
      next = afterUnseen(from, next, to)
      if (next === to || kinds[from[next] ?? 0] === mark) return next
      this.#writeFeeds()
    }
    while (next < to && !this.isFull) {
      const end = this.#endOfFitting(from, next, to)
      next = this.#copyAll(from, next, end)
      if (next < end) break
    }
    return next
  }

  /** What is surely no longer than asked for and one unit more: no unit has less than one octet. */
  #endOfFitting(from: Uint8Array, at: number, to: number): number {
    let fitting = this.#maxLength + 2 - this.#length
    if (fitting <= 0) fitting += Math.max(1 - fitting, this.#seenLength() - this.#unitsSeen())
    return at + fitting < to ? beginOfCharacter(from, at + fitting) : to
  }

  /** Copies up to the next `<` or `&`, or to `to`. */
  #copyAll(from: Uint8Array, at: number, to: number): number {
    const octets = this.#octets
    let length = this.#length
    // A text begins with something to be seen, and so does a line.
    let last = length > 0 && octets[length - 1] !== lineFeed ? (octets[length - 1] ?? 0) : space
    let next = at
    for (; next < to; next++) {
      let octet = from[next] ?? 0
      // Two spaces. Asked in this way it is a branch that is hardly ever taken, which makes the walk twice as fast.
      while (kinds[octet] === visible && (octet | last) !== space && next < to) {
        octets[length++] = last = octet
        octet = from[++next] ?? 0
      }
      const kind = kinds[octet]
      if (next >= to || kind === mark) break
      if (kind === blank) {
        if (last !== space) octets[length++] = last = space
      } else if (kind === lead) {
        const wide = wideKind(octet, from[next + 1] ?? 0, from[next + 2] ?? 0)
        if (wide === visible) octets[length++] = last = octet
        else {
          next += octet === leadOfTwo ? 1 : 2
          if (wide === blank) {
            if (last !== space) octets[length++] = last = space
          } else {
            const meant = meantByControl(from[next] ?? 0)
            if (meant > 0) {
              length = writeCode(octets, length, meant)
              last = meant
            }
          }
        }
      }
    }
    this.#length = length
    return next
  }

  /** Writes any text, `<` and `&` too. */
  add(text: string): void {
    for (const character of text) this.put(character.codePointAt(0) ?? 0)
  }

  /** Writes a character. */
  put(written: number): void {
    const code = kindOf(written) === control ? meantByControl(written) : written
    const kind = kindOf(code)
    if (kind === control) return
    if (kind === blank || code === space) {
      if (this.#length > 0) this.#addSpace()
    } else if (!this.isFull) {
      this.#writeFeeds()
      this.#length = writeCode(this.#octets, this.#length, code)
    }
  }

  end(): string {
    return this.#room.text(0, this.#seenLength())
  }

  /** Without a space at the end, which nothing has followed yet. */
  #seenLength(): number {
    const last = this.#length - 1
    return last >= 0 && this.#octets[last] === space ? last : this.#length
  }

  /** As strings count. */
  #unitsSeen(): number {
    const seen = this.#seenLength()
    this.#counted += unitsIn(this.#octets, this.#countedTo, seen)
    this.#countedTo = seen
    return this.#counted
  }

  #addSpace(): void {
    if (this.#feeds === 0 && this.#length === this.#seenLength()) this.#octets[this.#length++] = space
  }

  #writeFeeds(): void {
    for (; this.#feeds > 0; this.#feeds--) this.#octets[this.#length++] = lineFeed
  }
}

/**
 * What an octet is to a text: something to be seen, a part of it, or a space; other white space; nothing; the beginning
 * of markup; the first of two or three of which one has to see more.
 */
const visible = 0
const blank = 1
const control = 2
const mark = 3
const lead = 4
const leadOfTwo = 0xc2
const leadsOfThree = [0xe1, 0xe2, 0xe3, 0xef]
const kinds = Uint8Array.from({ length: 0x100 }, (_, octet) => {
  if (octet === 0x26 || octet === 0x3c) return mark
  if (octet === leadOfTwo || leadsOfThree.includes(octet)) return lead
  return octet < 0x80 ? kindOf(octet) : visible
})

/** Of the characters that begin with one of the leads. */
function wideKind(first: number, second: number, third: number): number {
  if (first === leadOfTwo) return second < 0xa0 ? control : second === 0xa0 ? blank : visible
  // Nearly all of these are quotes, dashes, and kana.
  if (second !== 0x80 && second !== 0x81 && second !== 0x9a && second !== 0xbb) return visible
  return kindOf(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f))
}

/** After white space and what is nothing. */
function afterUnseen(octets: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to) {
    const octet = octets[at] ?? 0
    const kind = kinds[octet]
    if (octet === space || kind === blank || kind === control) at++
    else if (kind === lead && isUnseen(octets, at)) at += octet === leadOfTwo ? 2 : 3
    else break
  }
  return Math.min(at, to)
}

function isUnseen(octets: Uint8Array, at: number): boolean {
  const second = octets[at + 1] ?? 0
  const kind = wideKind(octets[at] ?? 0, second, octets[at + 2] ?? 0)
  return kind === blank || (kind === control && meantByControl(second) === 0)
}

/** UTF-16 units. */
function unitsIn(octets: Uint8Array, from: number, to: number): number {
  let units = 0
  for (let at = from; at < to; at++) {
    const octet = octets[at] ?? 0
    // One that goes on with a character counts nothing, one that begins one beyond the first plane two.
    if ((octet & 0xc0) !== 0x80) units += octet < 0xf0 ? 1 : 2
  }
  return units
}

function beginOfCharacter(octets: Uint8Array, from: number): number {
  let at = from
  while (((octets[at] ?? 0) & 0xc0) === 0x80) at++
  return at
}

/** White space as `\s` has it. */
function kindOf(code: number): number {
  if (code < 0x21) return code === space ? visible : code >= 0x09 && code <= 0x0d ? blank : control
  if (code < 0xa0) return code < 0x7f ? visible : control
  if (code < 0x2000) return code === 0xa0 || code === 0x1680 ? blank : visible
  if (code > 0x3000) return code === 0xfeff ? blank : visible
  const isBlank =
    code <= 0x200a ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  return isBlank ? blank : visible
}
