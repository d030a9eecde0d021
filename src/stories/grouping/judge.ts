/** How likely it is, for each story that an item may belong to, that it does: the learned log odds and what no corpus tells. */
import { type ItemWords, marksOf, massOf, pairsOf } from '../words/item-words.ts'
import type { Candidate, CandidateSearch } from './candidates.ts'
import { compareMany, compareOne, type Looking, lookAt } from './compare.ts'
import { featuresOf, type StorySeen } from './features.ts'
import { type LiveItem, type LiveStory, newestItems, storyProfile, storyTally } from './live-story.ts'
import type { Features } from './model.ts'
import { disagreement } from './numbers.ts'
import type { Postings } from './postings.ts'
import { type Lengths, lengthsOf } from './profile.ts'
import type { TermCounts } from './term-counts.ts'

export interface Judged {
  story: LiveStory
  /** Log odds; above 0: rather yes. */
  odds: number
}

export interface Knowledge {
  /** The learned log odds, see `features.ts` and `pair.ts`. */
  odds: { ofStory(features: Features): number; ofPair(features: Features): number }
  counts: TermCounts
  postings: Postings<LiveItem>
  search: CandidateSearch
  /** See `variety.ts`. */
  variety(): number
}

/** In units of 64: a headline without a text has less. */
export const shortMass = 15 * 64
/** Log odds that a text must have above what a headline must: two events of one kind share many words. */
const ofTexts = 0.5
const hourMs = 3_600_000

/** A candidate as the model is to see it. */
export interface Seen {
  story: LiveStory
  features: Float64Array
  /** What speaks against it that the model does not know of, in log odds. */
  against: number
}

type Looked = Pick<LiveItem, 'words' | 'at'>

/** An item and the stories that it may belong to, likeliest first; none of them was looked at closely yet. */
interface Look {
  at: number
  looking: Looking
  candidates: readonly Candidate[]
  various: number
  telling(term: number): number
}

function look({ words, at }: Looked, knowledge: Omit<Knowledge, 'odds'>, except: LiveStory | null): Look {
  const { counts, search, variety } = knowledge
  const candidates = search.of(words, except)
  const { telling } = counts
  return { at, looking: lookAt(words, telling), candidates, various: variety(), telling }
}

function seeOne({ at, looking, candidates, various, telling }: Look, index: number): Seen {
  const { story, ratio } = candidates[index] as Candidate
  const { words } = looking
  const standing = {
    ratio,
    first: candidates[0]?.ratio ?? 0,
    next: candidates[index === 0 ? 1 : 0]?.ratio ?? 0,
  }
  const { seen, tallied } = compare(looking, story, telling)
  const disagree = numbersDisagree(words, tallied, seen.marks)
  return {
    story,
    features: featuresOf(words, seen, standing),
    against: various + apartInTime(at - story.lastAt) + disagree + (massOf(words) < shortMass ? 0 : ofTexts),
  }
}

function compare(
  looking: Looking,
  story: LiveStory,
  telling: Look['telling'],
): { seen: StorySeen; tallied: number } {
  const { items } = story
  const [first] = items
  const newest = (item: LiveItem) => ({ words: item.words, lengths: lengthsIn(item, telling) })
  if (first && items.length === 1) {
    const { words } = first
    const compared = compareOne(looking, newest(first))
    return { seen: { items: 1, compared, pairs: pairsOf(words), marks: marksOf(words) }, tallied: 1 }
  }
  const tally = storyTally(story)
  const profile = storyProfile(story, telling)
  const compared = compareMany(looking, tally, profile, items.slice(-newestItems).map(newest))
  const { pairs, marks } = tally
  return { seen: { items: items.length, compared, pairs, marks }, tallied: tally.items }
}

function lengthsIn(item: LiveItem, telling: (term: number) => number): Lengths {
  item.lengths ??= lengthsOf(item.words, telling)
  return item.lengths
}

/** All candidates, the likeliest by its words first. */
export function see(
  item: Looked,
  knowledge: Omit<Knowledge, 'odds'>,
  except: LiveStory | null = null,
): Seen[] {
  const its = look(item, knowledge, except)
  return its.candidates.map((_, index) => seeOne(its, index))
}

const oddsOf = ({ odds }: Knowledge, { features, against }: Seen) => odds.ofStory(features) - against

/** Likeliest first. */
export function judge(item: Looked, knowledge: Knowledge, except: LiveStory | null = null): Judged[] {
  return see(item, knowledge, except)
    .map(seen => ({ story: seen.story, odds: oddsOf(knowledge, seen) }))
    .sort((one, other) => other.odds - one.odds || one.story.id - other.story.id)
}

/** Whether the item belongs rather to that story, with odds above `least`, than to any other but its own. */
export function isLikeliest(item: LiveItem, story: LiveStory, least: number, knowledge: Knowledge): boolean {
  const its = look(item, knowledge, item.story)
  const own = its.candidates.findIndex(candidate => candidate.story === story)
  // Mostly it is none of them, or not likely, and the others need not be looked at.
  if (own < 0) return false
  const odds = oddsOf(knowledge, seeOne(its, own))
  if (odds <= least) return false
  return its.candidates.every((other, index) => {
    if (index === own) return true
    const others = oddsOf(knowledge, seeOne(its, index))
    return others < odds || (others === odds && other.story.id > story.id)
  })
}

/** An event is told within hours, seldom after days: nothing for six hours, then one for each doubling. */
export function apartInTime(ms: number): number {
  return Math.max(0, Math.log2(Math.abs(ms) / (6 * hourMs)))
}

/** "6.1" and "6.2" are two quakes, and 12 dead seldom the 40 of another place, when there are but headlines to tell. */
export function numbersDisagree(words: ItemWords, items: number, marks: Uint32Array): number {
  if (massOf(words) >= shortMass || items > 3) return 0
  const against = disagreement(marksOf(words), marks)
  return against === 'measured' ? 6 : against === 'counted' ? 3 : 0
}
