/**
 * The story machine: an item, a revision or an editor's order comes in, and what it did to which story comes out. Pure,
 * synchronous and deterministic. What always holds: an item is in one story; none is lost when stories are merged, split
 * or put to sleep; a story's counts are those of its items; the machine reads no clock, its time is the latest that
 * anything came with; and a machine that was put together again from what was written down is the same machine.
 */
import type { StoryItem } from '../story-item.ts'
import type { Outcome, Unwritten } from './changes.ts'
import { doOrder, type TakenOrder } from './do-order.ts'
import { createState, type Doing } from './machine-state.ts'
import type { MachineParts, Term } from './parts.ts'
import {
  type KeptMember,
  type KeptStory,
  restoreMembers,
  restoreStory,
  settleAll,
  settleWoken,
  wakeMembers,
} from './restore.ts'
import { advanceTo, putToSleep, rememberedSince } from './sleep.ts'
import { reviseItem, takeItem } from './take-item.ts'

export interface StoryMachine {
  /**
   * Time goes on to that of the next input, which may put stories to sleep: then it returns true. Whoever looks which
   * sleeping ones an input needs does so after this.
   */
  advance(at: number): boolean
  /** @param unread Founds a story of its own, whatever it says: for an item that cannot be read. */
  take(item: StoryItem, unread?: boolean): Outcome
  /** The item as it was with that revision. */
  revise(item: StoryItem, revision: number, at: number): Outcome
  order(order: TakenOrder): Outcome
  isLive(storyId: number): boolean
  /** Puts stories back, at a start; then the items of all of them, in order of their ids; then `settle`. */
  restoreStory(story: KeptStory): void
  restoreMembers(members: readonly KeptMember[]): void
  settle(): void
  /** What items of the newest days taught, asleep or not, in order of their ids. */
  learn(note: unknown): void
  /** An earlier story that is asleep. */
  remember(storyId: number, createdAt: number, signature: readonly Term[]): void
  /** See `Breaking.setWeights`. */
  setWeights(weights: unknown): void
  recall(key: string, value: string): void
  startIdsAt(next: number): void
  /** Puts back one that sleeps; then its items, in order of their ids, in any number of parts; then `woken`. */
  wake(story: KeptStory): void
  wakeMembers(storyId: number, members: readonly KeptMember[]): void
  woken(storyId: number): void
  /** What is to be written since it was last asked. */
  takeUnwritten(): Unwritten
}

export function createStoryMachine(parts: MachineParts): StoryMachine {
  const state = createState(parts)
  let advancedTo: number | null = null
  const started = (at: number): Doing => {
    // Who said so before may have woken a story since, which is not to fall asleep again because there are too many.
    if (advancedTo !== at) putToSleep(state, at)
    advancedTo = null
    return { at, moments: [], changes: [] }
  }
  return {
    advance(at) {
      advancedTo = at
      return putToSleep(state, at)
    },
    take: (item, unread = false) => takeItem(state, started(item.seenAt), item, unread),
    revise: (item, revision, at) => reviseItem(state, started(at), item, revision),
    order(order) {
      const doing = started(order.at)
      const problem = doOrder(state, doing, order)
      return { storyId: order.storyId, ...doing, problem }
    },
    isLive: storyId => state.live.has(storyId),
    restoreStory: story => restoreStory(state, story),
    restoreMembers: members => restoreMembers(state, members),
    settle: () => settleAll(state),
    learn: note => state.breaking.learn(note),
    remember: state.archive.set,
    setWeights: weights => state.breaking.setWeights(weights),
    recall(key, value) {
      if (key === 'now') {
        advanceTo(state, Number(value))
        state.archive.forgetBefore(rememberedSince(state.now))
      }
      if (key === 'since') state.since = Number(value)
    },
    startIdsAt: state.grouping.startIdsAt,
    wake: story => restoreStory(state, story),
    wakeMembers: (storyId, members) => wakeMembers(state, storyId, members),
    woken: storyId => settleWoken(state, storyId),
    takeUnwritten() {
      const memory = new Map([['now', String(state.now)]])
      if (state.since !== null) memory.set('since', String(state.since))
      return { ...state.notes.take(), memory }
    },
  }
}
