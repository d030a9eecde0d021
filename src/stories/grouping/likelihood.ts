/**
 * How much better a story explains an item's words than the news at large does: the sum, over the item's words, of
 * `weight · ln(p(word | story) / p(word))`. A word of the story comes with even odds from what its items said (smoothed,
 * so that a young story promises little) or from the news at large; so a word that the story never said costs the same
 * in a story of three items and of three hundred.
 */
import { header, type ItemWords, massOf, termAt, termCount, weightAt } from '../words/item-words.ts'
import type { Tally } from './tally.ts'

/** Terms with their weights where they lie: every `stride`th value from `from` on a term, the next its weight, shifted. */
export interface Said {
  values: Uint32Array
  from: number
  to: number
  stride: number
  shift: number
  mass: number
}

export function saidByStory({ terms, mass }: Tally): Said {
  return { values: terms, from: 0, to: terms.length, stride: 3, shift: 0, mass }
}

/** A story of one item has said what the item says. */
export function saidByItem(words: ItemWords): Said {
  return {
    values: words,
    from: header,
    to: header + 2 * termCount(words),
    stride: 2,
    shift: 8,
    mass: massOf(words),
  }
}

const own = 0.5
/** A story's own words count in full only beside so many (in units of 64) of the news at large. */
const smoothing = 30 * 64
const unit = 64

/** @param shares Of all words at large, each of the item's terms in their order. In nats, for a word said once. */
export function likelihoodRatio(
  words: ItemWords,
  shares: Float64Array,
  { values, from, to, stride, shift, mass }: Said,
): number {
  const unsaid = Math.log(1 - own + (own * smoothing) / (mass + smoothing))
  const count = termCount(words)
  let sum = 0
  let at = from
  for (let index = 0; index < count; index++) {
    const term = termAt(words, index)
    while (at < to && (values[at] ?? 0) < term) at += stride
    if (at < to && values[at] === term) {
      const share = shares[index] ?? 1
      const inStory = (((values[at + 1] ?? 0) >>> shift) + smoothing * share) / ((mass + smoothing) * share)
      sum += weightAt(words, index) * Math.log(1 - own + own * inStory)
    } else sum += weightAt(words, index) * unsaid
  }
  return sum / unit
}
