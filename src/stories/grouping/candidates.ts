/** The few stories that an item may belong to, likeliest first. */
import { type ItemWords, termAt, termCount, weightAt } from '../words/item-words.ts'
import { likelihoodRatio } from './likelihood.ts'
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
  const rough = new Map<LiveStory, { sum: number; term: number }>()
  for (let at = 0; at < termCount(words); at++) {
    const told = weightAt(words, at) * -Math.log(shares[at] ?? 1)
    for (const { story } of postings.newest(termAt(words, at))) {
      const known = rough.get(story)
      if (!known) rough.set(story, { sum: told, term: at })
      else if (known.term !== at) {
        known.sum += told
        known.term = at
      }
    }
  }
  if (except) rough.delete(except)
  return [...rough]
    .sort(([one, { sum }], [other, { sum: otherSum }]) => otherSum - sum || one.id - other.id)
    .slice(0, roughly)
    .map(([story]) => ({
      story,
      ratio: likelihoodRatio(words, shares, storyTally(story)) + Math.log(story.items.length),
    }))
    .sort((one, other) => other.ratio - one.ratio || one.story.id - other.story.id)
    .slice(0, mostCandidates)
}
