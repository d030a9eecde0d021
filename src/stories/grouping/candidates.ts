/** The few stories that an item may belong to, likeliest first. */
import { type ItemWords, termAt, termCount, weightAt } from '../words/item-words.ts'
import { likelihoodRatio, saidByItem, saidByStory } from './likelihood.ts'
import { type LiveItem, type LiveStory, storyTally } from './live-story.ts'
import type { Postings } from './postings.ts'
import type { TermCounts } from './term-counts.ts'

export interface Candidate {
  story: LiveStory
  /** `likelihoodRatio`, and what the story's size speaks for it: large stories grow. */
  ratio: number
}

const roughly = 24
const mostCandidates = 6

export function sharesOf(words: ItemWords, counts: TermCounts): Float64Array {
  const shares = new Float64Array(termCount(words))
  for (let at = 0; at < shares.length; at++) shares[at] = counts.share(termAt(words, at))
  return shares
}

/** @param except Its own story, when an item of it is looked at again. */
export function findCandidates(
  words: ItemWords,
  shares: Float64Array,
  postings: Postings<LiveItem>,
  except: LiveStory | null,
): Candidate[] {
  const told = new Float64Array(shares.length)
  for (let at = 0; at < told.length; at++) told[at] = weightAt(words, at) * -Math.log(shares[at] ?? 1)
  return postings
    .nearest({ words, told, most: roughly, except })
    .map(story => ({ story, ratio: ratioOf(words, shares, story) }))
    .sort((one, other) => other.ratio - one.ratio || one.story.id - other.story.id)
    .slice(0, mostCandidates)
}

function ratioOf(words: ItemWords, shares: Float64Array, story: LiveStory): number {
  const [first] = story.items
  const said = first && story.items.length === 1 ? saidByItem(first.words) : saidByStory(storyTally(story))
  return likelihoodRatio(words, shares, said) + Math.log(story.items.length)
}
