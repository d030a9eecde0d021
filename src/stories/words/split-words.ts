/**
 * Text -> folded words in their order, in every script: case, accents and width make no difference. Scripts without
 * spaces give overlapping pairs of letters, which need no dictionary and so never differ from one machine to another.
 */
import { stem } from './stem.ts'

export interface Word {
  /** Folded and stemmed. */
  word: string
  /** Begins with a capital, and not only because a sentence begins. */
  capital: boolean
}

/** Telling words of two letters, such as "eu", are words; one letter is none. */
const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*/gu
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const hasUnspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u{20000}-\u{2ffff}]/u
const onlyHiragana = /^\p{Script=Hiragana}+$/u
const longestWord = 40

/** @param small Words that tell nothing; they are left out. */
export function splitWords(text: string, small: ReadonlySet<string>): Word[] {
  const words: Word[] = []
  const source = ascii(text) ? text : text.normalize('NFKC')
  let sentenceOpen = false
  let end = 0
  for (const match of source.matchAll(wordPattern)) {
    const raw = match[0]
    if (endsSentence(source, end, match.index)) sentenceOpen = false
    end = match.index + raw.length
    const capital = sentenceOpen && isCapital(raw)
    sentenceOpen = true
    if (hasUnspaced.test(raw)) addPairs(words, raw, small)
    else addWord(words, raw, capital, small)
  }
  return words
}

/** Most words are a blank apart. */
function endsSentence(text: string, from: number, to: number): boolean {
  if (to - from === 1 && text.charCodeAt(from) === 0x20) return false
  return /[.!?:"“]\s|\n/.test(text.slice(from, to))
}

function addWord(words: Word[], raw: string, capital: boolean, small: ReadonlySet<string>): void {
  const folded = fold(raw.slice(0, longestWord))
  if (folded.length < 2 || small.has(folded)) return
  const word = stem(folded)
  if (word === folded || (word.length > 1 && !small.has(word))) words.push({ word, capital })
}

function addPairs(words: Word[], raw: string, small: ReadonlySet<string>): void {
  let end = 0
  for (const { 0: run, index } of raw.matchAll(unspaced)) {
    if (index > end) addWord(words, raw.slice(end, index), false, small)
    end = index + run.length
    const letters = [...run]
    for (let at = 0; at + 1 < letters.length; at++) {
      const pair = `${letters[at]}${letters[at + 1]}`
      // Grammar, in Japanese.
      if (!onlyHiragana.test(pair)) words.push({ word: pair, capital: false })
    }
    if (letters.length === 1 && !onlyHiragana.test(run)) words.push({ word: run, capital: false })
  }
  if (end < raw.length) addWord(words, raw.slice(end), false, small)
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

function isCapital(raw: string): boolean {
  const first = raw.charCodeAt(0)
  return first < 128 ? first >= 65 && first <= 90 : /^\p{Lu}/u.test(raw)
}
