/**
 * Which story an item belongs to: a pure function, so that another rule can take its place. In: the item and
 * the few earlier items that it may belong with. Out: a story, or null: it founds one. The rule: the same
 * canonical address; else a headline that says nearly the same, with no number that disagrees.
 */
import { isNumber, weightOf } from './headline.ts'

export interface GroupingItem {
  urlKey: string | null
  /** See `headlineWords`. */
  words: readonly string[]
}

export interface Candidate extends GroupingItem {
  storyId: number
}

/** Share of the words' weight that two headlines must have in common (weighted Jaccard). */
const nearlySame = 0.7
/** A headline of little weight says little: the words must be nearly all the same. */
const shortWeight = 3.5
const nearlySameWhenShort = 0.9
/** One headline holds the other and goes on: all of the shorter one, if it says enough by itself. */
const heldWeight = 5
const heldShare = 0.6

/** Of equally near stories the older (lower id) is chosen, so that two orders of candidates agree. */
export function chooseStory(item: GroupingItem, candidates: readonly Candidate[]): number | null {
  const sameAddress = candidates.filter(({ urlKey }) => urlKey !== null && urlKey === item.urlKey)
  if (sameAddress.length > 0) return Math.min(...sameAddress.map(({ storyId }) => storyId))
  let best: { storyId: number; likeness: number } | null = null
  for (const { storyId, words } of candidates) {
    const likeness = likenessOf(item.words, words)
    if (likeness === null) continue
    if (!best || likeness > best.likeness || (likeness === best.likeness && storyId < best.storyId))
      best = { storyId, likeness }
  }
  return best?.storyId ?? null
}

/** Null: not near the same. */
function likenessOf(one: readonly string[], other: readonly string[]): number | null {
  const first = new Set(one)
  const second = new Set(other)
  const shared = first.intersection(second)
  if (shared.size === 0 || numbersDisagree(first, second)) return null
  const common = weigh(shared)
  const lighter = Math.min(weigh(first), weigh(second))
  const likeness = common / weigh(first.union(second))
  if (lighter < shortWeight) return likeness >= nearlySameWhenShort ? likeness : null
  const held = common === lighter && lighter >= heldWeight && likeness >= heldShare
  return likeness >= nearlySame || held ? likeness : null
}

/** "6.1" and "6.2" are two quakes; a number that only one headline gives is no contradiction. */
function numbersDisagree(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const first = new Set([...one].filter(isNumber))
  const second = new Set([...other].filter(isNumber))
  return !first.isSubsetOf(second) && !second.isSubsetOf(first)
}

function weigh(words: ReadonlySet<string>): number {
  let sum = 0
  for (const word of words) sum += weightOf(word)
  return sum
}
