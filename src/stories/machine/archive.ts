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
  words: readonly Term[]
}

export function createArchive(): Archive {
  const kept = new Map<number, Kept>()
  const storiesOf = new Map<Term, Set<number>>()
  let since = Number.NEGATIVE_INFINITY
  const remove = (storyId: number) => {
    for (const word of kept.get(storyId)?.words ?? []) {
      const stories = storiesOf.get(word)
      stories?.delete(storyId)
      if (stories?.size === 0) storiesOf.delete(word)
    }
    kept.delete(storyId)
  }
  const weigh = (word: Term) => Math.log(1 + (1 + kept.size) / (1 + (storiesOf.get(word)?.size ?? 0)))
  const weighAll = (words: readonly Term[]) => words.reduce<number>((sum, word) => sum + weigh(word), 0)
  return {
    set(storyId, createdAt, signature) {
      remove(storyId)
      const words = [...new Set(signature)].slice(0, mostWords)
      if (words.length === 0 || createdAt < since) return
      kept.set(storyId, { createdAt, words })
      for (const word of words) {
        const stories = storiesOf.get(word)
        if (stories) stories.add(storyId)
        else storiesOf.set(word, new Set([storyId]))
      }
    },
    remove,
    nearest(storyId, signature, at) {
      const words = [...new Set(signature)].slice(0, mostWords)
      const common = new Map<number, number>()
      for (const word of words) {
        const stories = storiesOf.get(word)
        if (!stories || stories.size > mostCommon) continue
        const weight = weigh(word)
        for (const other of stories) common.set(other, (common.get(other) ?? 0) + weight)
      }
      const own = weighAll(words)
      const related = [...common].flatMap(([other, shared]) => {
        // The other has at least what both have, so that most need not be weighed.
        if (1000 * shared < (leastLikeness - 1) * own) return []
        const earlier = kept.get(other)
        if (!earlier || other === storyId || earlier.createdAt >= at) return []
        const likeness = Math.min(
          Math.floor((1000 * shared) / (own + weighAll(earlier.words) - shared)),
          1000,
        )
        return likeness < leastLikeness ? [] : [{ storyId: other, likeness }]
      })
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
