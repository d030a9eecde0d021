/** What the machine's verbs share. */
import type { GroupingRules } from '../grouping/rules.ts'
import type { Change, MomentKind } from '../moment.ts'
import { type Archive, createArchive } from './archive.ts'
import { createNotes, type MadeChange, type MadeMoment, type Notes } from './changes.ts'
import { countSources, type LiveStory, type Member, memberOf, standingOf } from './live-story.ts'
import type { Breaking, Grouping, MachineParts, StoryNow } from './parts.ts'

export interface MachineState {
  readonly parts: MachineParts
  readonly live: Map<number, LiveStory>
  /** Of every item of a live story. */
  readonly storyOf: Map<number, LiveStory>
  readonly grouping: Grouping
  readonly breaking: Breaking
  readonly archive: Archive
  readonly notes: Notes
  /** The latest time that anything came with: the machine's only clock. */
  now: number
  /** When the first item came; null: none did. */
  since: number | null
}

export function createState(parts: MachineParts): MachineState {
  const live = new Map<number, LiveStory>()
  const storyOf = new Map<number, LiveStory>()
  return {
    parts,
    live,
    storyOf,
    grouping: parts.createGrouping(rulesOf(live, storyOf)),
    breaking: parts.createBreaking(),
    archive: createArchive(),
    notes: createNotes(),
    now: 0,
    since: null,
  }
}

function rulesOf(live: Map<number, LiveStory>, storyOf: Map<number, LiveStory>): GroupingRules {
  // One that is not there yet is made right now, and has nothing that was placed or kept.
  const standing = (id: number): Standing => {
    const story = live.get(id)
    return story ? { id, ...standingOf(story) } : { id, pinned: false, kept: false }
  }
  return {
    survivor: (one, other) => survivorOf(standing(one), standing(other)),
    stays(itemId) {
      const story = storyOf.get(itemId)
      // What an editor took apart would else come together again through a third story.
      return story !== undefined && (memberOf(story, itemId)?.kept === true || standingOf(story).pinned)
    },
  }
}

interface Standing {
  id: number
  pinned: boolean
  kept: boolean
}

/**
 * Of two that the machine would put together. What editors placed does not move, so that two that both have such items
 * stay apart; a story with an alert keeps its id.
 */
function survivorOf(one: Standing, other: Standing): number | 'either' | null {
  if (one.pinned && other.pinned) return null
  if (one.pinned) return other.kept && !one.kept ? null : one.id
  if (other.pinned) return one.kept && !other.kept ? null : other.id
  if (one.kept === other.kept) return 'either'
  return one.kept ? one.id : other.id
}

/** What one input did, while it is being done. */
export interface Doing {
  readonly at: number
  readonly moments: MadeMoment[]
  readonly changes: MadeChange[]
}

export interface Happening {
  kind: MomentKind
  member: Member | null
  revision: number | null
  changes: readonly Change[]
}

/** Scores the story as it stands now, and writes the moment down. */
export function makeMoment(state: MachineState, doing: Doing, story: LiveStory, happening: Happening): void {
  const { score, reasons } = state.parts.scoreStory(storyNow(state, story, doing.at))
  story.score = score
  story.topScore = Math.max(story.topScore, score)
  state.notes.story(story)
  const { kind, member, changes, revision } = happening
  doing.moments.push({
    storyId: story.id,
    itemId: member?.itemId ?? null,
    kind,
    at: doing.at,
    items: story.members.length,
    sources: countSources(story),
    origins: story.origins.count,
    score,
    reasons,
    changes,
    headline: story.headline,
    revision,
  })
}

function storyNow({ parts }: MachineState, story: LiveStory, at: number): StoryNow {
  const { members, likeness, lookedBackDays: days } = story
  // What nobody knows whose it is, is no further origin where there is another one.
  const counted = members.slice(-parts.countedItems)
  const isSome = counted.every(({ origin }) => origin !== null)
  const some = isSome ? 0 : (members.find(({ origin }) => origin !== null)?.origin ?? 0)
  const newest = counted.flatMap(({ note, origin, changes }) => {
    return note === null ? [] : [{ note, origin: origin ?? some, changes }]
  })
  return {
    at,
    foundedAt: story.createdAt,
    origins: story.origins.count,
    newest,
    novelty: { likenessPercent: Math.floor(likeness / 10), days },
  }
}

/** The words it is known by are asked for anew while it is young and changes: at 1, 2, 4, 8 … items. */
export function signStory(
  state: MachineState,
  story: LiveStory,
  signature = state.grouping.signatureOf(story.id),
): void {
  story.signature = signature
  state.archive.set(story.id, story.createdAt, story.signature)
}
