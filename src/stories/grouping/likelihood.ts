/**
 * How much better a story explains an item's words than the news at large does: the sum, over the item's words, of
 * `weight · ln(p(word | story) / p(word))`. A word of the story comes with even odds from what its items said (smoothed,
 * so that a young story promises little) or from the news at large; so a word that the story never said costs the same
 * in a story of three items and of three hundred.
 */
import { type ItemWords, termAt, termCount, weightAt } from '../words/item-words.ts'
import type { Tally } from './tally.ts'

const own = 0.5
/** A story's own words count in full only beside so many (in units of 64) of the news at large. */
const smoothing = 30 * 64
const unit = 64

/** @param shares Of all words at large, each of the item's terms in their order. In nats, for a word said once. */
export function likelihoodRatio(words: ItemWords, shares: Float64Array, { terms, mass }: Tally): number {
  const unsaid = Math.log(1 - own + (own * smoothing) / (mass + smoothing))
  let sum = 0
  let at = 0
  for (let index = 0; index < termCount(words); index++) {
    const term = termAt(words, index)
    while (at < terms.length && (terms[at] ?? 0) < term) at += 3
    if (at < terms.length && terms[at] === term) {
      const share = shares[index] ?? 1
      const inStory = ((terms[at + 1] ?? 0) + smoothing * share) / ((mass + smoothing) * share)
      sum += weightAt(words, index) * Math.log(1 - own + own * inStory)
    } else sum += weightAt(words, index) * unsaid
  }
  return sum / unit
}
