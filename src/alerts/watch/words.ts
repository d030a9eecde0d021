/**
 * A text as watch expressions see it: its words in their order, folded and brought to one form. In scripts without spaces
 * a letter is a word, so that a word there is found as a row of letters, wherever it stands. Reader's words come the same
 * way, so that both sides always agree. Pure; the place of a word is its index.
 */
import type { Term } from './expression.ts'
import { fold, isAscii } from './fold.ts'
import { nameKey } from './name-key.ts'
import { wordForm } from './word-form.ts'

export interface Words {
  /** The empty term stands for no word: between paragraphs, so many that nothing spans them. */
  terms: readonly Term[]
  /** For each place the key of the word as a name, see `nameKey`. Made when first asked for: few expressions do. */
  readonly names: readonly Term[]
}

/** The widest NEAR; a break between paragraphs is as long. */
export const widestNear = 30

const wordPattern = /[\p{L}\p{N}\p{M}]+(?:(?:['’.]|(?<=\p{Nd}),(?=\p{Nd}))[\p{L}\p{N}\p{M}]+)*/gu
/** With the marks that belong to it. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu
const hasUnspaced =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\u{16fe0}-\u{16fff}\u{1b000}-\u{1b16f}\u{20000}-\u{323af}]/u
/** Soft hyphens and other marks that nobody sees, in the middle of words. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const longestWord = 40

/** In capitals they are another word than otherwise. */
const capitalised = new Set(['us', 'who', 'it', 'is', 'un', 'ice', 'aids'])

/** @param paragraphs Headline, summary's paragraphs …: no phrase goes from one into the next. */
export function wordsOf(paragraphs: readonly string[]): Words {
  const terms: Term[] = []
  const folded: string[] = []
  for (const paragraph of paragraphs) {
    if (terms.length > 0)
      for (let blank = 0; blank < widestNear; blank++) {
        terms.push('')
        folded.push('')
      }
    eachWord(paragraph, (term, word) => {
      terms.push(term)
      folded.push(word)
    })
  }
  let names: Term[] | undefined
  return {
    terms,
    get names() {
      names ??= folded.map(nameKey)
      return names
    },
  }
}

/** Paragraphs are apart by empty lines, as in an alert's summary. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter(paragraph => paragraph.trim() !== '')
}

/**
 * What a reader typed as one word or one phrase. Alone, `us` is the country: nobody watches for the pronoun; in a
 * phrase it is what it is in a text.
 */
export function termsOf(typed: string): Term[] {
  const terms: Term[] = []
  eachWord(typed, term => terms.push(term))
  const [only = ''] = terms
  return terms.length === 1 && capitalised.has(only) ? [only.toUpperCase()] : terms
}

export function namesOf(typed: string): Term[] {
  const names: Term[] = []
  eachWord(typed, (_, folded) => names.push(nameKey(folded)))
  return names
}

function eachWord(text: string, tell: (term: Term, folded: string) => void): void {
  const source = isAscii(text) ? text : text.replace(unseen, '').normalize('NFKC')
  for (const [raw] of source.matchAll(wordPattern)) {
    if (hasUnspaced.test(raw)) eachLetter(raw, tell)
    else tellWord(raw, tell)
  }
}

function eachLetter(raw: string, tell: (term: Term, folded: string) => void): void {
  let end = 0
  for (const { 0: letter, index } of raw.matchAll(unspaced)) {
    if (index > end) tellWord(raw.slice(end, index), tell)
    end = index + letter.length
    const term = letter.length > 8 ? [...letter].slice(0, 4).join('') : letter
    tell(term, term)
  }
  if (end < raw.length) tellWord(raw.slice(end), tell)
}

function tellWord(raw: string, tell: (term: Term, folded: string) => void): void {
  const whole = fold(raw)
  const folded = whole.length > longestWord ? cut(whole) : whole
  if (folded === '') return
  const upper = folded.length < 5 && capitalised.has(folded) && !/\p{Ll}/u.test(raw)
  tell(upper ? folded.toUpperCase() : wordForm(folded), folded)
}

/** Never between the halves of a letter; what is left may end in what folding takes off. */
function cut(word: string): string {
  return fold(word.slice(0, longestWord).replace(/[\ud800-\udbff]$/, ''))
}
