/**
 * How much of one text is in another, in per cent, by their sketches: of a copy, a cut, one with a paragraph of its own in
 * front, much; of two reports of one event, little. Told by several samples, the best of which counts: the first words of
 * either, which a cut keeps, and what both have of the whole. Titles are compared apart.
 */
import { readCodes } from './codes.ts'
import { levelOf, type Sketch } from './sketch.ts'

/** Fewer shingles than these tell nothing. */
const fewestFirst = 8
const fewestInSample = 14
const fewestTitleWords = 6
/** Nothing that is worth a share comes of fewer: most pairs end here. */
const fewestShared = 2

/** A sketch as it is compared. */
export interface OpenSketch {
  /** Ascending; each shingle doubled, and one more where it is of the first. */
  codes: Uint32Array
  level: number
  title: Uint32Array
}

export function openSketch({ codes, level, title }: Sketch): OpenSketch {
  return { codes: readCodes(codes), level, title: readCodes(title) }
}

/** What is counted of either: of its first shingles, of every second of those, and of the sample that both have. */
interface Counts {
  first: number
  second: number
  sample: number
}

/** From 0 to 100; the same whichever is named first. */
export function textLikeness(one: OpenSketch, other: OpenSketch): number {
  const level = Math.max(one.level, other.level)
  const shared = { ofOne: none(), ofOther: none() }
  let at = 0
  for (const code of one.codes) {
    const bare = code >>> 1
    while (at < other.codes.length && (other.codes[at] as number) >>> 1 < bare) at++
    const there = other.codes[at] ?? -1
    if (there >>> 1 !== bare || there < 0) continue
    add(shared.ofOne, code, level)
    add(shared.ofOther, there, level)
  }
  if (shared.ofOne.sample + shared.ofOne.first + shared.ofOther.first < fewestShared) return 0
  return Math.max(
    shareOf(shared.ofOne, countsOf(one.codes, level)),
    shareOf(shared.ofOther, countsOf(other.codes, level)),
  )
}

/** From 0 to 100: words in both of words in either; 0 for headlines too short to tell. */
export function titleLikeness(one: OpenSketch, other: OpenSketch): number {
  if (one.title.length < fewestTitleWords || other.title.length < fewestTitleWords) return 0
  const shared = countShared(one.title, other.title)
  return perCent(shared, one.title.length + other.title.length - shared, 1)
}

/** Both ascending. */
function countShared(one: Uint32Array, other: Uint32Array): number {
  let [shared, at] = [0, 0]
  for (const code of one) {
    while (at < other.length && (other[at] as number) < code) at++
    if (other[at] === code) shared++
  }
  return shared
}

function shareOf(shared: Counts, all: Counts): number {
  return Math.max(
    perCent(shared.first, all.first, fewestFirst),
    perCent(shared.second, all.second, fewestInSample),
    perCent(shared.sample, all.sample, fewestInSample),
  )
}

function countsOf(codes: Uint32Array, level: number): Counts {
  const counts = none()
  for (const code of codes) add(counts, code, level)
  return counts
}

function add(counts: Counts, code: number, level: number): void {
  const own = levelOf(code >>> 1)
  if (code & 1) counts.first++
  if (code & 1 && own >= 1) counts.second++
  if (own >= level) counts.sample++
}

function none(): Counts {
  return { first: 0, second: 0, sample: 0 }
}

function perCent(part: number, whole: number, fewest: number): number {
  return whole < fewest ? 0 : Math.floor((100 * part) / whole)
}
