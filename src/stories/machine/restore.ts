/** A machine that is put together again from what was written down. */
import {
  countAgain,
  emptyStory,
  type LiveStory,
  type Member,
  memberOf,
  rememberedOf,
  settle,
} from './live-story.ts'
import type { MachineState } from './machine-state.ts'
import type { ItemReading } from './parts.ts'
import { notesSince } from './sleep.ts'
import { placeOf } from './take-item.ts'

/** A story as it was written down. */
export interface KeptStory
  extends Pick<
    LiveStory,
    | 'id'
    | 'createdAt'
    | 'lastItemAt'
    | 'headline'
    | 'score'
    | 'topScore'
    | 'splitFrom'
    | 'language'
    | 'signature'
  > {
  /** As `memoryOf` wrote it; null: nobody has. */
  memory: string | null
}

export interface KeptMember
  extends Pick<
    Member,
    | 'itemId'
    | 'sourceId'
    | 'sourceName'
    | 'urlKey'
    | 'at'
    | 'title'
    | 'language'
    | 'pinnedBy'
    | 'kept'
    | 'note'
    | 'changes'
  > {
  storyId: number
  reading: ItemReading
}

export function restoreStory(state: MachineState, { memory, ...row }: KeptStory): void {
  const story = { ...emptyStory(state.parts, row.id, row.splitFrom), ...row, ...rememberedOf(memory) }
  state.live.set(row.id, story)
  state.archive.set(row.id, row.createdAt, row.signature)
}

/** Items of any stories, in order of their ids: the grouping has them as they came. */
export function restoreMembers(state: MachineState, kept: readonly KeptMember[]): void {
  for (const { storyId, reading, ...row } of kept) {
    const story = state.live.get(storyId)
    if (!story)
      throw new Error(`item ${row.itemId} was to be put back into story ${storyId}, which is not there`)
    const { words: _, ...read } = reading
    const member: Member = { ...row, ...read, origin: null, originName: null }
    countAgain(story, member)
    state.storyOf.set(row.itemId, story)
    state.grouping.restore({ ...placeOf(member), reading }, storyId)
  }
}

/** When all items of all stories are back. */
export function settleAll(state: MachineState): void {
  for (const story of state.live.values()) settleOne(state, story)
}

function settleOne({ parts }: MachineState, story: LiveStory): void {
  // From before anything was known of stories: else the next correction would be read as what founds it.
  if (story.known === null)
    for (const member of story.members) story.known = parts.whatIsNew(story.known, member).known
  settle(story)
}

/** Items of one that was put back because it wakes. They may be many, and are read page by page. */
export function wakeMembers(state: MachineState, storyId: number, kept: readonly KeptMember[]): void {
  restoreMembers(state, withoutOldNotes(kept, notesSince(state.now)))
  const story = state.live.get(storyId)
  for (const { itemId, reading } of kept) {
    const member = memberOf(story, itemId)
    if (member) state.notes.member(storyId, member, reading)
  }
}

/** When all of them are back. */
export function settleWoken(state: MachineState, storyId: number): void {
  const story = state.live.get(storyId)
  if (!story) return
  settleOne(state, story)
  state.notes.story(story)
}

/** They are deleted now and then, so that whether one is there still says nothing of what came. */
function withoutOldNotes(members: readonly KeptMember[], since: number): KeptMember[] {
  return members.map(member => (member.at < since ? { ...member, note: null, changes: [] } : member))
}
