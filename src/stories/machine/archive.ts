/**
 * Stories of the last 30 days by the words that they are known by, whether they are looked at or asleep: how new is
 * what begins now, and what came before it. What it answers follows from the signatures that it was given alone.
 */
import type { Term } from './parts.ts'

export interface Related {
  storyId: number
  /** 0 to 1000: the share of the words of both that both have, the rarer a word the more. */
  likeness: number
}

export interface Archive {
  /** One that began before what was forgotten is not taken up. */
  set(storyId: number, createdAt: number, signature: readonly Term[]): void
  remove(storyId: number): void
  /** Those most like these words, without `storyId` itself, that began before `at`, the most alike first. */
  nearest(storyId: number, signature: readonly Term[], at: number): readonly Related[]
  /** Forgets what began before, for good. */
  forgetBefore(at: number): void
}

const mostWords = 12
const mostRelated = 5
const leastLikeness = 250
/** A word of so many stories tells nothing of any one of them. */
const mostCommon = 2_000

interface Kept {
  createdAt: number
  /** The story's own array while it is live: a copy for each would fill the memory. */
  signature: readonly Term[]
}

/** A word that is looked for. */
interface Share {
  word: number
  /** Stories that have it. */
  count: number
  weight: number
}

export function createArchive(): Archive {
  const kept = new Map<number, Kept>()
  const index = createWordIndex()
  let since = Number.NEGATIVE_INFINITY
  const remove = (storyId: number) => {
    for (const word of wordsOf(kept.get(storyId)?.signature ?? [])) index.remove(word, storyId)
    kept.delete(storyId)
  }
  const weigh = (word: number) => Math.log(1 + (1 + kept.size) / (1 + index.count(word)))
  const weighAll = (words: readonly number[]) => words.reduce((sum, word) => sum + weigh(word), 0)
  return {
    set(storyId, createdAt, signature) {
      remove(storyId)
      const words = wordsOf(signature)
      if (words.length === 0 || createdAt < since) return
      kept.set(storyId, { createdAt, signature })
      for (const word of words) index.add(word, storyId)
    },
    remove,
    nearest(storyId, signature, at) {
      const words = wordsOf(signature)
      const own = weighAll(words)
      const shares = words
        .map(word => ({ word, count: index.count(word), weight: weigh(word) }))
        .filter(({ count }) => count <= mostCommon)
      const related: Related[] = []
      const least = (leastLikeness - 1) * own
      for (const other of near(index, shares, least)) {
        const earlier = kept.get(other)
        if (!earlier || other === storyId || earlier.createdAt >= at) continue
        let shared = 0
        for (const { word, weight } of shares) if (hasWord(earlier.signature, word)) shared += weight
        // The other has at least what both have, so that most need not be weighed.
        if (1000 * shared < least) continue
        const all = own + weighAll(wordsOf(earlier.signature)) - shared
        const likeness = Math.min(Math.floor((1000 * shared) / all), 1000)
        if (likeness >= leastLikeness) related.push({ storyId: other, likeness })
      }
      return related
        .sort((one, other) => other.likeness - one.likeness || other.storyId - one.storyId)
        .slice(0, mostRelated)
    },
    forgetBefore(at) {
      since = at
      for (const [storyId, { createdAt }] of kept) if (createdAt < at) remove(storyId)
    },
  }
}

/**
 * All that may be near. Who has but the commonest of the words has too little of them, and most stories that have any have but
 * those; of the others most have too little beside them.
 */
function near(index: WordIndex, shares: readonly Share[], least: number): number[] {
  const byCount = shares.toSorted((one, other) => other.count - one.count)
  let common = 0
  const sums = new Map<number, number>()
  for (const { word, weight } of byCount) {
    if (1000 * (common + weight) < least) common += weight
    else for (const story of index.stories(word)) sums.set(story, (sums.get(story) ?? 0) + weight)
  }
  // Sums in another order may be a little less.
  const stories: number[] = []
  for (const [story, sum] of sums) if (1000 * (common + sum) >= least * 0.999) stories.push(story)
  return stories
}

/** As signed numbers, which need no object of their own each. */
function wordsOf(signature: readonly Term[]): number[] {
  return [...new Set(signature)].slice(0, mostWords).map(term => term | 0)
}

function hasWord(signature: readonly Term[], word: number): boolean {
  const words = signature.length <= mostWords ? signature : wordsOf(signature)
  for (const other of words) if ((other | 0) === word) return true
  return false
}

/** More are a set: somebody may fill every headline with one word, and each story is taken out again by itself. */
const few = 16

type StoryIds = number | number[] | Set<number>

type WordIndex = ReturnType<typeof createWordIndex>

/** Which stories have a word. Most words are one story's or a few's, and a set for each of those would fill the memory. */
function createWordIndex() {
  const storiesOf = new Map<number, StoryIds>()
  return {
    count: (word: number): number => countOf(storiesOf.get(word)),
    stories(word: number): Iterable<number> {
      const stories = storiesOf.get(word)
      return typeof stories === 'object' ? stories : stories === undefined ? [] : [stories]
    },
    add(word: number, storyId: number): void {
      storiesOf.set(word, withStory(storiesOf.get(word), storyId))
    },
    remove(word: number, storyId: number): void {
      const left = withoutStory(storiesOf.get(word), storyId)
      if (left === undefined) storiesOf.delete(word)
      else storiesOf.set(word, left)
    },
  }
}

function countOf(stories: StoryIds | undefined): number {
  if (stories === undefined || typeof stories === 'number') return stories === undefined ? 0 : 1
  return Array.isArray(stories) ? stories.length : stories.size
}

function withStory(stories: StoryIds | undefined, storyId: number): StoryIds {
  if (stories === undefined) return storyId
  if (typeof stories === 'number') return [stories, storyId]
  if (!Array.isArray(stories)) return stories.add(storyId)
  // Not by spreading, which leaves room for sixteen more.
  const more = stories.concat(storyId)
  return more.length <= few ? more : new Set(more)
}

function withoutStory(stories: StoryIds | undefined, storyId: number): StoryIds | undefined {
  if (stories === undefined || typeof stories === 'number') return stories === storyId ? undefined : stories
  if (!Array.isArray(stories)) {
    stories.delete(storyId)
    return stories.size > few ? stories : [...stories]
  }
  const [first, ...others] = stories.filter(other => other !== storyId)
  return first === undefined || others.length === 0 ? first : [first, ...others]
}
