/** How likely it is, for each story that an item may belong to, that it does: the learned log odds and what no corpus tells. */
import { type ItemWords, marksOf, massOf, termAt, termCount } from '../words/item-words.ts'
import { findCandidates, sharesOf } from './candidates.ts'
import { featuresOf } from './features.ts'
import { type LiveItem, type LiveStory, storyProfile, storyTally } from './live-story.ts'
import { logOdds, type Model } from './model.ts'
import { disagreement } from './numbers.ts'
import type { Postings } from './postings.ts'
import { type Lengths, lengthsOf } from './profile.ts'
import type { Tally } from './tally.ts'
import type { TermCounts } from './term-counts.ts'

export interface Judged {
  story: LiveStory
  /** Log odds; above 0: rather yes. */
  odds: number
}

export interface Knowledge {
  model: Model
  counts: TermCounts
  postings: Postings<LiveItem>
  /** See `variety.ts`. */
  variety(): number
}

/** In units of 64: a headline without a text has less. */
export const shortMass = 15 * 64
const newestItems = 12
const hourMs = 3_600_000

/** A candidate as the model is to see it. */
export interface Seen {
  story: LiveStory
  features: Float64Array
  /** What speaks against it that the model does not know of, in log odds. */
  against: number
}

type Looked = Pick<LiveItem, 'words' | 'at'>

function lengthsIn(item: LiveItem, telling: (term: number) => number): Lengths {
  item.lengths ??= lengthsOf(item.words, telling)
  return item.lengths
}

export function see(
  { words, at }: Looked,
  { counts, postings, variety }: Omit<Knowledge, 'model'>,
  except: LiveStory | null = null,
): Seen[] {
  const { telling } = counts
  const candidates = findCandidates(words, sharesOf(words, counts), postings, except)
  const first = candidates[0]?.ratio ?? 0
  const tellings = Float64Array.from({ length: termCount(words) }, (_, at) => telling(termAt(words, at)))
  const various = variety()
  return candidates.map(({ story, ratio }, index) => {
    const tally = storyTally(story)
    const seen = {
      items: story.items.length,
      tally,
      profile: storyProfile(story, telling),
      newest: story.items
        .slice(-newestItems)
        .map(item => ({ words: item.words, lengths: lengthsIn(item, telling) })),
    }
    const standing = { ratio, first, next: candidates[index === 0 ? 1 : 0]?.ratio ?? 0 }
    const features = featuresOf(words, seen, standing, tellings)
    return { story, features, against: various + apartInTime(at, story) + numbersDisagree(words, tally) }
  })
}

/** Likeliest first. */
export function judge(item: Looked, knowledge: Knowledge, except: LiveStory | null = null): Judged[] {
  return see(item, knowledge, except)
    .map(({ story, features, against }) => ({ story, odds: logOdds(knowledge.model, features) - against }))
    .sort((one, other) => other.odds - one.odds || one.story.id - other.story.id)
}

/** An event is told within hours, seldom after days: nothing for six hours, then one for each doubling. */
function apartInTime(at: number, { lastAt }: LiveStory): number {
  return Math.max(0, Math.log2(Math.abs(at - lastAt) / (6 * hourMs)))
}

/** "6.1" and "6.2" are two quakes, and 12 dead seldom the 40 of another place, when there are but headlines to tell. */
function numbersDisagree(words: ItemWords, { items, marks }: Tally): number {
  if (massOf(words) >= shortMass || items > 3) return 0
  const against = disagreement(marksOf(words), marks)
  return against === 'measured' ? 6 : against === 'counted' ? 3 : 0
}
