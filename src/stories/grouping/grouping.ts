/**
 * Which story an item belongs to, decided the moment it comes, and corrected as stories grow. Pure and synchronous: the
 * same items and editors' words in the same order give the same stories, whatever the clock, and a grouping that is
 * restored from what was decided goes on exactly as one that never stopped. How it decides: `likelihood.ts` (words),
 * `features.ts` and `model.ts` (the learned judgement), `decide.ts`, `correct.ts`; decision 0020.
 */
import type { Background } from '../words/background.ts'
import { findStrays, findTwin } from './correct.ts'
import { decide } from './decide.ts'
import { judge } from './judge.ts'
import {
  createLiveState,
  forgetStory,
  type ItemToPlace,
  type LiveState,
  mergeStories,
  putItem,
  type StoryMove,
  storyNumbered,
  takeItems,
} from './live-state.ts'
import type { LiveStory } from './live-story.ts'
import type { Model } from './model.ts'
import { tellingTerms } from './postings.ts'

export type { ItemToPlace, StoryMove } from './live-state.ts'

export interface Placement {
  storyId: number
  founded: boolean
  /** In the order in which they were done, after the item had its place. */
  moves: readonly StoryMove[]
  /** How like the likeliest other story is, 0 to 1; of a founded one: whether something like it was there before. */
  likeness: number
}

export interface Grouping {
  place(item: ItemToPlace): Placement
  /** Puts back what was decided before a restart, in the order of the items' ids. */
  restore(item: ItemToPlace, storyId: number, pinned: boolean): void
  /** Story numbers up to here were given out. */
  restoreLastStory(id: number): void
  /** An editor's word: the items go to that story (null: a new one) and stay. Null: an item or the story is not live. */
  move(itemIds: readonly number[], to: number | null): { storyId: number; from: readonly number[] } | null
  /** An editor's word: never one story again. */
  keepApart(one: number, other: number): void
  /** It has an alert: another story is merged into it, never it into one that has none. */
  hold(storyId: number): void
  /** Forgets stories to which nothing came since `before`, and returns their ids. */
  sleep(before: number): number[]
  itemsOf(storyId: number): readonly number[]
  liveStories(): number
  /** What the story is known by once it sleeps: its most telling terms. */
  signatureOf(storyId: number): number[]
}

const signatureTerms = 12

export function createGrouping(parts: { model: Model; background: Background }): Grouping {
  const state = createLiveState(parts)
  const { stories, knowledge } = state
  return {
    place: item => place(state, item),
    restore: (item, storyId, pinned) => putItem(state, item, storyNumbered(state, storyId), pinned),
    restoreLastStory(id) {
      state.lastStory = Math.max(state.lastStory, id)
    },
    move: (itemIds, to) => move(state, itemIds, to),
    keepApart(one, other) {
      stories.get(one)?.apart.add(other)
      stories.get(other)?.apart.add(one)
    },
    hold(storyId) {
      const story = stories.get(storyId)
      if (story) story.held = true
    },
    sleep(before) {
      const asleep = [...stories.values()].filter(({ lastAt }) => lastAt < before)
      for (const story of asleep) forgetStory(state, story)
      if (asleep.length > 0) knowledge.postings.sweep()
      return asleep.map(({ id }) => id).sort((one, other) => one - other)
    },
    itemsOf: storyId => stories.get(storyId)?.items.map(({ id }) => id) ?? [],
    liveStories: () => stories.size,
    signatureOf(storyId) {
      const [first] = stories.get(storyId)?.items ?? []
      return first ? tellingTerms(first.words, knowledge.counts.telling, signatureTerms) : []
    },
  }
}

function place(state: LiveState, item: ItemToPlace): Placement {
  const judged = judge(item, state.knowledge)
  const sameAddress = item.urlKey === null ? undefined : state.addresses.get(item.urlKey)
  const chosen = sameAddress?.story ?? decide(item.words, judged)
  const [best] = judged
  const story = chosen ?? storyNumbered(state, state.lastStory + 1)
  putItem(state, item, story, false)
  const { storyId, moves } = correct(state, story)
  return { storyId, founded: chosen === null, moves, likeness: best ? 1 / (1 + Math.exp(-best.odds)) : 0 }
}

function correct(state: LiveState, grown: LiveStory): { storyId: number; moves: StoryMove[] } {
  const moves: StoryMove[] = []
  let story = grown
  const merge = (other: LiveStory, why: string) => {
    const move = mergeStories(state, story, other, why)
    moves.push(move)
    story = storyNumbered(state, move.to)
  }
  const twin = findTwin(story, state.knowledge)
  if (twin) merge(twin, 'they tell of the same event')
  for (const stray of findStrays(story, state.knowledge)) merge(stray.story, 'the story has grown to it')
  return { storyId: story.id, moves }
}

function move(
  state: LiveState,
  itemIds: readonly number[],
  to: number | null,
): { storyId: number; from: readonly number[] } | null {
  const items = itemIds.map(id => state.items.get(id)).filter(item => item !== undefined)
  if (items.length < itemIds.length || items.length === 0) return null
  if (to !== null && !state.stories.has(to)) return null
  const target = storyNumbered(state, to ?? state.lastStory + 1)
  for (const item of items) item.pinned = true
  const coming = items.filter(({ story }) => story !== target)
  const from = [...new Set(coming.map(({ story }) => story.id))]
  takeItems(state, coming, target)
  return { storyId: target.id, from }
}
