/** All live stories and items, and the only functions that change which item is in which story. */
import type { Background } from '../words/background.ts'
import type { ItemWords } from '../words/item-words.ts'
import type { Knowledge } from './judge.ts'
import { createStory, join, type LiveItem, type LiveStory, leave } from './live-story.ts'
import type { Model } from './model.ts'
import { createPostings } from './postings.ts'
import { createTermCounts } from './term-counts.ts'

export interface LiveState {
  knowledge: Knowledge
  stories: Map<number, LiveStory>
  items: Map<number, LiveItem>
  /** The newest item of each address. */
  addresses: Map<string, LiveItem>
  /** The highest number that a story ever had. */
  lastStory: number
}

export interface ItemToPlace {
  /** Higher than every one before. */
  id: number
  words: ItemWords
  /** The canonical address's hash: the same address is the same story. */
  urlKey: string | null
  /** When it was seen; epoch milliseconds. */
  at: number
}

/** Items that went from one story to another. A story that lost all of its items is no more. */
export interface StoryMove {
  kind: 'merge' | 'split'
  from: number
  to: number
  items: readonly number[]
  /** In words, for the record. */
  why: string
}

export function createLiveState({ model, background }: { model: Model; background: Background }): LiveState {
  const counts = createTermCounts(background)
  const knowledge = { model, counts, postings: createPostings<LiveItem>(counts.telling) }
  return { knowledge, stories: new Map(), items: new Map(), addresses: new Map(), lastStory: 0 }
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

export function putItem(state: LiveState, item: ItemToPlace, story: LiveStory, pinned: boolean): void {
  const { counts, postings } = state.knowledge
  const live: LiveItem = { ...item, story, pinned, gone: false }
  state.items.set(item.id, live)
  join(story, live)
  counts.add(item.words)
  postings.add(live)
  if (item.urlKey !== null) state.addresses.set(item.urlKey, live)
}

export function takeItems(state: LiveState, items: readonly LiveItem[], to: LiveStory): void {
  for (const item of items) {
    const from = item.story
    leave(item)
    join(to, item)
    if (from.items.length === 0) state.stories.delete(from.id)
  }
}

export function mergeStories(state: LiveState, one: LiveStory, other: LiveStory, why: string): StoryMove {
  const [to, from] = survivor(one, other)
  const items = [...from.items]
  for (const id of from.apart) {
    to.apart.add(id)
    state.stories.get(id)?.apart.add(to.id)
  }
  to.held ||= from.held
  takeItems(state, items, to)
  return { kind: 'merge', from: from.id, to: to.id, items: items.map(({ id }) => id), why }
}

/** Whatever has an alert keeps its number; else the older one. */
function survivor(one: LiveStory, other: LiveStory): [to: LiveStory, from: LiveStory] {
  if (one.held !== other.held) return one.held ? [one, other] : [other, one]
  return one.id < other.id ? [one, other] : [other, one]
}

export function forgetStory({ knowledge, stories, items, addresses }: LiveState, story: LiveStory): void {
  for (const item of story.items) {
    item.gone = true
    items.delete(item.id)
    knowledge.counts.remove(item.words)
    if (item.urlKey !== null && addresses.get(item.urlKey) === item) addresses.delete(item.urlKey)
  }
  stories.delete(story.id)
}
