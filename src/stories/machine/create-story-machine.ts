/**
 * The story machine: an item, a revision or an editor's order comes in, and what it did to which story comes out. Pure,
 * synchronous and deterministic. What always holds: an item is in one story; none is lost when stories are merged, split
 * or put to sleep; a story's counts are those of its items; the machine reads no clock, its time is the latest that
 * anything came with; and a machine that was put together again from what was written down is the same machine.
 */
import type { StoryItem } from '../story-item.ts'
import type { Outcome, Unwritten } from './changes.ts'
import { doOrder, type TakenOrder } from './do-order.ts'
import { addMember, emptyStory, type LiveStory, type Member, nameStory } from './live-story.ts'
import {
  createState,
  type Doing,
  type MachineState,
  makeMoment,
  memberOf,
  signStory,
} from './machine-state.ts'
import type { ItemReading, MachineParts } from './parts.ts'
import { putToSleep } from './sleep.ts'
import { carryMove } from './transfer.ts'

/** A live story as it was written down. */
export interface KeptStory {
  id: number
  createdAt: number
  lastItemAt: number
  headline: string
  score: number
  topScore: number
  splitFrom: number | null
  language: string | null
  signature: readonly string[]
  /** As `memoryOf` wrote it; null: nobody has. */
  memory: string | null
}

export type KeptMember = Pick<
  Member,
  'itemId' | 'sourceId' | 'sourceName' | 'urlKey' | 'at' | 'title' | 'language' | 'pinnedBy' | 'kept'
> & { reading: ItemReading }

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
  /** Null: the item is in no story that is looked at. */
  storyOf(itemId: number): number | null
  /** Puts a story back, at a start; then its items, in order of their ids over all stories. */
  restoreStory(story: KeptStory): void
  restoreMember(storyId: number, member: KeptMember): void
  /** Puts back one that sleeps, with its items in order of their ids. */
  wake(story: KeptStory, members: readonly KeptMember[]): void
  /** An earlier story, asleep or not. */
  remember(storyId: number, createdAt: number, signature: readonly string[]): void
  recall(key: string, value: string): void
  startIdsAt(next: number): void
  /** What is to be written since it was last asked. */
  takeUnwritten(): Unwritten
}

const nowKey = 'now'
const breakingPrefix = 'breaking.'
const longestTitle = 300

export function createStoryMachine(parts: MachineParts): StoryMachine {
  const state = createState(parts)
  const started = (at: number): Doing => {
    putToSleep(state, at)
    return { at, moments: [], changes: [] }
  }
  return {
    advance: at => putToSleep(state, at),
    take: (item, unread = false) => take(state, started(item.seenAt), item, unread),
    revise: (item, revision, at) => revise(state, started(at), item, revision),
    order(order) {
      const doing = started(order.at)
      const problem = doOrder(state, doing, order)
      return { storyId: order.storyId, ...doing, problem }
    },
    isLive: storyId => state.live.has(storyId),
    storyOf: itemId => state.storyOf.get(itemId)?.id ?? null,
    restoreStory: story => restoreStory(state, story),
    restoreMember: (storyId, member) => restoreMember(state, storyId, member),
    wake(story, members) {
      restoreStory(state, story)
      for (const member of members) restoreMember(state, story.id, member)
      const woken = state.live.get(story.id)
      if (!woken) return
      state.notes.story(woken)
      const readings = new Map(members.map(({ itemId, reading }) => [itemId, reading]))
      for (const member of woken.members) {
        const reading = readings.get(member.itemId)
        if (reading) state.notes.member(story.id, member, { isNew: false, reading })
      }
    },
    remember: state.archive.set,
    recall(key, value) {
      if (key === nowKey) state.now = Number(value)
      else if (key.startsWith(breakingPrefix)) state.breaking.recall(key.slice(breakingPrefix.length), value)
    },
    startIdsAt: state.grouping.startIdsAt,
    takeUnwritten() {
      const memory = new Map<string, string | null>([[nowKey, String(state.now)]])
      for (const [key, value] of state.breaking.takeChanges()) memory.set(breakingPrefix + key, value)
      return { ...state.notes.take(), memory }
    },
  }
}

function take(state: MachineState, doing: Doing, item: StoryItem, unread: boolean): Outcome {
  const reading = state.parts.read(unread ? { ...item, title: '', text: '' } : item)
  const urlKey = unread ? null : item.urlKey
  const placed = { itemId: item.id, sourceId: item.sourceId, urlKey, language: item.language }
  const { storyId, founded, moves } = state.grouping.place({ ...placed, at: item.seenAt, reading })
  const story = state.live.get(storyId) ?? emptyStory(state.parts, storyId, null)
  state.live.set(storyId, story)
  state.storyOf.set(item.id, story)
  const previousAt = founded ? null : story.lastItemAt
  const member: Member = {
    ...placed,
    sourceName: item.sourceName,
    at: item.seenAt,
    title: titleOf(item),
    origin: null,
    originName: null,
    pinnedBy: null,
    kept: false,
    ...readOf(reading),
  }
  addMember(story, member)
  const { changes, known } = state.parts.whatIsNew(story.known, member)
  story.known = known
  if (founded) beginStory(state, story)
  else if (isPowerOfTwo(story.members.length)) signStory(state, story)
  state.notes.member(storyId, member, { isNew: true, reading })
  const { firstPoll } = item
  const kind = founded ? 'founded' : 'joined'
  makeMoment(state, doing, story, {
    kind,
    member,
    revision: 1,
    firstPoll,
    marks: reading.marks,
    changes,
    previousAt,
  })
  for (const move of moves) carryMove(state, doing, move)
  return { storyId: state.storyOf.get(item.id)?.id ?? storyId, ...doing, problem: null }
}

function beginStory(state: MachineState, story: LiveStory): void {
  const signature = state.grouping.signatureOf(story.id)
  const related = state.archive.nearest(story.id, signature, story.createdAt)
  story.likeness = related[0]?.likeness ?? 0
  state.notes.relations(story.id, related)
  signStory(state, story)
}

function revise(state: MachineState, doing: Doing, item: StoryItem, revision: number): Outcome {
  const story = state.storyOf.get(item.id)
  const member = memberOf(story, item.id)
  if (!story || !member) return { storyId: null, ...doing, problem: null }
  // Whose text it is was seen when it came: a later credit does not make it another one's.
  const reading = { ...state.parts.read(item), sketch: member.sketch, originName: member.namedOrigin }
  Object.assign(member, { title: titleOf(item), facts: reading.facts })
  nameStory(story)
  const { itemId, sourceId, urlKey, language, at } = member
  const moves = state.grouping.revise({ itemId, sourceId, urlKey, language, at, reading })
  const { changes, known } = state.parts.whatIsNew(story.known, member)
  story.known = known
  state.notes.member(story.id, member, { isNew: false, reading })
  const { firstPoll } = item
  const happening = { kind: 'revised' as const, member, revision, firstPoll, marks: reading.marks, changes }
  makeMoment(state, doing, story, { ...happening, previousAt: story.lastItemAt })
  for (const move of moves) carryMove(state, doing, move)
  return { storyId: state.storyOf.get(item.id)?.id ?? story.id, ...doing, problem: null }
}

function restoreStory(state: MachineState, kept: KeptStory): void {
  const { memory, ...row } = kept
  // As `memoryOf` wrote it.
  const remembered = memory === null ? {} : (JSON.parse(memory) as Pick<LiveStory, 'known' | 'likeness'>)
  state.live.set(row.id, { ...emptyStory(state.parts, row.id, row.splitFrom), ...row, ...remembered })
  state.archive.set(row.id, row.createdAt, row.signature)
}

function restoreMember(state: MachineState, storyId: number, { reading, ...kept }: KeptMember): void {
  const story = state.live.get(storyId)
  if (!story)
    throw new Error(`item ${kept.itemId} was to be put back into story ${storyId}, which is not there`)
  const member: Member = {
    ...kept,
    title: titleOf({ title: kept.title }),
    origin: null,
    originName: null,
    ...readOf(reading),
  }
  addMember(story, member)
  state.storyOf.set(kept.itemId, story)
  const { itemId, sourceId, urlKey, language, at } = member
  state.grouping.restore(
    { itemId, sourceId, urlKey, language, at, reading },
    storyId,
    member.pinnedBy !== null,
  )
}

function readOf({ sketch, originName: namedOrigin, facts }: ItemReading) {
  return { sketch, namedOrigin, facts }
}

function titleOf({ title }: Pick<StoryItem, 'title'>): string {
  return title.length > longestTitle ? title.slice(0, longestTitle) : title
}

function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0
}
