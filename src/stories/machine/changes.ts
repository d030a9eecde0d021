/** What the machine says of what it did, and what of its state is to be written down for it. */
import type { Moment } from '../moment.ts'
import type { StoryState } from '../schema.ts'
import type { Related } from './archive.ts'
import type { LiveStory, Member } from './live-story.ts'
import type { ItemReading } from './parts.ts'

export interface MadeMoment extends Moment {
  /** The story's, as it then was. */
  headline: string
  /** Of the item; null: no item. */
  revision: number | null
}

export interface MadeChange {
  kind: 'merge' | 'split' | 'move'
  from: number
  to: number
  items: readonly number[]
  by: string
  why: string | null
  at: number
}

export interface Outcome {
  /** Where the item, or the revised one, was put; null: nowhere, or nothing came. */
  storyId: number | null
  moments: readonly MadeMoment[]
  changes: readonly MadeChange[]
  /** Why an editor's order could not be done: what was expected, what came, what to do. */
  problem: string | null
}

/** A row of `stories`, as it is now. */
export interface StoryNow {
  id: number
  state: StoryState
  mergedInto: number | null
  story: LiveStory
}

/** A row of `story_items`, as it is now. */
export interface MemberNow {
  storyId: number
  member: Member
  /** The words' part of what is to be kept beside it; null: as it was. */
  reading: Pick<ItemReading, 'words'> | null
}

/** What there is to be written since it was last asked. Each story and item once, in order of their ids. */
export interface Unwritten {
  stories: readonly StoryNow[]
  members: readonly MemberNow[]
  relations: ReadonlyMap<number, readonly Related[]>
  memory: ReadonlyMap<string, string | null>
}

export interface Notes {
  story(story: LiveStory, state?: StoryState, mergedInto?: number | null): void
  member(storyId: number, member: Member, reading?: Pick<ItemReading, 'words'>): void
  relations(storyId: number, related: readonly Related[]): void
  take(): Omit<Unwritten, 'memory'>
}

export function createNotes(): Notes {
  const stories = new Map<number, StoryNow>()
  const members = new Map<number, MemberNow>()
  const relations = new Map<number, readonly Related[]>()
  return {
    story(story, state = 'live', mergedInto = null) {
      stories.set(story.id, { id: story.id, state, mergedInto, story })
    },
    member(storyId, member, reading) {
      const known = reading ?? members.get(member.itemId)?.reading ?? null
      members.set(member.itemId, { storyId, member, reading: known })
    },
    relations(storyId, related) {
      relations.set(storyId, related)
    },
    take() {
      const taken = {
        stories: [...stories.values()].sort((one, other) => one.id - other.id),
        members: [...members.values()].sort((one, other) => one.member.itemId - other.member.itemId),
        relations: new Map(relations),
      }
      stories.clear()
      members.clear()
      relations.clear()
      return taken
    },
  }
}
