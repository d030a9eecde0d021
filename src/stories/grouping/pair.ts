/**
 * What two items are to each other, whatever stories they are in: numbers that are the same whichever of them comes first.
 * Their order is the model's.
 */
import {
  dayMark,
  flagsAt,
  type ItemWords,
  inTitle,
  isName,
  markKind,
  marksOf,
  massOf,
  pairsOf,
  termAt,
  termCount,
  weightAt,
  yearMark,
} from '../words/item-words.ts'
import { sharesOf } from './candidates.ts'
import { lookAt } from './compare.ts'
import type { Features } from './model.ts'
import type { Lengths } from './profile.ts'
import { countShared } from './tally.ts'
import type { TermCounts } from './term-counts.ts'

export const pairFeatureNames = [
  'cosine',
  'headline cosine',
  'headline in the other, more',
  'headline in the other, less',
  'names in the other, more',
  'names in the other, less',
  'words of the shorter (ln)',
  'words of the longer (ln)',
  'headline pairs',
  'told by what both say',
  'most telling of what both say',
  'likelihood ratio, more',
  'likelihood ratio, less',
  'numbers shared',
  'numbers of one',
  'days',
  'years',
] as const

/** An item beside which others are looked at. */
export interface Beside {
  words: ItemWords
  lengths: Lengths
  /** What each of its terms tells, and each one's share of all words today, in their order. */
  tellings: Float64Array
  shares: Float64Array
  pairs: Uint32Array
  marks: Uint32Array
}

/** To be looked at beside many. */
export function besideOf(words: ItemWords, counts: TermCounts): Beside {
  return {
    ...lookAt(words, counts.telling),
    shares: sharesOf(words, counts),
    pairs: pairsOf(words),
    marks: marksOf(words),
  }
}

const unit = 64
/** As in `likelihood.ts`. */
const own = 0.5
const smoothing = 30 * 64
/** With less in common two items are no pair. */
const leastCosine = 0.04
const leastOfTitle = 0.2

/** Null: they have next to nothing in common. */
export function pairFeatures(one: Beside, other: Beside): Features | null {
  return lookBeside(one)(other)
}

/** The same of one with each of many, of which most have nothing in common with it. Good until the next one is looked beside. */
export function lookBeside(one: Beside): (other: Beside) => Features | null {
  indexTerms(one.words)
  return other => {
    const count = match(one.words, other.words)
    const { dot, titleIn, otherTitleIn } = sharedAtAll(one, other.words, count)
    const cosine = dot / (one.lengths.all * other.lengths.all || 1)
    const title = share(titleIn, one.lengths.titleTelling)
    const otherTitle = share(otherTitleIn, other.lengths.titleTelling)
    if (cosine < leastCosine && Math.max(title, otherTitle) < leastOfTitle) return null
    return featuresOf(one, other, { ...sharedBy(one, other.words, count), cosine, title, otherTitle })
  }
}

type Shared = ReturnType<typeof sharedBy> & Record<'cosine' | 'title' | 'otherTitle', number>

function featuresOf(one: Beside, other: Beside, shared: Shared): Features {
  const { lengths } = one
  const { title, otherTitle } = shared
  const [mass, otherMass] = [massOf(one.words), massOf(other.words)]
  const [size, otherSize] = [Math.log(mass / unit + 1), Math.log(otherMass / unit + 1)]
  const names = share(shared.namesIn, lengths.names)
  const otherNames = share(shared.otherNamesIn, other.lengths.names)
  const likely = (shared.ratio + (mass - shared.said) * surprise(0, otherMass, 1)) / (mass + 1)
  const otherLikely =
    (shared.otherRatio + (otherMass - shared.otherSaid) * surprise(0, mass, 1)) / (otherMass + 1)
  const marks = compareMarks(one.marks, other.marks)
  return [
    shared.cosine,
    shared.titleDot / (lengths.title * other.lengths.title || 1),
    Math.max(title, otherTitle),
    Math.min(title, otherTitle),
    Math.max(names, otherNames),
    Math.min(names, otherNames),
    Math.min(size, otherSize),
    Math.max(size, otherSize),
    Math.min(countShared(one.pairs, other.pairs), 4),
    shared.told,
    shared.most,
    Math.max(likely, otherLikely),
    Math.min(likely, otherLikely),
    marks.shared,
    marks.numbers,
    marks.days,
    marks.years,
  ]
}

const tablePlaces = 1 << 10
/** Where the one's terms are, by their lowest bits: a term's place in its words, plus one; 0 is free. */
const table = new Uint8Array(tablePlaces)
/** Of terms that both have, their places in the words of either, in the order of the terms. */
const ofOne = new Uint8Array(256)
const ofOther = new Uint8Array(256)

function indexTerms(words: ItemWords): void {
  table.fill(0)
  for (let at = 0; at < termCount(words); at++) {
    let place = termAt(words, at) & (tablePlaces - 1)
    while (table[place] !== 0) place = (place + 1) & (tablePlaces - 1)
    table[place] = at + 1
  }
}

/** Returns how many there are. */
function match(words: ItemWords, other: ItemWords): number {
  let count = 0
  for (let at = 0; at < termCount(other); at++) {
    const term = termAt(other, at)
    let place = term & (tablePlaces - 1)
    let found = table[place] ?? 0
    while (found !== 0 && termAt(words, found - 1) !== term) {
      place = (place + 1) & (tablePlaces - 1)
      found = table[place] ?? 0
    }
    if (found === 0) continue
    ofOne[count] = found - 1
    ofOther[count++] = at
  }
  return count
}

/** What most pairs are told apart by. */
function sharedAtAll({ words, tellings }: Beside, other: ItemWords, count: number) {
  let [dot, titleIn, otherTitleIn] = [0, 0, 0]
  for (let shared = 0; shared < count; shared++) {
    const [index, at] = [ofOne[shared] ?? 0, ofOther[shared] ?? 0]
    const tells = tellings[index] ?? 0
    dot += weightAt(words, index) * tells * weightAt(other, at) * tells
    if (flagsAt(words, index) & inTitle) titleIn += tells
    if (flagsAt(other, at) & inTitle) otherTitleIn += tells
  }
  return { dot, titleIn, otherTitleIn }
}

function sharedBy({ words, tellings, shares }: Beside, other: ItemWords, count: number) {
  const [mass, otherMass] = [massOf(words), massOf(other)]
  let [titleDot, namesIn, otherNamesIn, told, most] = [0, 0, 0, 0, 0]
  let [ratio, otherRatio, said, otherSaid] = [0, 0, 0, 0]
  for (let shared = 0; shared < count; shared++) {
    const [index, at] = [ofOne[shared] ?? 0, ofOther[shared] ?? 0]
    const tells = tellings[index] ?? 0
    const [flags, otherFlags] = [flagsAt(words, index), flagsAt(other, at)]
    const [weight, otherWeight] = [weightAt(words, index), weightAt(other, at)]
    told += tells
    if (tells > most) most = tells
    if (flags & otherFlags & inTitle) titleDot += tells * tells
    if (flags & isName && otherFlags) namesIn += tells
    if (otherFlags & isName && flags) otherNamesIn += tells
    ratio += weight * surprise(otherWeight, otherMass, shares[index] ?? 1)
    otherRatio += otherWeight * surprise(weight, mass, shares[index] ?? 1)
    said += weight
    otherSaid += otherWeight
  }
  return { titleDot, namesIn, otherNamesIn, told, most, ratio, otherRatio, said, otherSaid }
}

/** For a story of one. */
function surprise(weight: number, mass: number, share: number): number {
  if (weight === 0) return Math.log(1 - own + (own * smoothing) / (mass + smoothing))
  return Math.log(1 - own + (own * (weight + smoothing * share)) / ((mass + smoothing) * share))
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : -1
}

function compareMarks(its: Uint32Array, others: Uint32Array) {
  const counts = [0, 0, 0, 0]
  const otherCounts = [0, 0, 0, 0]
  const both = [0, 0, 0, 0]
  for (const mark of its) counts[markKind(mark)] = (counts[markKind(mark)] ?? 0) + 1
  for (const mark of others) otherCounts[markKind(mark)] = (otherCounts[markKind(mark)] ?? 0) + 1
  let at = 0
  for (const mark of its) {
    while (at < others.length && (others[at] ?? 0) < mark) at++
    if (at < others.length && others[at] === mark) both[markKind(mark)] = (both[markKind(mark)] ?? 0) + 1
  }
  const agree = (kind: number) => {
    const least = Math.min(counts[kind] ?? 0, otherCounts[kind] ?? 0)
    return least === 0 ? -1 : (both[kind] ?? 0) / least
  }
  const [n, m] = [(counts[0] ?? 0) + (counts[3] ?? 0), (otherCounts[0] ?? 0) + (otherCounts[3] ?? 0)]
  const shared = (both[0] ?? 0) + (both[3] ?? 0)
  const least = Math.min(n, m)
  return {
    shared: Math.min(shared, 5),
    numbers: least === 0 ? -1 : shared / least,
    days: agree(dayMark),
    years: agree(yearMark),
  }
}
