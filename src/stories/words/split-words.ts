/**
 * Text -> folded words in their order, in every script: case, accents and width make no difference. Scripts without
 * spaces give overlapping pairs of letters, which need no dictionary and so never differ from one machine to another.
 */
import { createLatinForms, eachLatinWord, isLatin, type LatinForms, type WordForm } from './latin-words.ts'
import { stem } from './stem.ts'
import { termOf } from './term.ts'

export interface Word {
  /** Folded and stemmed. */
  word: string
  term: number
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

/**
 * @param small Words that tell nothing; they are left out.
 * @param forms What was met before; makes no difference but in time.
 */
export function splitWords(
  text: string,
  small: ReadonlySet<string>,
  forms: LatinForms = (source, from, to) => formOf(source.slice(from, to)),
): Word[] {
  const words: Word[] = []
  const source = ascii(text) ? text : text.normalize('NFKC')
  let sentenceOpen = false
  let end = 0
  const isCapital = (from: number, to: number) => {
    if (endsSentence(source, end, from)) sentenceOpen = false
    end = to
    const capital = sentenceOpen && isCapitalAt(source, from)
    sentenceOpen = true
    return capital
  }
  if (isLatin(source)) {
    eachLatinWord(source, (from, to) => {
      const capital = isCapital(from, to)
      addWord(words, forms(source, from, to), capital, small)
    })
    return words
  }
  for (const { 0: raw, index } of source.matchAll(wordPattern)) {
    const capital = isCapital(index, index + raw.length)
    if (hasUnspaced.test(raw)) addPairs(words, raw, small)
    else addWord(words, formOf(raw), capital, small)
  }
  return words
}

/** For one reader of many texts. */
export function createForms(): LatinForms {
  return createLatinForms(formOf)
}

/** Most words are a blank apart. */
function endsSentence(text: string, from: number, to: number): boolean {
  if (to - from === 1 && text.charCodeAt(from) === 0x20) return false
  return /[.!?:"“]\s|\n/.test(text.slice(from, to))
}

function formOf(raw: string): WordForm {
  const folded = fold(raw.slice(0, longestWord))
  const word = stem(folded)
  return { folded, word, term: termOf(word), asked: null, isSmall: false }
}

function addWord(words: Word[], form: WordForm, capital: boolean, small: ReadonlySet<string>): void {
  if (form.asked !== small) {
    form.isSmall = tellsNothing(form, small)
    form.asked = small
  }
  if (!form.isSmall) words.push({ word: form.word, term: form.term, capital })
}

function tellsNothing({ folded, word }: WordForm, small: ReadonlySet<string>): boolean {
  if (folded.length < 2 || small.has(folded)) return true
  return word !== folded && (word.length < 2 || small.has(word))
}

function addPairs(words: Word[], raw: string, small: ReadonlySet<string>): void {
  let end = 0
  for (const { 0: run, index } of raw.matchAll(unspaced)) {
    if (index > end) addWord(words, formOf(raw.slice(end, index)), false, small)
    end = index + run.length
    const letters = [...run]
    for (let at = 0; at + 1 < letters.length; at++) {
      const pair = `${letters[at]}${letters[at + 1]}`
      // Grammar, in Japanese.
      if (!onlyHiragana.test(pair)) words.push({ word: pair, term: termOf(pair), capital: false })
    }
    if (letters.length === 1 && !onlyHiragana.test(run))
      words.push({ word: run, term: termOf(run), capital: false })
  }
  if (end < raw.length) addWord(words, formOf(raw.slice(end)), false, small)
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

function isCapitalAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at)
  return first < 128 ? first >= 65 && first <= 90 : /^\p{Lu}/u.test(text.slice(at, at + 2))
}
