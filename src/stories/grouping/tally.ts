/**
 * What a story's newest items say together: for each term its weight, and in how many items, headlines and names it is.
 * A pure function of those items, whatever the order in which they came. In one packed array, sorted by term:
 * `[term, weight, items << 16 | headlines << 8 | names]` again and again.
 */
import {
  flagsAt,
  type ItemWords,
  inTitle,
  isName,
  marksOf,
  massOf,
  pairsOf,
  termAt,
  termCount,
  weightAt,
} from '../words/item-words.ts'

/** More of a story's items are not looked at; it is known by its newest. Must stay below 256. */
export const mostTallied = 64

export interface Tally {
  /** How many items it is of, at most `mostTallied`. */
  items: number
  /** The sum of all weights. */
  mass: number
  terms: Uint32Array
  /** Sorted sets. */
  pairs: Uint32Array
  marks: Uint32Array
}

export function tallyOf(items: readonly ItemWords[]): Tally {
  let tally = empty
  for (const words of items) tally = withItem(tally, words)
  return tally
}

/** The same, quickly: most stories have one item. */
export function tallyOfOne(words: ItemWords): Tally {
  const count = termCount(words)
  const terms = new Uint32Array(count * 3)
  for (let at = 0; at < count; at++) {
    terms[at * 3] = termAt(words, at)
    terms[at * 3 + 1] = weightAt(words, at)
    terms[at * 3 + 2] = countsOf(flagsAt(words, at))
  }
  return { items: 1, mass: massOf(words), terms, pairs: pairsOf(words), marks: marksOf(words) }
}

/** Of one item: itself, its headline, and whether it is a name there. */
function countsOf(flags: number): number {
  return (1 << 16) | (flags & inTitle ? 1 << 8 : 0) | (flags & isName ? 1 : 0)
}

const empty: Tally = {
  items: 0,
  mass: 0,
  terms: new Uint32Array(),
  pairs: new Uint32Array(),
  marks: new Uint32Array(),
}

export function withItem(tally: Tally, words: ItemWords): Tally {
  return {
    items: tally.items + 1,
    mass: tally.mass + massOf(words),
    terms: mergeTerms(tally.terms, words),
    pairs: union(tally.pairs, pairsOf(words)),
    marks: union(tally.marks, marksOf(words)),
  }
}

function mergeTerms(old: Uint32Array, words: ItemWords): Uint32Array {
  const count = termCount(words)
  const merged = new Uint32Array(old.length + count * 3)
  let to = 0
  let from = 0
  for (let at = 0; at < count; at++) {
    const term = termAt(words, at)
    while (from < old.length && (old[from] ?? 0) < term) {
      merged[to++] = old[from++] ?? 0
      merged[to++] = old[from++] ?? 0
      merged[to++] = old[from++] ?? 0
    }
    let weight = weightAt(words, at)
    let counts = countsOf(flagsAt(words, at))
    if (from < old.length && old[from] === term) {
      weight += old[from + 1] ?? 0
      counts += old[from + 2] ?? 0
      from += 3
    }
    merged[to++] = term
    merged[to++] = weight
    merged[to++] = counts
  }
  merged.set(old.subarray(from), to)
  return merged.slice(0, to + old.length - from)
}

function union(one: Uint32Array, other: Uint32Array): Uint32Array {
  if (other.length === 0) return one
  if (one.length === 0) return other.slice()
  const both = new Uint32Array(one.length + other.length)
  let [first, second, to] = [0, 0, 0]
  while (first < one.length && second < other.length) {
    const [left = 0, right = 0] = [one[first], other[second]]
    both[to++] = Math.min(left, right)
    if (left <= right) first++
    if (right <= left) second++
  }
  while (first < one.length) both[to++] = one[first++] ?? 0
  while (second < other.length) both[to++] = other[second++] ?? 0
  return both.slice(0, to)
}

/** How many of the sorted `wanted` are in the sorted `set`. */
export function countShared(wanted: Uint32Array, set: Uint32Array): number {
  let [shared, at] = [0, 0]
  for (const value of wanted) {
    while (at < set.length && (set[at] ?? 0) < value) at++
    if (at < set.length && set[at] === value) shared++
  }
  return shared
}
