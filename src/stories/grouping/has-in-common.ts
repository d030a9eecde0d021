/** Whether an item has anything in common with one of some others, be it ever so little. */
import type { ItemWords } from '../words/item-words.ts'
import type { LiveItem } from './live-story.ts'
import { besideOf, lookBeside } from './pair.ts'
import type { TermCounts } from './term-counts.ts'

export function hasInCommon(
  words: ItemWords,
  others: readonly Pick<LiveItem, 'words'>[],
  counts: TermCounts,
): boolean {
  const featuresWith = lookBeside(besideOf(words, counts))
  return others.some(other => featuresWith(besideOf(other.words, counts)) !== null)
}
