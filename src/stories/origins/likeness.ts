/**
 * How much of one text is in another, in per cent, by their sketches: of a copy, a cut, one with a paragraph of its own in
 * front, much; of two reports of one event, little. Told by several samples, the best of which counts: the first words of
 * either, that a cut keeps, and what both have of the whole. Titles are compared apart.
 */
import { readCodes } from './codes.ts'
import { levelOf, type Sketch } from './sketch.ts'

/** Fewer shingles than these tell nothing. */
const fewestInHead = 8
const fewestInSample = 12
const fewestTitleWords = 6
const levels = 25

/** A sketch that is compared with many: opened once for an item that comes. The others stay as they are kept. */
export interface OpenSketch {
  head: ReadonlySet<number>
  all: ReadonlySet<number>
  level: number
  title: ReadonlySet<number>
  /** How many codes a sample of each level has. */
  headCounts: readonly number[]
  allCounts: readonly number[]
}

export function openSketch(sketch: Sketch): OpenSketch {
  const head = new Set(readCodes(sketch.head))
  const all = new Set([...head, ...readCodes(sketch.rest)])
  const title = new Set(readCodes(sketch.title))
  return { head, all, level: sketch.level, title, headCounts: countsOf(head), allCounts: countsOf(all) }
}

/** From 0 to 100. */
export function textLikeness(open: OpenSketch, kept: Sketch): number {
  const level = Math.max(open.level, kept.level)
  const seen: Counts = { head: [0, 0], headShared: [0, 0], inHead: [0, 0], all: 0, allShared: 0 }
  count(seen, open, readCodes(kept.head), level, true)
  count(seen, open, readCodes(kept.rest), level, false)
  const sample = Math.min(seen.all, open.allCounts[level] ?? 0)
  return Math.max(
    perCent(seen.headShared[0], seen.head[0], fewestInHead),
    perCent(seen.headShared[1], seen.head[1], fewestInHead),
    perCent(seen.inHead[0], open.headCounts[0] ?? 0, fewestInHead),
    perCent(seen.inHead[1], open.headCounts[1] ?? 0, fewestInHead),
    perCent(seen.allShared, sample, fewestInSample),
  )
}

/** From 0 to 100: words in both of words in either; 0 for headlines too short to tell. */
export function titleLikeness(open: OpenSketch, kept: Sketch): number {
  const title = readCodes(kept.title)
  if (open.title.size < fewestTitleWords || title.length < fewestTitleWords) return 0
  let shared = 0
  for (const code of title) if (open.title.has(code)) shared++
  return perCent(shared, open.title.size + title.length - shared, 1)
}

/** Of every code (0) and of every second one (1): the kept head's, of those in the open text, and those in its head. */
interface Counts {
  head: [number, number]
  headShared: [number, number]
  inHead: [number, number]
  all: number
  allShared: number
}

function count(seen: Counts, open: OpenSketch, codes: Uint32Array, level: number, isHead: boolean): void {
  for (const code of codes) {
    const own = levelOf(code)
    const shared = open.all.has(code) ? 1 : 0
    if (isHead) add(seen.head, own, 1)
    if (isHead) add(seen.headShared, own, shared)
    if (shared && open.head.has(code)) add(seen.inHead, own, 1)
    if (own < level) continue
    seen.all++
    seen.allShared += shared
  }
}

function add(pair: [number, number], level: number, by: number): void {
  pair[0] += by
  if (level >= 1) pair[1] += by
}

function perCent(part: number, whole: number, fewest: number): number {
  return whole < fewest ? 0 : Math.floor((100 * Math.min(part, whole)) / whole)
}

function countsOf(codes: ReadonlySet<number>): number[] {
  const counts = new Array<number>(levels).fill(0)
  for (const code of codes) {
    const own = levelOf(code)
    for (let level = 0; level <= own; level++) counts[level] = (counts[level] ?? 0) + 1
  }
  return counts
}
