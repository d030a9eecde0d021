/**
 * Which story an item belongs to, decided the moment it comes, and corrected as stories grow. Pure and synchronous: the
 * same items and editors' words in the same order give the same stories, whatever the clock, and a grouping that is
 * restored from what was decided goes on exactly as one that never stopped. How it decides: `likelihood.ts` (words),
 * `features.ts` and `model.ts` (the learned judgement), `decide.ts`, `correct.ts`; decision 0020.
 */

import { termCount } from '../words/item-words.ts'
import { findStrays, findTwin } from './correct.ts'
import { decide } from './decide.ts'
import { hasInCommon } from './has-in-common.ts'
import { judge } from './judge.ts'
import {
  createLiveState,
  forgetStory,
  type GroupingParts,
  type ItemToPlace,
  type LiveState,
  mergeStories,
  moveItems,
  putItem,
  reviseItem,
  type StoryMove,
  storyNumbered,
  takeItems,
} from './live-state.ts'
import { type LiveItem, type LiveStory, newestOf } from './live-story.ts'
import { tellingTerms } from './postings.ts'
import { regroup } from './regroup.ts'

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
  /** Puts back what was decided before a restart, or wakes; the same whatever the order. */
  restore(item: ItemToPlace, storyId: number): void
  /** Story numbers up to here were given out. */
  restoreLastStory(id: number): void
  /**
   * It says something else, and stays where it is, unless that has nothing to do with its story any more.
   * @param stays Whatever it says.
   */
  revise(item: ItemToPlace, stays?: boolean): readonly StoryMove[]
  /** An editor's word: the items go to that story (null: a new one). Returns its id. */
  move(itemIds: readonly number[], to: number | null): number
  /** Forgets stories that sleep. */
  sleep(storyIds: readonly number[]): void
  itemsOf(storyId: number): readonly number[]
  liveStories(): number
  /** What the story is known by once it sleeps: its most telling terms. */
  signatureOf(storyId: number): number[]
}

const signatureTerms = 12
/** "Page not found" is no other event. */
const leastWords = 6

/** @param parts What its rules say of stories and items holds also for merges that it would make. */
export function createGrouping(parts: GroupingParts): Grouping {
  const state = createLiveState(parts)
  const { stories, knowledge } = state
  return {
    place: item => place(state, item),
    restore: (item, storyId) => putItem(state, item, storyNumbered(state, storyId)),
    restoreLastStory(id) {
      state.lastStory = Math.max(state.lastStory, id)
    },
    revise: (item, stays = false) => revise(state, item, stays),
    move: (itemIds, to) => move(state, itemIds, to),
    sleep(storyIds) {
      const asleep = storyIds.flatMap(id => stories.get(id) ?? [])
      for (const story of asleep) forgetStory(state, story)
      if (asleep.length > 0) knowledge.postings.sweep()
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
  const tellsOf = (story: LiveStory) => hasInCommon(item.words, newestOf(story), state.knowledge.counts)
  const chosen =
    state.same.find(item, tellsOf)?.story ?? decide(item.words, judged, state.knowledge.variety())
  const [best] = judged
  const story = chosen ?? storyNumbered(state, state.lastStory + 1)
  putItem(state, item, story)
  const moves = correct(state, story)
  const storyId = state.items.get(item.id)?.story.id ?? story.id
  return { storyId, founded: chosen === null, moves, likeness: best ? 1 / (1 + Math.exp(-best.odds)) : 0 }
}

/** A page that is used again (`/live`) tells of the next event under the address and the number of the last one. */
function revise(state: LiveState, item: ItemToPlace, stays: boolean): StoryMove[] {
  const live = state.items.get(item.id)
  const before = live?.words
  reviseItem(state, item)
  if (!live || !before || stays || live.story.items.length === 1 || state.rules.stays(live.id)) return []
  if (termCount(before) < leastWords || termCount(live.words) < leastWords) return []
  const { knowledge } = state
  const others = newestOf(live.story, live)
  if (hasInCommon(live.words, others, knowledge.counts)) return []
  // What never had was put there by its address, and the next full stop does not take it away.
  const had = hasInCommon(before, others, knowledge.counts)
  if (!had && hasInCommon(live.words, [{ words: before }], knowledge.counts)) return []
  const to = decide(live.words, judge(live, knowledge, live.story), knowledge.variety())
  const move = moveItems(state, [live], to, 'it tells of another event now')
  return move ? [move] : []
}

function correct(state: LiveState, grown: LiveStory): StoryMove[] {
  const moves: StoryMove[] = []
  let story = grown
  const merge = (other: LiveStory, why: string) => {
    const move = mergeStories(state, story, other, why)
    if (!move) return
    moves.push(move)
    story = storyNumbered(state, move.to)
  }
  const twin = findTwin(story, state.knowledge, state.rules)
  if (twin) merge(twin, 'they tell of the same event')
  for (const stray of findStrays(story, state.knowledge, state.rules))
    merge(stray.story, 'the story has grown to it')
  return [...moves, ...regroupAround(state, story)]
}

function regroupAround(state: LiveState, story: LiveStory): StoryMove[] {
  const { knowledge, rules } = state
  const moves: StoryMove[] = []
  for (const { to, items } of regroup(story, knowledge, rules)) {
    let target = to
    const bySource = new Map<LiveStory, LiveItem[]>()
    for (const item of items) bySource.set(item.story, [...(bySource.get(item.story) ?? []), item])
    for (const [from, going] of bySource) {
      if (from === target) continue
      const move = moveItems(
        state,
        going,
        target,
        target ? 'they tell of the same event' : 'it tells of another event',
      )
      if (!move) continue
      moves.push(move)
      target = storyNumbered(state, move.to)
    }
  }
  return moves
}

function move(state: LiveState, itemIds: readonly number[], to: number | null): number {
  const target = storyNumbered(state, to ?? state.lastStory + 1)
  const coming = itemIds.flatMap(id => state.items.get(id) ?? []).filter(({ story }) => story !== target)
  takeItems(state, coming, target)
  return target.id
}
