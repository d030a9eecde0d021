/** Finds the names of outlets in a text; what the text says of them is told elsewhere. */
import { agencies, carriers, outlets } from './outlet-table.ts'

export interface NameFound {
  name: string
  kind: 'agency' | 'outlet' | 'carrier'
  start: number
  end: number
}

interface Alias {
  name: string
  kind: NameFound['kind']
  /** As it must stand there; in small letters: in any case. */
  spelling: string
  anyCase: boolean
}

/** Letters, digits and their marks by ranges of units, which is faster than \p{L}; see `isWordUnit`. */
const words = /[0-9A-Za-z\u00c0-\u1fff\u2c00-\u2dff\ua640-\ud7af\ufb1d-\ufdff\ufe70-\ufeff]+/g
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const aliases: readonly Alias[] = [
  ...agencies.flatMap(line => readLine(line, 'agency')),
  ...outlets.flatMap(line => readLine(line, 'outlet')),
  ...carriers.flatMap(line => readLine(line, 'carrier')),
]
/** The longest first, so that "Bloomberg News" is not found as "Bloomberg". */
const byFirstWord = Map.groupBy(
  aliases.filter(alias => !unspaced.test(alias.spelling)).sort(longestFirst),
  alias => firstWord(alias.spelling),
)
const unspacedAliases = aliases.filter(alias => unspaced.test(alias.spelling)).sort(longestFirst)
const unspacedNames = new RegExp(unspacedAliases.map(alias => escaped(alias.spelling)).join('|'), 'gu')
const unspacedBySpelling = new Map(unspacedAliases.map(alias => [alias.spelling, alias]))

const places = 1 << 14
/** How names begin: two signs, the last one and the length of their first words, whatever their case. Few words of a text do. */
const beginnings = new Uint8Array(places)
for (const word of byFirstWord.keys()) {
  const signs = signsOf(word, 0, word.length)
  if (signs !== null) beginnings[signs] = 1
}

const wordGoesOn = /^[\p{L}\p{N}\p{M}]/u

/** In the order of the text. Give it a part of bounded length: it looks at every word. */
export function findNames(text: string): NameFound[] {
  const found: NameFound[] = []
  let from = 0
  for (let at = 0; at < text.length; ) {
    const start = at
    while (isWordUnit(text.charCodeAt(at))) at++
    const end = at
    at++
    if (end === start || start < from || !mayBeName(text, start, end)) continue
    const alias = aliasAt(text, start, text.slice(start, end))
    if (alias === undefined) continue
    from = start + alias.spelling.length
    found.push({ name: alias.name, kind: alias.kind, start, end: from })
  }
  if (!unspaced.test(text)) return found
  for (const match of text.matchAll(unspacedNames)) {
    const alias = unspacedBySpelling.get(match[0])
    const start = match.index
    if (alias && !found.some(one => one.start < start + match[0].length && start < one.end)) {
      found.push({ name: alias.name, kind: alias.kind, start, end: start + match[0].length })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

/** What the whole of a text is the name of: a byline, a suffix, a credit. */
export function nameThatIs(text: string): NameFound | null {
  const trimmed = text.trim().replace(/^(?:the\s+|www\.|[a-z]{2}\.)/iu, '')
  const found = findNames(trimmed)[0]
  if (found === undefined || found.start > 0) return null
  return /^(?:\.[a-z]{2,3}){0,2}[\s.,:;)\]/|]*$/u.test(trimmed.slice(found.end)) ? found : null
}

/** As `words` has it. */
function isWordUnit(unit: number): boolean {
  if (unit < 0x80) {
    const small = unit | 0x20
    return (small >= 0x61 && small <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
  }
  return (
    (unit >= 0xc0 && unit <= 0x1fff) ||
    (unit >= 0x2c00 && unit <= 0x2def) ||
    (unit >= 0xa640 && unit <= 0xd7af) ||
    (unit >= 0xfb1d && unit <= 0xfdff) ||
    (unit >= 0xfe70 && unit <= 0xfeff)
  )
}

/** Null: one of them is not ASCII, and its case is not told by a bit. */
function signsOf(text: string, start: number, end: number): number | null {
  const last = text.charCodeAt(end - 1)
  const [first, second] = [text.charCodeAt(start), end - start > 1 ? text.charCodeAt(start + 1) : last]
  if ((first | second | last) >= 0x80) return null
  const mixed = (((first | 0x20) * 31 + (second | 0x20)) * 31 + (last | 0x20)) * 31 + end - start
  return mixed & (places - 1)
}

function mayBeName(text: string, start: number, end: number): boolean {
  const signs = signsOf(text, start, end)
  return signs === null || beginnings[signs] === 1
}

function aliasAt(text: string, at: number, word: string): Alias | undefined {
  const lower = word.toLowerCase()
  const exact = byFirstWord.get(word)?.find(alias => standsAt(text, at, alias))
  const any = lower === word ? undefined : byFirstWord.get(lower)?.find(alias => standsAt(text, at, alias))
  return exact && any && any.spelling.length > exact.spelling.length ? any : (exact ?? any)
}

function standsAt(text: string, at: number, alias: Alias): boolean {
  const there = text.slice(at, at + alias.spelling.length)
  const same = alias.anyCase ? there.toLowerCase() === alias.spelling : there === alias.spelling
  return same && !wordGoesOn.test(text.slice(at + alias.spelling.length, at + alias.spelling.length + 2))
}

function readLine(line: string, kind: NameFound['kind']): Alias[] {
  const [name = '', spellings = ''] = line.split('=')
  return spellings
    .split('|')
    .map(spelling => ({ name, kind, spelling, anyCase: spelling === spelling.toLowerCase() }))
}

function firstWord(spelling: string): string {
  return spelling.match(words)?.[0] ?? spelling
}

function longestFirst(one: Alias, other: Alias): number {
  return other.spelling.length - one.spelling.length
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}
