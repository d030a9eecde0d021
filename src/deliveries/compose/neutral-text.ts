/**
 * Text from outside -> text that cannot act: no control characters, no bidirectional overrides (an
 * attacker's `gpj.exe`), no invisible padding, no lone surrogates, no line that is not ours.
 * Marks that scripts need (ZWJ, ZWNJ, LRM, RLM) stay. Cutting never splits a word, nor a
 * character as a reader sees it, while there is another place to cut.
 */

const lineBreaks = /\r\n?|[\u0085\u2028\u2029]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
const controls = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g
const invisible = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufff9-\ufffb]/g

export interface Limits {
  /** UTF-16 units. */
  length: number
  /** What it costs in the HTML part: bytes after escaping and quoted-printable. */
  bytes: number
}

/** Of a source, a sender, an operator. */
export const nameLimits: Limits = { length: 120, bytes: 400 }

/** One line, without white space at its ends or in a row. */
export function oneLine(value: string, limits: Limits): string {
  return shorten(collapse(neutralise(value)), limits)
}

/** The paragraphs of a text: blank lines part them, single line breaks are spaces. */
export function paragraphsOf(value: string): string[] {
  return neutralise(value)
    .split(/\n\s*\n/)
    .map(collapse)
    .filter(paragraph => paragraph !== '')
}

/** What a paragraph's markup costs; without it, ten thousand paragraphs of one letter would cost nothing. */
const markupBytes = 60

/** As many paragraphs as fit, the last one shortened if need be; `bytes` is what they cost (see `Limits`). */
export function fitParagraphs(
  paragraphs: readonly string[],
  mostBytes: number,
): { paragraphs: string[]; shortened: boolean; bytes: number } {
  const kept: string[] = []
  let bytes = 0
  for (const paragraph of paragraphs) {
    const fitting = shorten(paragraph, { length: Infinity, bytes: mostBytes - bytes - markupBytes })
    if (fitting !== '…') kept.push(fitting)
    bytes += encodedBytes(fitting) + markupBytes
    if (fitting !== paragraph) return { paragraphs: kept, shortened: true, bytes }
  }
  return { paragraphs: kept, shortened: false, bytes }
}

/** Cut at a word's border within the last third (or 40), else between two characters; `…` says so. */
export function shorten(value: string, limits: Limits): string {
  const end = fittingLength(value, limits)
  if (end === value.length) return value
  const border = value.lastIndexOf(' ', end)
  const cut = border > 0 && border >= Math.min(end * 0.66, end - 40) ? border : characterBorder(value, end)
  return `${value.slice(0, cut).trimEnd()}…`
}

function fittingLength(value: string, limits: Limits): number {
  if (value.length <= limits.length && encodedBytes(value) <= limits.bytes) return value.length
  let length = 0
  let bytes = encodedBytes('…')
  for (const character of value) {
    bytes += encodedBytes(character)
    if (length + character.length >= limits.length || bytes > limits.bytes) break
    length += character.length
  }
  return length
}

/** The start of the grapheme that `end` lies in; `end` itself when that grapheme is endless. */
function characterBorder(value: string, end: number): number {
  const from = Math.max(0, end - 64)
  const start = new Intl.Segmenter().segment(value.slice(from, end + 64)).containing(end - from)?.index
  return start ? from + start : end
}

/** Bytes after HTML escaping and quoted-printable, without soft line breaks. */
export function encodedBytes(value: string): number {
  let bytes = 0
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes += escapedBytes[character] ?? 1
    else bytes += code < 0x800 ? 6 : code < 0x10000 ? 9 : 12
  }
  return bytes
}

const escapedBytes: Readonly<Record<string, number>> = { '&': 5, '<': 4, '>': 4, '"': 6, "'": 5, '=': 3 }

function neutralise(value: string): string {
  return value.toWellFormed().replace(lineBreaks, '\n').replace(controls, ' ').replace(invisible, '')
}

function collapse(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}
