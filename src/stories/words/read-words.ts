/**
 * Headline and text -> `ItemWords`. Bounded whatever comes: so much of a text is read, and so many terms are kept, the
 * most telling ones of news at large. A long text weighs no more than a few paragraphs, so that it joins by what it is
 * about and not by its length.
 */
import { highest } from '../highest.ts'
import type { Background } from './background.ts'
import {
  createGatheredTerms,
  type GatheredTerms,
  gatherAnew,
  gatherTerm,
  indexOfTerm,
} from './gather-terms.ts'
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
import { splitWords, type Word } from './split-words.ts'
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

export function createWordReader(
  background: Background,
  smallWords: (language: string | null) => ReadonlySet<string>,
): WordReader {
  let gathered = createGatheredTerms()
  return item => {
    const small = smallWords(item.language)
    const title = splitWords(withoutOutlet(item.title.slice(0, readTitle)), small)
    const text = withoutTail(item.text.slice(0, readCharacters))
    const body = splitWords(text, small)
    gathered = gatherAnew(gathered, title.length + body.length)
    for (const { term } of title) gatherTerm(gathered, term, inTitle)
    for (const { term, capital } of body) gatherTerm(gathered, term, capital ? isName : 0)
    const marks = readMarks(`${item.title.slice(0, readTitle)}\n${text}`)
    return pack(weigh(gathered, background), pairsIn(title), marks)
  }
}

function pairsIn(title: readonly Word[]): Uint32Array {
  return sorted(
    title.slice(1).map(({ term }, at) => Math.imul((title[at]?.term ?? 0) ^ (term >>> 7), 0x01000193) ^ term),
  )
}

/** Terms in their order. */
interface Weighed {
  terms: Uint32Array
  weights: Uint32Array
  flags: Uint8Array
}

function weigh(gathered: GatheredTerms, background: Background): Weighed {
  const { count, terms: met, times, flags: metFlags } = gathered
  const all = new Float64Array(count)
  for (let at = 0; at < count; at++) {
    const more = count > headlineWords && (metFlags[at] ?? 0) & inTitle ? titleTimes : 0
    all[at] = Math.log2(1 + (times[at] ?? 0) + more)
  }
  const terms = new Uint32Array(Math.min(count, mostTerms))
  let full = 0
  const keep = (index: number, at: number) => {
    terms[at] = met[index] ?? 0
    full += all[index] ?? 0
  }
  // In this order, for a sum in another one may be rounded to another number.
  if (count <= mostTerms) for (let at = 0; at < count; at++) keep(at, at)
  else mostTelling(gathered, all, background).forEach(keep)
  terms.sort()
  const scale = full > mostMass ? mostMass / full : 1
  const weights = new Uint32Array(terms.length)
  const flags = new Uint8Array(terms.length)
  for (let at = 0; at < terms.length; at++) {
    const index = indexOfTerm(gathered, terms[at] ?? 0)
    weights[at] = Math.max(1, Math.round((all[index] ?? 0) * scale * unit))
    flags[at] = metFlags[index] ?? 0
  }
  return { terms, weights, flags }
}

/** Where those are that tell the most, of equal ones those with the lowest hash. */
function mostTelling(gathered: GatheredTerms, weights: Float64Array, background: Background): Uint32Array {
  const { count, terms, flags } = gathered
  const ranks = new Float64Array(count)
  for (let at = 0; at < count; at++)
    ranks[at] =
      (weights[at] ?? 0) * background.telling(terms[at] ?? 0) + ((flags[at] ?? 0) & inTitle ? 100 : 0)
  return highest(ranks, mostTerms, (one, other) => (terms[one] ?? 0) - (terms[other] ?? 0))
}

function pack({ terms, weights, flags }: Weighed, pairs: Uint32Array, marks: Uint32Array): ItemWords {
  const words = new Uint32Array(header + 2 * terms.length + pairs.length + marks.length)
  let [mass, titles, names, to] = [0, 0, 0, header]
  for (let at = 0; at < terms.length; at++) {
    const [weight = 0, flag = 0] = [weights[at], flags[at]]
    words[to++] = terms[at] ?? 0
    words[to++] = (weight << 8) | flag
    mass += weight
    if (flag & inTitle) titles += 1
    if (flag & isName) names += 1
  }
  words.set([terms.length, pairs.length, marks.length, mass, titles, names])
  words.set(pairs, to)
  words.set(marks, to + pairs.length)
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
