/** All live stories and items, and the only functions that change which item is in which story. */
import type { Background } from '../words/background.ts'
import type { ItemWords } from '../words/item-words.ts'
import { createCandidateSearch } from './candidates.ts'
import type { Knowledge } from './judge.ts'
import {
  createStory,
  forgetUnused,
  join,
  joinAll,
  type LiveItem,
  type LiveStory,
  leave,
} from './live-story.ts'
import { type Model, oddsBy } from './model.ts'
import { createNumberTables } from './number-table.ts'
import { createPostings } from './postings.ts'
import { type GroupingRules, plainRules } from './rules.ts'
import { createSameItems, type SameItems } from './same-item.ts'
import { createTermCounts } from './term-counts.ts'
import { variety } from './variety.ts'

export interface LiveState {
  knowledge: Knowledge
  rules: GroupingRules
  stories: Map<number, LiveStory>
  items: Map<number, LiveItem>
  same: SameItems
  /** Items that came since `forgetUnused`. */
  sinceForgotten: number
  /** The highest number that a story ever had. */
  lastStory: number
}

export interface ItemToPlace {
  id: number
  words: ItemWords
  /** The canonical address's hash: the same address is the same story. */
  urlKey: string | null
  /** When it was seen; epoch milliseconds. */
  at: number
}

/** Items that went from one story to another: all (`merge`), or some, to a new one (`split`) or not. One that lost all is no more. */
export interface StoryMove {
  kind: 'merge' | 'split' | 'move'
  from: number
  to: number
  items: readonly number[]
  /** In words, for the record. */
  why: string
}

export interface GroupingParts {
  model: Model
  background: Background
  rules?: GroupingRules
}

export function createLiveState({ model, background, rules = plainRules }: GroupingParts): LiveState {
  const [sums, lists] = createNumberTables()
  const counts = createTermCounts(background, sums)
  const [stories, items] = [new Map<number, LiveStory>(), new Map<number, LiveItem>()]
  const postings = createPostings<LiveItem>(counts.telling, lists)
  const knowledge = {
    odds: { ofStory: oddsBy(model), ofPair: oddsBy(model.pair) },
    counts,
    postings,
    search: createCandidateSearch(counts, postings),
    variety: () => variety(stories.size, items.size),
  }
  return { knowledge, rules, stories, items, same: createSameItems(), sinceForgotten: 0, lastStory: 0 }
}

/** The story of that number; made when there is none. */
export function storyNumbered(state: LiveState, id: number): LiveStory {
  const known = state.stories.get(id)
  if (known) return known
  const story = createStory(id)
  state.stories.set(id, story)
  state.lastStory = Math.max(state.lastStory, id)
  return story
}

/** A walk over fifty thousand stories takes some milliseconds. */
const forgetAfterItems = 2_048

/** Wherever it belongs by its id: a story that wakes has items that are older than others. */
export function putItem(state: LiveState, item: ItemToPlace, story: LiveStory): void {
  const { counts, postings, search } = state.knowledge
  search.forget()
  const live: LiveItem = { ...item, story, gone: false, slot: -1, lengths: null }
  state.items.set(item.id, live)
  join(story, live)
  counts.add(item.words)
  postings.add(live)
  state.same.add(live)
  state.sinceForgotten += 1
  if (state.sinceForgotten < forgetAfterItems) return
  forgetUnused(state.stories.values())
  state.sinceForgotten = 0
}

/** It stays where it is, and says something else. */
export function reviseItem(state: LiveState, item: ItemToPlace): void {
  const live = state.items.get(item.id)
  if (!live) return
  const { counts, postings, search } = state.knowledge
  search.forget()
  counts.remove(live.words)
  postings.remove(live)
  state.same.remove(live)
  live.words = item.words
  live.lengths = null
  counts.add(live.words)
  postings.add(live)
  state.same.add(live)
  live.story.tally = null
  live.story.profile = null
}

export function takeItems(state: LiveState, items: readonly LiveItem[], to: LiveStory): void {
  state.knowledge.search.forget()
  for (const [from, going] of Map.groupBy(items, ({ story }) => story)) {
    const leaving = new Set(going)
    leave(from, leaving)
    joinAll(to, going)
    for (const item of going) state.knowledge.postings.follow(item)
    if (from.items.length === 0) state.stories.delete(from.id)
  }
}

/** Null: they must stay apart. */
export function mergeStories(
  state: LiveState,
  one: LiveStory,
  other: LiveStory,
  why: string,
): StoryMove | null {
  const survivor = state.rules.survivor(one.id, other.id)
  if (survivor === null) return null
  const to = survivor === 'either' ? better(one, other) : survivor === one.id ? one : other
  const from = to === one ? other : one
  const items = [...from.items]
  takeItems(state, items, to)
  return { kind: 'merge', from: from.id, to: to.id, items: items.map(({ id }) => id), why }
}

/** The one that more was told of, so that readers know it rather than an item that was alone; of equal ones the older. */
function better(one: LiveStory, other: LiveStory): LiveStory {
  const more = one.items.length - other.items.length
  return more > 0 || (more === 0 && one.id < other.id) ? one : other
}

/** Some of a story's items go to another one, or (null) to a new one; those that may. */
export function moveItems(
  state: LiveState,
  items: readonly LiveItem[],
  to: LiveStory | null,
  why: string,
): StoryMove | null {
  const { rules } = state
  const [from] = items.map(({ story }) => story)
  const named = items.filter(({ story }) => story === from && story !== to)
  // Else one with an alert would be left with nothing but what the alert was made of.
  if (from && to && named.length === from.items.length) return mergeStories(state, to, from, why)
  const going = named.filter(({ id }) => !rules.stays(id))
  if (!from || going.length === 0) return null
  if (going.length === from.items.length || (to && rules.survivor(from.id, to.id) === null)) return null
  const target = to ?? storyNumbered(state, state.lastStory + 1)
  takeItems(state, going, target)
  const kind = to ? 'move' : 'split'
  return { kind, from: from.id, to: target.id, items: going.map(({ id }) => id), why }
}

export function forgetStory({ knowledge, stories, items, same }: LiveState, story: LiveStory): void {
  knowledge.search.forget()
  // The newest first, which is the last of those that are like it.
  for (const item of story.items.toReversed()) {
    item.gone = true
    items.delete(item.id)
    knowledge.counts.remove(item.words)
    same.remove(item)
  }
  stories.delete(story.id)
}
