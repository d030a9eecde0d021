/** Writes plain text: white space folded as HTML folds it, paragraphs and lines where the tags part them. */
import type { TagKind } from './tags.ts'

/** What stands between two pieces; the stronger of several counts. */
export type Gap = '' | ' ' | '\n' | '\n\n'

const gapOf: Partial<Record<TagKind, Gap>> = { paragraph: '\n\n', line: '\n', cell: ' ' }

export class TextWriter {
  /** The piece that `add` added last, without the gap before it. */
  added = ''
  #text = ''
  #gap: Gap = ''

  get length(): number {
    return this.#text.length
  }

  gap(kind: TagKind): void {
    const gap = gapOf[kind]
    if (gap !== undefined && gap.length > 0) this.#widen(gap)
  }

  /** For white space that parts nothing more than words. */
  space(): void {
    this.#widen(' ')
  }

  /** The gap that was written before the text; null when there was nothing to write. */
  add(written: string): Gap | null {
    const text = unusual.test(written) ? written.replace(controls, '').replace(folded, ' ') : written
    const startsApart = text.charCodeAt(0) === 0x20
    const start = startsApart ? 1 : 0
    const end =
      text.length > start && text.charCodeAt(text.length - 1) === 0x20 ? text.length - 1 : text.length
    if (startsApart) this.#widen(' ')
    if (end <= start) return null
    const gap = this.#text === '' ? '' : this.#gap
    this.added = end - start === text.length ? text : text.slice(start, end)
    this.#text += gap + this.added
    this.#gap = end < text.length ? ' ' : ''
    return gap
  }

  end(): string {
    return this.#text
  }

  #widen(gap: Gap): void {
    if (rank[gap] > rank[this.#gap]) this.#gap = gap
  }
}

const rank: Record<Gap, number> = { '': 0, ' ': 1, '\n': 2, '\n\n': 3 }
// Control characters go too: SQLite, JSON and mail all stumble over them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const unusual = /[^\S ]| {2}|[\u0000-\u001F\u007F]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const controls = /[\u0000-\u0008\u000E-\u001F\u007F]/g
const folded = /\s+/g
