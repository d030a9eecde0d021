/**
 * Headline and text -> `ItemWords`. Bounded whatever comes: so much of a text is read, and so many terms are kept, the
 * most telling ones of news at large. A long text weighs no more than a few paragraphs, so that it joins by what it is
 * about and not by its length.
 */
import type { Background } from './background.ts'
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
import { splitWords } from './split-words.ts'
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

interface Gathered {
  times: number
  flags: number
}

interface Weighed {
  term: number
  weight: number
  flags: number
  /** Of too many the first are kept. */
  rank: number
}

export function createWordReader(
  background: Background,
  smallWords: (language: string | null) => ReadonlySet<string>,
): WordReader {
  return item => {
    const small = smallWords(item.language)
    const title = splitWords(withoutOutlet(item.title.slice(0, readTitle)), small)
    const text = withoutTail(item.text.slice(0, readCharacters))
    const body = splitWords(text, small)
    const gathered = new Map<number, Gathered>()
    const titleTerms = title.map(({ word }) => gather(gathered, word, inTitle))
    for (const { word, capital } of body) gather(gathered, word, capital ? isName : 0)
    const pairs = sorted(
      titleTerms
        .slice(1)
        .map((term, at) => Math.imul((titleTerms[at] ?? 0) ^ (term >>> 7), 0x01000193) ^ term),
    )
    const marks = readMarks(`${item.title.slice(0, readTitle)}\n${text}`)
    return pack(weigh(keepTelling(gathered, background)), pairs, marks)
  }
}

function gather(gathered: Map<number, Gathered>, word: string, flag: number): number {
  const term = termOf(word)
  const known = gathered.get(term)
  if (known) {
    known.times += 1
    known.flags |= flag
  } else gathered.set(term, { times: 1, flags: flag })
  return term
}

function keepTelling(gathered: ReadonlyMap<number, Gathered>, background: Background): Weighed[] {
  const isText = gathered.size > headlineWords
  const isMore = gathered.size > mostTerms
  const all: Weighed[] = []
  for (const [term, { times, flags }] of gathered) {
    const weight = Math.log2(1 + times + (isText && flags & inTitle ? titleTimes : 0))
    const rank = isMore ? weight * background.telling(term) + (flags & inTitle ? 100 : 0) : 0
    all.push({ term, weight, flags, rank })
  }
  if (!isMore) return all
  return all.sort((one, other) => other.rank - one.rank || one.term - other.term).slice(0, mostTerms)
}

/** Makes their weights whole numbers. */
function weigh(terms: Weighed[]): Weighed[] {
  let full = 0
  for (const { weight } of terms) full += weight
  const scale = full > mostMass ? mostMass / full : 1
  for (const term of terms) term.weight = Math.max(1, Math.round(term.weight * scale * unit))
  return terms
}

function pack(terms: Weighed[], pairs: Uint32Array, marks: Uint32Array): ItemWords {
  terms.sort((one, other) => one.term - other.term)
  const words = new Uint32Array(header + 2 * terms.length + pairs.length + marks.length)
  let [mass, titles, names, at] = [0, 0, 0, header]
  for (const { term, weight, flags } of terms) {
    words[at++] = term
    words[at++] = (weight << 8) | flags
    mass += weight
    if (flags & inTitle) titles += 1
    if (flags & isName) names += 1
  }
  words.set([terms.length, pairs.length, marks.length, mass, titles, names])
  words.set(pairs, at)
  words.set(marks, at + pairs.length)
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
