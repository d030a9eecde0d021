/**
 * How much weight each term has in the items of live stories: what is common today tells less. Sums of whole numbers, so
 * that the same items give the same counts in whatever order they came and went.
 */
import type { Background } from '../words/background.ts'
import { type ItemWords, massOf, termAt, termCount, weightAt } from '../words/item-words.ts'

export interface TermCounts {
  add(words: ItemWords): void
  remove(words: ItemWords): void
  /** The share of all words that this one has, today's counts smoothed with news at large; above 0. */
  share(term: number): number
  /** See `Background`; never changes. */
  telling(term: number): number
}

/** News at large counts as much as so many words (in units of 64) of what is read. */
const backgroundMass = 16_000 * 64
/** A word that was never met before. */
const unmet = 0.05

export function createTermCounts(background: Background): TermCounts {
  // By the term as a signed number, which is a key that needs no object of its own.
  const counts = new Map<number, number>()
  let total = 0
  return {
    add(words) {
      for (let at = 0; at < termCount(words); at++) {
        const key = termAt(words, at) | 0
        counts.set(key, (counts.get(key) ?? 0) + weightAt(words, at))
      }
      total += massOf(words)
    },
    remove(words) {
      for (let at = 0; at < termCount(words); at++) {
        const key = termAt(words, at) | 0
        const left = (counts.get(key) ?? 0) - weightAt(words, at)
        if (left > 0) counts.set(key, left)
        else counts.delete(key)
      }
      total -= massOf(words)
    },
    share(term) {
      const atLarge = (backgroundMass * (background.texts(term) + unmet)) / background.total
      return ((counts.get(term | 0) ?? 0) + atLarge) / (total + backgroundMass)
    },
    telling: background.telling,
  }
}
