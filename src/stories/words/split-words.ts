/**
 * Text -> folded words in their order, in every script: case, accents and width make no difference. Scripts without
 * spaces give overlapping pairs of letters, which need no dictionary and so never differ from one machine to another.
 */
import { stem } from './stem.ts'
import { termOf } from './term.ts'

export interface Word {
  /** Folded and stemmed. */
  readonly word: string
  /** `termOf` the word. */
  readonly term: number
  /** Begins with a capital, and not only because a sentence begins. */
  readonly capital: boolean
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const hasUnspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u{20000}-\u{2ffff}]/u
/** Thai is the first of them. */
const firstUnspaced = 0x0e00
const onlyHiragana = /^\p{Script=Hiragana}+$/u
const longestWord = 40

/**
 * Telling words of two letters, such as "eu", are words; one letter is none.
 * @param small Words that tell nothing; they are left out.
 */
export function splitWords(text: string, small: ReadonlySet<string>): Word[] {
  const words: Word[] = []
  const source = ascii(text) ? text : text.normalize('NFKC')
  const units = unitsOf(source)
  const known = knownBeside(small)
  let sentenceOpen = false
  let end = 0
  for (let at = 0; at < source.length; ) {
    const size = letterAt(units, at)
    if (size === 0) {
      at++
      continue
    }
    if (endsSentence(source, end, at)) sentenceOpen = false
    end = endOfWord(units, at + size)
    const capital = sentenceOpen && isCapital(source, at)
    sentenceOpen = true
    if (isUnspaced(units, at, end) && hasUnspaced.test(source.slice(at, end)))
      addPairs(words, source.slice(at, end), small)
    else {
      const place = known.placeOf(source, units, at, end)
      const word = known.words[place] ?? ''
      if (word !== '') words.push({ word, term: known.terms[place] ?? 0, capital })
    }
    at = end
  }
  return words
}

let buffer = new Uint16Array(1 << 12)
let octets = Buffer.from(buffer.buffer)

/** The text's units, and a 0 behind them; good until it is called again. A string takes several times as long to walk. */
function unitsOf(text: string): Uint16Array {
  if (text.length >= buffer.length) {
    buffer = new Uint16Array(2 * text.length)
    octets = Buffer.from(buffer.buffer)
  }
  octets.write(text, 'utf16le')
  buffer[text.length] = 0
  return buffer
}

/** Letters, digits and their marks, with `'`, `’` or `.` between two of them. */
function endOfWord(units: Uint16Array, from: number): number {
  let at = from
  for (;;) {
    const size = letterAt(units, at)
    if (size > 0) {
      at += size
      continue
    }
    const unit = units[at]
    const joins = unit === 0x27 || unit === 0x2e || unit === 0x2019
    if (!joins || letterAt(units, at + 1) === 0) return at
    at++
  }
}

const letter = /^[\p{L}\p{N}\p{M}]/u
/** Of each unit beyond ASCII: 0, nobody looked; 1, it is none; 2, it is one. */
const letters = new Uint8Array(1 << 16)

/** How many units a letter, digit or mark has that stands there; 0: there is none. */
function letterAt(units: Uint16Array, at: number): number {
  const unit = units[at] ?? 0
  if (unit < 0x80) {
    const small = unit | 0x20
    return (small >= 0x61 && small <= 0x7a) || (unit >= 0x30 && unit <= 0x39) ? 1 : 0
  }
  if (unit >= 0xd800 && unit < 0xe000)
    return letter.test(String.fromCharCode(unit, units[at + 1] ?? 0)) ? 2 : 0
  if (letters[unit] === 0) letters[unit] = letter.test(String.fromCharCode(unit)) ? 2 : 1
  return letters[unit] === 2 ? 1 : 0
}

function isUnspaced(units: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((units[at] ?? 0) >= firstUnspaced) return true
  return false
}

/** Most words are a blank apart. */
function endsSentence(text: string, from: number, to: number): boolean {
  if (to - from === 1 && text.charCodeAt(from) === 0x20) return false
  return /[.!?:"“]\s|\n/.test(text.slice(from, to))
}

function addWord(words: Word[], raw: string, small: ReadonlySet<string>): void {
  const word = wordOf(raw, small)
  if (word !== '') words.push(plainWord(word))
}

function plainWord(word: string): Word {
  return { word, term: termOf(word), capital: false }
}

/** Empty: it tells nothing. */
function wordOf(raw: string, small: ReadonlySet<string>): string {
  const folded = fold(raw.slice(0, longestWord))
  if (folded.length < 2 || small.has(folded)) return ''
  const word = stem(folded)
  return word === folded || (word.length > 1 && !small.has(word)) ? word : ''
}

interface Known {
  /** Where a word is among these; empty ones tell nothing. */
  placeOf(text: string, units: Uint16Array, from: number, to: number): number
  words: string[]
  /** `termOf` each. */
  terms: Uint32Array
}

const knownPlaces = 1 << 13
/** Parts of a text that are longer keep the whole of it in memory. */
const longestKnown = 12
const knownBesides = new WeakMap<ReadonlySet<string>, Known>()

/**
 * What was made of words that were met, each at a place of its own until another one comes there: most words of a text
 * stood in others before it.
 */
function knownBeside(small: ReadonlySet<string>): Known {
  const found = knownBesides.get(small)
  if (found) return found
  const lengths = new Uint8Array(knownPlaces)
  const spelled = new Uint16Array(knownPlaces * longestKnown)
  const words = new Array<string>(knownPlaces + 1).fill('')
  const terms = new Uint32Array(knownPlaces + 1)
  const put = (place: number, raw: string): number => {
    const word = wordOf(raw, small)
    words[place] = word
    terms[place] = termOf(word)
    return place
  }
  const placeOf: Known['placeOf'] = (text, units, from, to) => {
    const length = to - from
    // Behind the others is the place of what is too long.
    if (length > longestKnown) return put(knownPlaces, text.slice(from, to))
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (units[at] ?? 0), 0x01000193)
    const place = (hash ^ (hash >>> 15)) & (knownPlaces - 1)
    const first = place * longestKnown
    let same = lengths[place] === length
    for (let at = 0; same && at < length; at++) same = spelled[first + at] === units[from + at]
    if (same) return place
    lengths[place] = length
    for (let at = 0; at < length; at++) spelled[first + at] = units[from + at] ?? 0
    return put(place, text.slice(from, to))
  }
  const known = { placeOf, words, terms }
  knownBesides.set(small, known)
  return known
}

function addPairs(words: Word[], raw: string, small: ReadonlySet<string>): void {
  let end = 0
  for (const { 0: run, index } of raw.matchAll(unspaced)) {
    if (index > end) addWord(words, raw.slice(end, index), small)
    end = index + run.length
    const letters = [...run]
    for (let at = 0; at + 1 < letters.length; at++) {
      const pair = `${letters[at]}${letters[at + 1]}`
      // Grammar, in Japanese.
      if (!onlyHiragana.test(pair)) words.push(plainWord(pair))
    }
    if (letters.length === 1 && !onlyHiragana.test(run)) words.push(plainWord(run))
  }
  if (end < raw.length) addWord(words, raw.slice(end), small)
}

/** Accents off where they are only accents; what is left of a possessive too. */
export function fold(raw: string): string {
  const lower = raw.toLowerCase()
  const letters = lettersOf(lower)
  if (letters === 'plain') return lower
  const plain =
    letters === 'marked'
      ? lower
      : lower
          .normalize('NFD')
          .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
          .normalize('NFC')
          .replaceAll('’', "'")
  return plain.includes("'") || plain.includes('.')
    ? plain.replace(/'s$|'$/, '').replace(/(?<!\d)[.']|[.'](?!\d)/g, '')
    : plain
}

/** Of every word that is read: `plain` is ASCII, `marked` too but for apostrophes or dots. By hand, for a pattern takes longer. */
function lettersOf(word: string): 'plain' | 'marked' | 'other' {
  let marked = false
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at)
    if (unit > 0x7f) return 'other'
    if (unit === 0x27 || unit === 0x2e) marked = true
  }
  return marked ? 'marked' : 'plain'
}

function ascii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  return /^[\x00-\x7f]*$/.test(text)
}

function isCapital(text: string, at: number): boolean {
  const first = text.charCodeAt(at)
  return first < 128 ? first >= 65 && first <= 90 : /^\p{Lu}/u.test(text.slice(at, at + 2))
}
