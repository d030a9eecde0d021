/**
 * Writes plain text: white space folded as HTML folds it, paragraphs and lines where the tags part them. Control
 * characters go, as `withoutControls` has it.
 */
import { writeCode } from '../decode-entities.ts'
import type { UnitRoom } from '../unit-room.ts'
import { meantByControl } from '../without-controls.ts'
import type { TagKind } from './tags.ts'

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

const space = 0x20
const lineFeed = 0x0a

export class TextWriter {
  readonly #room: UnitRoom
  /** A space at its end parts what comes next, if anything does. */
  readonly #units: Uint16Array
  readonly #maxLength: number
  readonly #oneLine: boolean
  #length = 0
  /** The line feeds that are due before what comes next. */
  #feeds = 0
  /** Where the piece begins, and what was due there. */
  #start = 0
  #startFeeds = 0

  constructor(room: UnitRoom, sourceLength: number, { maxLength, oneLine }: TextSize) {
    this.#room = room
    // No text is longer than its source. Two line feeds and a character of two may stand where it is full.
    this.#units = room.make(Math.min(sourceLength, maxLength) + 6)
    this.#maxLength = maxLength
    this.#oneLine = oneLine
  }

  /** It is longer than asked for, by a few units: nothing more is written. */
  get isFull(): boolean {
    return this.#length > this.#maxLength && this.#seenLength() > this.#maxLength
  }

  gap(kind: TagKind): void {
    const parts = gaps[kind]
    if (parts === nothing || this.#length === 0) return
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
  }

  /** Null where there is nothing to see in it. */
  piece(): Piece | null {
    const written = this.#room.text(this.#start, Math.max(this.#seenLength(), this.#start))
    const text = written.trimStart()
    if (text === '') return null
    const parted = this.#start > 0 && this.#units[this.#start - 1] === space
    // Before what is to be seen of it stands nothing but what it is parted by.
    const gap = parted ? ' ' : (written.slice(0, written.length - text.length) as Gap)
    return { gap, text }
  }

  /** Copies up to the next `<` or `&`, to `to`, or until it is full; the index of where it stopped. */
  copy(from: Uint16Array, at: number, to: number): number {
    const units = this.#units
    // One more than asked for, and a space behind it: then it is full for sure.
    const mostLength = this.#maxLength + 1
    let next = at
    if (this.#feeds > 0) {
      while (next < to && isUnseen(from[next] ?? 0)) next++
      if (next === to || kindOf(from[next] ?? 0) === mark) return next
      this.#writeFeeds()
    }
    let length = this.#length
    // A text begins with something to be seen, and so does a line.
    let last = length > 0 && units[length - 1] !== lineFeed ? (units[length - 1] ?? 0) : space
    for (; next < to; next++) {
      const unit = from[next] ?? 0
      const kind = unit < 0x80 ? (asciiKinds[unit] ?? visible) : kindOfWide(unit)
      if (kind === visible) {
        // Two spaces. Asked in this way it is a branch that is hardly ever taken, which makes the walk twice as fast.
        if ((unit | last) === space) continue
        if (length > mostLength) break
        units[length++] = last = unit
      } else if (kind === blank) {
        if (last !== space) units[length++] = last = space
      } else if (kind === mark) break
      else if (unit > 0x7f) {
        const meant = meantByControl(unit)
        if (meant === 0) continue
        if (length > mostLength) break
        units[length++] = last = meant
      }
    }
    this.#length = length
    return next
  }

  /** Writes any text, `<` and `&` too. */
  add(text: string): void {
    for (let at = 0; at < text.length; at++) this.put(text.charCodeAt(at))
  }

  put(written: number): void {
    const code = kindOf(written) === control ? meantByControl(written) : written
    const kind = kindOf(code)
    if (kind === control) return
    if (kind === blank || code === space) {
      if (this.#length > 0) this.#addSpace()
    } else if (!this.isFull) {
      this.#writeFeeds()
      this.#length = writeCode(this.#units, this.#length, code)
    }
  }

  end(): string {
    return this.#room.text(0, this.#seenLength())
  }

  /** Without a space at the end, which nothing has followed yet. */
  #seenLength(): number {
    const last = this.#length - 1
    return last >= 0 && this.#units[last] === space ? last : this.#length
  }

  #addSpace(): void {
    if (this.#feeds === 0 && this.#length === this.#seenLength()) this.#units[this.#length++] = space
  }

  #writeFeeds(): void {
    for (; this.#feeds > 0; this.#feeds--) this.#units[this.#length++] = lineFeed
  }
}

const nothing = 0
/** What parts a text where such a tag stands: a space, or so many line feeds. */
const gaps: Record<TagKind, number> = {
  ...{ raw: nothing, hidden: nothing, inline: nothing, unknown: nothing },
  ...{ cell: space, line: 1, paragraph: 2 },
}

/** What a unit is to a text: something to be seen, or a space; other white space; nothing; the beginning of markup. */
const visible = 0
const blank = 1
const control = 2
const mark = 3
const asciiKinds = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  if (unit === 0x26 || unit === 0x3c) return mark
  if (unit >= 0x09 && unit <= 0x0d) return blank
  return unit < 0x20 || unit === 0x7f ? control : visible
})

function isUnseen(unit: number): boolean {
  const kind = kindOf(unit)
  return unit === space || kind === blank || (kind === control && meantByControl(unit) === 0)
}

function kindOf(unit: number): number {
  return unit < 0x80 ? (asciiKinds[unit] ?? visible) : kindOfWide(unit)
}

/** White space as `\s` has it. */
function kindOfWide(unit: number): number {
  if (unit < 0xa0) return control
  if (unit < 0x2000) return unit === 0xa0 || unit === 0x1680 ? blank : visible
  if (unit > 0x3000) return unit === 0xfeff ? blank : visible
  const isBlank =
    unit <= 0x200a ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  return isBlank ? blank : visible
}
