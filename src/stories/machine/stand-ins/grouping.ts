/** By the same address, else by nearly the same headline within a day; see `choose-story.ts`. */
import { chooseStory } from '../../choose-story.ts'
import { tellingWords } from '../../headline.ts'
import type { Grouping, Placed } from '../parts.ts'

const hourMs = 3_600_000
const sameHeadlineMs = 24 * hourMs
const indexedWords = 6
const mostCandidates = 200
const signatureWords = 12

interface Kept extends Placed {
  storyId: number
}

/** As `read` made them. */
const wordsOf = ({ reading }: Placed) => reading.words as readonly string[]

export function createGrouping(): Grouping {
  const items = new Map<number, Kept>()
  const byWord = new Map<string, Set<Kept>>()
  const byAddress = new Map<string, Set<Kept>>()
  const ofStory = new Map<number, Set<Kept>>()
  let nextId = 1
  const keysOf = (item: Placed) => [
    ...(item.urlKey === null ? [] : [[byAddress, item.urlKey] as const]),
    ...tellingWords(wordsOf(item), indexedWords).map(word => [byWord, word] as const),
  ]
  const put = (item: Placed, storyId: number) => {
    const kept = { ...item, storyId }
    items.set(item.itemId, kept)
    add(ofStory, storyId, kept)
    for (const [index, key] of keysOf(item)) add<string>(index, key, kept)
    nextId = Math.max(nextId, storyId + 1)
  }
  const take = (itemId: number) => {
    const kept = items.get(itemId)
    if (!kept) return null
    items.delete(itemId)
    drop(ofStory, kept.storyId, kept)
    for (const [index, key] of keysOf(kept)) drop<string>(index, key, kept)
    return kept
  }
  const candidates = (item: Placed) => {
    const shared = new Map<Kept, number>()
    for (const word of tellingWords(wordsOf(item), indexedWords))
      for (const other of byWord.get(word) ?? [])
        if (other.at >= item.at - sameHeadlineMs) shared.set(other, (shared.get(other) ?? 0) + 1)
    const near = [...shared].sort(([one, a], [other, b]) => b - a || other.itemId - one.itemId)
    const same = item.urlKey === null ? [] : [...(byAddress.get(item.urlKey) ?? [])]
    return [...same, ...near.slice(0, mostCandidates).map(([kept]) => kept)]
  }
  return {
    place(item) {
      const known = candidates(item).map(other => ({
        urlKey: other.urlKey,
        storyId: other.storyId,
        words: wordsOf(other),
      }))
      const chosen = chooseStory({ urlKey: item.urlKey, words: wordsOf(item) }, known)
      const storyId = chosen ?? nextId
      put(item, storyId)
      return { storyId, founded: chosen === null, moves: [] }
    },
    revise(item) {
      const storyId = take(item.itemId)?.storyId
      if (storyId !== undefined) put(item, storyId)
      return []
    },
    restore: put,
    move(itemIds, to) {
      const storyId = to ?? nextId
      for (const itemId of itemIds) {
        const kept = take(itemId)
        if (kept) put(kept, storyId)
      }
      return storyId
    },
    forget(storyId) {
      for (const { itemId } of [...(ofStory.get(storyId) ?? [])]) take(itemId)
    },
    signatureOf(storyId) {
      const counts = new Map<string, number>()
      for (const item of ofStory.get(storyId) ?? [])
        for (const word of new Set(wordsOf(item))) counts.set(word, (counts.get(word) ?? 0) + 1)
      const words = tellingWords([...counts.keys()], signatureWords * 2)
      return words
        .sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0) || (one < other ? -1 : 1))
        .slice(0, signatureWords)
    },
    startIdsAt(next) {
      nextId = Math.max(nextId, next)
    },
  }
}

function add<Key>(index: Map<Key, Set<Kept>>, key: Key, kept: Kept): void {
  const known = index.get(key)
  if (known) known.add(kept)
  else index.set(key, new Set([kept]))
}

function drop<Key>(index: Map<Key, Set<Kept>>, key: Key, kept: Kept): void {
  const known = index.get(key)
  known?.delete(kept)
  if (known?.size === 0) index.delete(key)
}
