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
  return likeliest(storiesMet(words, shares, postings), except)
    .map(story => ({ story, ratio: ratioOf(words, shares, story) }))
    .sort((one, other) => other.ratio - one.ratio || one.story.id - other.story.id)
    .slice(0, mostCandidates)
}

/** Each with the weight of the words that it shares in `met`. Noted in the stories: there are thousands. */
function storiesMet(words: ItemWords, shares: Float64Array, postings: Postings<LiveItem>): LiveStory[] {
  const search = postings.nextSearch()
  const stories: LiveStory[] = []
  for (let at = 0; at < termCount(words); at++) {
    const told = weightAt(words, at) * -Math.log(shares[at] ?? 1)
    postings.walk(termAt(words, at), ({ story }) => {
      const { met } = story
      if (met.search !== search) {
        met.search = search
        met.sum = told
        met.term = at
        stories.push(story)
      } else if (met.term !== at) {
        met.sum += told
        met.term = at
      }
    })
  }
  return stories
}

/** Those that share the most, of equal ones the oldest. */
function likeliest(stories: readonly LiveStory[], except: LiveStory | null): LiveStory[] {
  const best: LiveStory[] = []
  for (const story of stories) {
    if (story === except) continue
    let place = best.length
    while (place > 0 && isBefore(story, best[place - 1])) place--
    if (place >= roughly) continue
    best.splice(place, 0, story)
    if (best.length > roughly) best.pop()
  }
  return best
}

function isBefore(one: LiveStory, other: LiveStory | undefined): boolean {
  if (!other) return false
  return one.met.sum > other.met.sum || (one.met.sum === other.met.sum && one.id < other.id)
}

function ratioOf(words: ItemWords, shares: Float64Array, story: LiveStory): number {
  const [first] = story.items
  const said = first && story.items.length === 1 ? saidByItem(first.words) : saidByStory(storyTally(story))
  return likelihoodRatio(words, shares, said) + Math.log(story.items.length)
}
