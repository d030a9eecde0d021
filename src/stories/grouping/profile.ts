/** What follows from a tally alone, and is kept with it: lengths of its vectors, and what most of its items share. */
import { flagsAt, type ItemWords, inTitle, isName, termAt, termCount, weightAt } from '../words/item-words.ts'
import type { Tally } from './tally.ts'

export interface Profile {
  /** Length of the mean item's vector, and of the mean headline's, each term by what it tells. */
  length: number
  titleLength: number
  /** What at least half of the items say, `coreFields` numbers each: term, what it tells, share of the items, 1 where half name it so. */
  core: Float64Array
  coreTelling: number
  nameTelling: number
}

export const coreFields = 4

export function profileOf(tally: Tally, telling: (term: number) => number): Profile {
  const { items, terms } = tally
  const core: number[] = []
  let [squares, titleSquares, coreTelling, nameTelling] = [0, 0, 0, 0]
  for (let at = 0; at < terms.length; at += 3) {
    const term = terms[at] ?? 0
    const counts = terms[at + 2] ?? 0
    const told = telling(term)
    squares += (((terms[at + 1] ?? 0) / items) * told) ** 2
    titleSquares += ((((counts >>> 8) & 255) / items) * told) ** 2
    const name = (counts & 255) * 2 >= items
    const often = (counts >>> 16) * 2 >= items
    // Of a single item, its headline.
    const isCore = often && (items > 1 || (counts & 0xff00) > 0)
    if (isCore) coreTelling += told
    if (name) nameTelling += told
    if (often) core.push(term, told, (counts >>> 16) / (items + 0.5), name ? 1 : 0)
  }
  return {
    length: Math.sqrt(squares),
    titleLength: Math.sqrt(titleSquares),
    core: Float64Array.from(core),
    coreTelling,
    nameTelling,
  }
}

/** Of an item's vector, and its headline's; and what its headline and its names tell. */
export interface Lengths {
  all: number
  title: number
  titleTelling: number
  names: number
}

export function lengthsOf(words: ItemWords, telling: (term: number) => number): Lengths {
  return lengthsBy(words, tellingsOf(words, telling))
}

/** What each of its terms tells, in their order. */
export function tellingsOf(words: ItemWords, telling: (term: number) => number): Float64Array {
  const tellings = new Float64Array(termCount(words))
  for (let at = 0; at < tellings.length; at++) tellings[at] = telling(termAt(words, at))
  return tellings
}

export function lengthsBy(words: ItemWords, tellings: Float64Array): Lengths {
  let [squares, titleSquares, titleTelling, names] = [0, 0, 0, 0]
  for (let at = 0; at < tellings.length; at++) {
    const told = tellings[at] ?? 0
    const weight = weightAt(words, at) * told
    const flags = flagsAt(words, at)
    squares += weight * weight
    if (flags & inTitle) {
      titleSquares += told * told
      titleTelling += told
    }
    if (flags & isName) names += told
  }
  return { all: Math.sqrt(squares), title: Math.sqrt(titleSquares), titleTelling, names }
}
