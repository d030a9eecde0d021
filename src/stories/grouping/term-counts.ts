/**
 * How much weight each term has in the items of live stories: what is common today tells less. Sums of whole numbers, so
 * that the same items give the same counts in whatever order they came and went.
 */
import type { Background } from '../words/background.ts'
import { type ItemWords, massOf, termAt, termCount, weightAt } from '../words/item-words.ts'
import type { NumberTable } from './number-table.ts'
import { createSums } from './sums.ts'

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

/** @param table Of terms; what it has is these counts'. */
export function createTermCounts(background: Background, table?: NumberTable): TermCounts {
  const counts = createSums(table)
  let total = 0
  return {
    add(words) {
      for (let at = 0; at < termCount(words); at++) counts.add(termAt(words, at), weightAt(words, at))
      total += massOf(words)
    },
    remove(words) {
      for (let at = 0; at < termCount(words); at++) counts.add(termAt(words, at), -weightAt(words, at))
      total -= massOf(words)
    },
    share(term) {
      const atLarge = (backgroundMass * (background.texts(term) + unmet)) / background.total
      return (counts.of(term) + atLarge) / (total + backgroundMass)
    },
    telling: background.telling,
  }
}
