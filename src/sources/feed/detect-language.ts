/**
 * The language of an item that does not say. In: its headline and the beginning of its text. Out: an ISO 639-1 code,
 * or null where nobody could be sure. The script decides where only one language is written in it; among those of
 * Latin and Cyrillic letters small words, letters and endings do. No network, no model: some microseconds.
 */
import { smallWords, tellingEnds, tellingLetters } from './language-words.ts'
import { WordTable } from './word-table.ts'

/** So much of a text tells, in UTF-16 units. */
const readLength = 300
/** Each of them has one language that matters for news, or letters that tell. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hangul}/gu, 'ko'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Ethiopic}/gu, 'am'],
]
/** Of letters of all scripts. */
const alphabetic = /[\p{Script=Latin}\p{Script=Cyrillic}]/gu

export function detectLanguage(title: string, text: string): string | null {
  const sample = `${title}\n${text.slice(0, readLength)}`
  // A look is enough for nearly all: what has no letter beyond these is in none of the scripts below.
  return (
    (/[\u0370-\u03FF\u0530-\u1FFF\u3040-\uD7AF]/.test(sample) ? byScript(sample) : null) ?? byWords(sample)
  )
}

function byScript(sample: string): string | null {
  const counts = scripts.map(([script, language]) => ({ language, count: sample.match(script)?.length ?? 0 }))
  const others = sample.match(alphabetic)?.length ?? 0
  const of = (language: string) => counts.find(found => found.language === language)?.count ?? 0
  // Japanese is written with Chinese characters too, which say as much as several letters.
  const kana = of('ja')
  const weighed = counts.map(({ language, count }) => ({
    language,
    count:
      language === 'zh'
        ? kana * 12 > count
          ? 0
          : count * 3
        : language === 'ja' && kana * 12 > of('zh')
          ? count + of('zh') * 3
          : count,
  }))
  const most = weighed.reduce((one, other) => (other.count > one.count ? other : one))
  if (most.count <= others) return null
  return most.language === 'ar' ? ofArabic(sample) : most.language
}

/** Persian and Urdu have letters that Arabic has not. */
function ofArabic(sample: string): string {
  if (/[ٹڈڑےںھ]/.test(sample)) return 'ur'
  return /[پچژگیک]/.test(sample) ? 'fa' : 'ar'
}

/** Of nearly every text the first lines tell; the others are read further. */
function byWords(sample: string): string | null {
  return atAGlance(sample.slice(0, glanceLength)) ?? byAllClues(sample)
}

const glanceLength = 160

function atAGlance(sample: string): string | null {
  const scores = new Float64Array(languages.length)
  const found: (readonly Clue[])[] = []
  eachWord(sample, (text, from, to) => {
    const clue = clues.words.find(text, from, to)
    // Each once: what repeats itself tells no more.
    if (!clue || found.includes(clue)) return
    found.push(clue)
    add(scores, clue)
  })
  return best(scores, { score: 3, lead: 2 })
}

function byAllClues(sample: string): string | null {
  const scores = new Float64Array(languages.length)
  for (const word of new Set(wordsOf(sample))) {
    add(scores, clues.words.find(word, 0, word.length))
    for (let length = 2; length <= 6 && length < word.length - 1; length++)
      add(scores, clues.ends.find(word, word.length - length, word.length))
  }
  for (const letter of new Set(sample.toLowerCase().match(telling)))
    add(scores, clues.letters.find(letter, 0, letter.length))
  return best(scores, { score: 1, lead: 1.25 })
}

function wordsOf(sample: string): string[] {
  const words: string[] = []
  eachWord(sample, (text, from, to) => words.push(text.slice(from, to)))
  return words
}

/** In small letters, and where they stand: most are looked for once, and need not become strings of their own. */
type Look = (text: string, from: number, to: number) => void

function eachWord(sample: string, look: Look): void {
  const plain = sample.includes('’') ? sample.replaceAll('’', "'") : sample
  if (!beyondAscii.test(plain)) {
    eachAsciiWord(plain, look)
    return
  }
  for (const word of plain.match(/[\p{L}\p{M}]+(?:'\p{L}+)?/gu) ?? [])
    if (!isName(word)) {
      const small = word.toLowerCase()
      look(small, 0, small.length)
    }
}

/** But for dashes, quotes and dots. */
const beyondAscii = /[^\0-\x7F\u2010-\u205E]/

/** The same, where all letters are English ones: nearly everywhere, and in a third of the time. */
function eachAsciiWord(sample: string, look: Look): void {
  const small = sample.toLowerCase()
  for (let at = 0; at < small.length; at++) {
    if (!isSmall(small.charCodeAt(at))) continue
    const start = at
    at = endOfLetters(small, at)
    if (small[at] === "'" && isSmall(small.charCodeAt(at + 1))) at = endOfLetters(small, at + 1)
    const length = at - start
    if (
      length === 1 ||
      length > 4 ||
      isSmall(sample.charCodeAt(start + 1)) ||
      !isName(sample.slice(start, at))
    )
      look(small, start, at)
  }
}

function endOfLetters(small: string, from: number): number {
  let at = from
  while (isSmall(small.charCodeAt(at))) at++
  return at
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a
}

/** Short capitals are names in every language: AI, UN, WHO. */
function isName(word: string): boolean {
  return word.length > 1 && word.length <= 4 && !isSmall(word.charCodeAt(1)) && word === word.toUpperCase()
}

/** The language that leads, if it leads by so many times and has scored so much. */
function best(scores: Float64Array, least: { score: number; lead: number }): string | null {
  let first = 0
  let second = 0
  let language = 0
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] ?? 0
    if (score > first) {
      second = first
      first = score
      language = at
    } else if (score > second) second = score
  }
  return first >= least.score && first >= second * least.lead ? (languages[language] ?? null) : null
}

function add(scores: Float64Array, clue: readonly Clue[] | null): void {
  if (clue) for (const { at, weight } of clue) scores[at] = (scores[at] ?? 0) + weight
}

interface Clue {
  /** Of the language, in `languages`. */
  at: number
  weight: number
}

const languages = Object.keys(smallWords)
const clues = {
  words: cluesOf(
    listed(smallWords).map(([language, word]) => [word, language]),
    1,
  ),
  ends: cluesOf(listed(tellingEnds), 0.5),
  letters: cluesOf(listed(tellingLetters), 1.5),
}

const telling = new RegExp(`[${Object.keys(tellingLetters).join('')}]`, 'gu')

/** Each key with each of its words once. */
function listed(table: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(table).flatMap(([key, words]) =>
    [...new Set(words.split(/\s+/))].map((word): [string, string] => [key, word]),
  )
}

/** What many languages share tells little of each. */
function cluesOf(found: [clue: string, language: string][], weight: number): WordTable<readonly Clue[]> {
  const byClue = new Map(
    [...Map.groupBy(found, ([clue]) => clue)].map(([clue, of]) => [
      clue,
      of.map(([, language]) => ({ at: languages.indexOf(language), weight: weight / of.length })),
    ]),
  )
  return new WordTable(byClue)
}
