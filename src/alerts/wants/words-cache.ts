/** Texts' words that were made before: while a reader types, the same alerts are looked at with every letter. */
import type { Words } from '../watch/words.ts'

export interface WordsCache {
  /** @param key What the words depend on. */
  of(key: string, make: () => Words): Words
}

/** @param most Texts; the oldest go first. Some kilobytes each. */
export function createWordsCache(most: number): WordsCache {
  const kept = new Map<string, Words>()
  return {
    of: (key, make) => {
      const known = kept.get(key)
      if (known) return known
      const words = make()
      kept.set(key, words)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return words
    },
  }
}
