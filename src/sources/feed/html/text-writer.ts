/**
 * Writes plain text: white space folded as HTML folds it, paragraphs and lines where the tags part them. Control
 * characters go: SQLite, JSON and mail all stumble over them. Those of the second block (0x80 to 0x9F) stay.
 */
import { writeCode } from '../decode-entities.ts'
import { textOf } from '../text-units.ts'
import type { TagKind } from './tags.ts'

/** What stands between two pieces; the stronger of several counts. */
export type Gap = '' | ' ' | '\n' | '\n\n'

const none = 0
const space = 1
const line = 2
const paragraph = 3
const gapOf: Record<TagKind, number> = {
  ...{ raw: none, hidden: none, inline: none, unknown: none },
  ...{ paragraph, line, cell: space },
}

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

export class TextWriter {
  readonly #units: Uint16Array
  readonly #maxLength: number
  readonly #widest: number
  #length = 0
  #gap = none
  /** Where the piece begins, and the gap that was due there. */
  #start = 0
  #startGap = none

  constructor(sourceLength: number, { maxLength, oneLine }: TextSize) {
    // No text is longer than its source. A gap of two and a character of two may stand where it is full.
    this.#units = new Uint16Array(Math.min(sourceLength, maxLength) + 4)
    this.#maxLength = maxLength
    this.#widest = oneLine ? space : paragraph
  }

  /** It is longer than asked for, by a few units: nothing more is written. */
  get isFull(): boolean {
    return this.#length > this.#maxLength
  }

  gap(kind: TagKind): void {
    this.#widen(gapOf[kind])
  }

  /** For white space that parts nothing more than words. */
  space(): void {
    this.#widen(space)
  }

  /** What is written from here on is one piece: it can be looked at, or taken back. */
  startPiece(): void {
    this.#start = this.#length
    this.#startGap = this.#gap
  }

  takeBack(): void {
    this.#length = this.#start
    this.#gap = this.#startGap
  }

  /** Null where nothing was written since it began. */
  piece(): Piece | null {
    if (this.#length === this.#start) return null
    const text = textOf(this.#units, this.#start, this.#length)
    const gap: Gap = text.startsWith('\n\n') ? '\n\n' : text[0] === '\n' ? '\n' : text[0] === ' ' ? ' ' : ''
    return { gap, text: text.slice(gap.length) }
  }

  /** Copies up to the next `<` or `&`, to `to`, or until it is full; the index of where it stopped. */
  copy(from: Uint16Array, at: number, to: number): number {
    const units = this.#units
    const maxLength = this.#maxLength
    let length = this.#length
    let gap = this.#gap
    let next = at
    for (; next < to; next++) {
      const unit = from[next] ?? 0
      const kind = unit < 0x80 ? (asciiKinds[unit] ?? visible) : kindOfWide(unit)
      if (kind === visible) {
        if (length > maxLength) break
        if (gap !== none) {
          if (length > 0) length = writeGap(units, length, gap)
          gap = none
        }
        units[length++] = unit
      } else if (kind === blank) {
        if (gap === none) gap = space
      } else if (kind === mark) break
    }
    this.#length = length
    this.#gap = gap
    return next
  }

  /** Writes any text, `<` and `&` too. */
  add(text: string): void {
    for (let at = 0; at < text.length; at++) this.put(text.charCodeAt(at))
  }

  put(code: number): void {
    const kind = code < 0x80 ? (asciiKinds[code] ?? visible) : kindOfWide(code)
    if (kind === control || this.isFull) return
    if (kind === blank) {
      this.space()
      return
    }
    if (this.#gap !== none && this.#length > 0) this.#length = writeGap(this.#units, this.#length, this.#gap)
    this.#gap = none
    this.#length = writeCode(this.#units, this.#length, code)
  }

  end(): string {
    return textOf(this.#units, 0, this.#length)
  }

  #widen(gap: number): void {
    if (gap > this.#gap) this.#gap = Math.min(gap, this.#widest)
  }
}

function writeGap(units: Uint16Array, at: number, gap: number): number {
  units[at] = gap === space ? 0x20 : 0x0a
  if (gap !== paragraph) return at + 1
  units[at + 1] = 0x0a
  return at + 2
}

/** What a unit is to a text: something to see, white space, nothing, or the beginning of markup. */
const visible = 0
const blank = 1
const control = 2
const mark = 3
const asciiKinds = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  if (unit === 0x26 || unit === 0x3c) return mark
  if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) return blank
  return unit < 0x20 || unit === 0x7f ? control : visible
})

/** White space as `\s` has it. */
function kindOfWide(unit: number): number {
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
