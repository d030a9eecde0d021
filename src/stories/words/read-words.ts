/**
 * Headline and text -> `ItemWords`. Bounded whatever comes: so much of a text is read, and so many terms are kept, the
 * most telling ones of news at large. A long text weighs no more than a few paragraphs, so that it joins by what it is
 * about and not by its length.
 */
import type { Background } from './background.ts'
import { highest } from './highest.ts'
import {
  dayMark,
  decimalMark,
  header,
  type ItemWords,
  inTitle,
  isName,
  type MarkKind,
  numberMark,
  yearMark,
} from './item-words.ts'
import { createForms, splitWords, type Word } from './split-words.ts'
import { termOf } from './term.ts'

const readCharacters = 1_500
const readTitle = 400
const mostTerms = 96
const mostMarks = 24
/** More different words than a headline has; above a text, each of the headline's counts as if it were said so often more. */
const headlineWords = 24
const titleTimes = 2
/** In units of a word that is said once. */
const mostMass = 60
const unit = 64

export type WordReader = (item: { title: string; text: string; language: string | null }) => ItemWords

/** Each term once, in the order in which they were met: how often, and what as. */
interface Gathered {
  terms: number[]
  times: number[]
  flags: number[]
}

/** Some of the gathered ones, with their weights. */
interface Weighed {
  places: Int32Array
  weights: Float64Array
}

export function createWordReader(
  background: Background,
  smallWords: (language: string | null) => ReadonlySet<string>,
): WordReader {
  const forms = createForms()
  return item => {
    const small = smallWords(item.language)
    const title = splitWords(withoutOutlet(item.title.slice(0, readTitle)), small, forms)
    const text = withoutTail(item.text.slice(0, readCharacters))
    const gathered = gather(title, splitWords(text, small, forms))
    const pairs = sorted(
      title
        .slice(1)
        .map(({ term }, at) => Math.imul((title[at]?.term ?? 0) ^ (term >>> 7), 0x01000193) ^ term),
    )
    const marks = readMarks(`${item.title.slice(0, readTitle)}\n${text}`)
    return pack(gathered, keepTelling(gathered, background), pairs, marks)
  }
}

function gather(title: readonly Word[], body: readonly Word[]): Gathered {
  const placeOf = new Map<number, number>()
  const gathered: Gathered = { terms: [], times: [], flags: [] }
  const { terms, times, flags } = gathered
  const take = (term: number, flag: number) => {
    // A term has 32 bits; as a signed number it is a key that needs no object of its own.
    const place = placeOf.get(term | 0)
    if (place === undefined) {
      placeOf.set(term | 0, terms.length)
      terms.push(term)
      times.push(1)
      flags.push(flag)
      return
    }
    times[place] = (times[place] ?? 0) + 1
    flags[place] = (flags[place] ?? 0) | flag
  }
  for (const { term } of title) take(term, inTitle)
  for (const { term, capital } of body) take(term, capital ? isName : 0)
  return gathered
}

function keepTelling({ terms, times, flags }: Gathered, background: Background): Weighed {
  const isText = terms.length > headlineWords
  const weights = Float64Array.from(terms, (_, at) => {
    const isHeadline = ((flags[at] ?? 0) & inTitle) !== 0
    return Math.log2(1 + (times[at] ?? 0) + (isText && isHeadline ? titleTimes : 0))
  })
  if (terms.length <= mostTerms) return { places: Int32Array.from(terms.keys()), weights }
  const ranks = weights.map(
    (weight, at) => weight * background.telling(terms[at] ?? 0) + ((flags[at] ?? 0) & inTitle ? 100 : 0),
  )
  return { places: highest(ranks, terms, mostTerms), weights }
}

/** Above every place among what is kept. */
const placeBound = 128

function pack(
  { terms, flags }: Gathered,
  { places, weights }: Weighed,
  pairs: Uint32Array,
  marks: Uint32Array,
): ItemWords {
  let full = 0
  for (const place of places) full += weights[place] ?? 0
  const scale = full > mostMass ? mostMass / full : 1
  // A term and where it is in one number, which sorts without a function to compare by.
  const order = Float64Array.from(places, (place, at) => (terms[place] ?? 0) * placeBound + at).sort()
  const words = new Uint32Array(header + 2 * places.length + pairs.length + marks.length)
  words.set([places.length, pairs.length, marks.length])
  for (let at = 0; at < order.length; at++) {
    const place = places[(order[at] ?? 0) % placeBound] ?? 0
    const flag = flags[place] ?? 0
    const weight = Math.max(1, Math.round((weights[place] ?? 0) * scale * unit))
    words[header + 2 * at] = terms[place] ?? 0
    words[header + 2 * at + 1] = (weight << 8) | flag
    words[3] = (words[3] ?? 0) + weight
    if (flag & inTitle) words[4] = (words[4] ?? 0) + 1
    if (flag & isName) words[5] = (words[5] ?? 0) + 1
  }
  words.set(pairs, header + 2 * places.length)
  words.set(marks, header + 2 * places.length + pairs.length)
  return words
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const monthFirst = new RegExp(`\\b(${months})[a-z]{0,6}\\.? ?(\\d{1,2})(?!\\d)`, 'gi')
const dayFirst = new RegExp(`\\b(\\d{1,2}) (${months})[a-z]{0,6}\\b`, 'gi')
const cjkDay = /(\d{1,2})月(\d{1,2})日/g
const year = /(?<!\d)(?:19|20)\d\d(?!\d)/g
const number = /(?<![\d.,])\d+(?:[.,]\d+)*/g

/** Of Arabic, Persian and Devanagari, and of full width. */
const otherDigit = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g
/** Elsewhere the wide one ends a sentence. */
const otherPoint = /(?<=\d)[．٫](?=\d)/g

function withPlainDigits(text: string): string {
  return text
    .replace(otherDigit, digit => {
      const low = digit.charCodeAt(0) & 15
      // The zero of Devanagari is U+0966, those of the others end in 0.
      return String(digit >= '\u0966' && digit <= '\u096f' ? low - 6 : low)
    })
    .replace(otherPoint, '.')
}

/** Years are known apart from other numbers: they tell when, not how many. */
function readMarks(source: string): Uint32Array {
  const text = withPlainDigits(source)
  const marks = new Set<number>()
  const add = (word: string, kind: MarkKind) => {
    if (marks.size < mostMarks) marks.add(((termOf(word) & ~3) | kind) >>> 0)
  }
  const month = (name = '') => months.split('|').indexOf(name.slice(0, 3).toLowerCase()) + 1
  for (const [, name, day] of text.matchAll(monthFirst)) add(`${month(name)}-${Number(day)}`, dayMark)
  for (const [, day, name] of text.matchAll(dayFirst)) add(`${month(name)}-${Number(day)}`, dayMark)
  for (const [, name, day] of text.matchAll(cjkDay)) add(`${Number(name)}-${Number(day)}`, dayMark)
  for (const [found] of text.matchAll(year)) add(found, yearMark)
  for (const [found] of text.matchAll(number))
    if (!/^(?:19|20)\d\d$/.test(found))
      add(found.replaceAll(',', ''), /[.,]\d\d?$/.test(found) ? decimalMark : numberMark)
  return sorted(marks)
}

function sorted(values: Iterable<number>): Uint32Array {
  return Uint32Array.from(new Set(values)).sort()
}

/** Paragraphs of prose are longer. */
const shortParagraph = 100

/** What a site puts below each of its articles: short lines after the last paragraph of prose. */
function withoutTail(text: string): string {
  const paragraphs = text.split(/\n{2,}/)
  const last = paragraphs.findLastIndex(paragraph => paragraph.length >= shortParagraph)
  return last < 0 ? text : paragraphs.slice(0, last + 1).join('\n\n')
}

/**
 * "… - Reuters", "… | BBC News": an outlet's name behind the last dash or bar, of a few words. Each word in one way only:
 * a headline that nearly matches must not be tried in millions of ways.
 */
const outlet = /^(.{20,}\S)\s+[-–—|]\s+(?:[^\s\-–—|]+\s){0,3}[^\s\-–—|]+$/su

function withoutOutlet(title: string): string {
  return outlet.exec(title.trim())?.[1] ?? title
}
