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

export interface CandidateSearch {
  /** @param except Its own story, when an item of it is looked at again. */
  of(words: ItemWords, except: LiveStory | null): readonly Candidate[]
  /** To be called whenever an item came, went or changed its story. */
  forget(): void
}

/**
 * Of a story that grew the newest items are looked at again, for a twin and then to regroup: what was found of them is kept
 * until something changes.
 */
export function createCandidateSearch(
  counts: TermCounts,
  postings: Pick<Postings<LiveItem>, 'nearest'>,
): CandidateSearch {
  const known = new Map<ItemWords, { except: LiveStory | null; candidates: readonly Candidate[] }>()
  return {
    of(words, except) {
      const found = known.get(words)
      if (found && found.except === except) return found.candidates
      const candidates = findCandidates(words, sharesOf(words, counts), postings, except)
      known.set(words, { except, candidates })
      return candidates
    },
    forget: () => known.clear(),
  }
}

function findCandidates(
  words: ItemWords,
  shares: Float64Array,
  postings: Pick<Postings<LiveItem>, 'nearest'>,
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
