/** A story that is looked at, in memory: its items, and everything that is counted of them. */

import type { Fact } from '../change/fact.ts'
import type { ItemNames } from '../change/item-names.ts'
import type { Change } from '../moment.ts'
import type { NamedOrigin } from '../origins/named-origin.ts'
import type { Sketch } from '../origins/sketch.ts'
import type { OriginItem } from '../origins/story-origins.ts'
import type { MachineParts, StoryOrigins, Term } from './parts.ts'

export interface Member {
  itemId: number
  sourceId: number
  sourceName: string
  urlKey: string | null
  /** When the item was seen. */
  at: number
  title: string
  language: string | null
  origin: number | null
  originName: string | null
  pinnedBy: string | null
  /** An alert was made of it. */
  kept: boolean
  sketch: Sketch
  named: NamedOrigin | null
  facts: readonly Fact[]
  names: ItemNames | null
  /** What it tells of how breaking the story is; null: it came too long ago. */
  note: unknown
  /** What was new when it came. */
  changes: readonly Change[]
}

export interface LiveStory {
  readonly id: number
  createdAt: number
  lastItemAt: number
  /** In order of their ids. */
  members: Member[]
  origins: StoryOrigins
  known: unknown
  headline: string
  score: number
  topScore: number
  splitFrom: number | null
  language: string | null
  signature: readonly Term[]
  /** To the nearest earlier story when it began, 0 to 1000, and how many days back there was something to look at. */
  likeness: number
  lookedBackDays: number
}

/** What of a story does not follow from its items as they are; JSON. */
export function memoryOf({ known, likeness, lookedBackDays }: LiveStory): string {
  return JSON.stringify({ known, likeness, lookedBackDays })
}

/** As `memoryOf` wrote it; null: nobody has. */
export function rememberedOf(text: string | null): Partial<LiveStory> {
  return text === null ? {} : (JSON.parse(text) as Pick<LiveStory, 'known' | 'likeness' | 'lookedBackDays'>)
}

/** A headline shorter than this says too little to name a story by. */
const tellingLength = 16

export function emptyStory(parts: MachineParts, id: number, splitFrom: number | null): LiveStory {
  return {
    id,
    createdAt: 0,
    lastItemAt: 0,
    members: [],
    origins: parts.createOrigins([]),
    known: null,
    headline: '',
    score: 0,
    topScore: 0,
    splitFrom,
    language: null,
    signature: [],
    likeness: 0,
    lookedBackDays: 0,
  }
}

/** Counts it in. Returns the members whose origin that changed, itself among them. */
export function addMember(story: LiveStory, member: Member): readonly Member[] {
  count(story, member)
  nameStory(story)
  return findOrigin(story, member)
}

/** Of a new member, or one that says something else now. */
export function findOrigin(story: LiveStory, member: Member): readonly Member[] {
  const { changed, ...own } = story.origins.add(member.itemId, saidOf(member))
  return [own, ...changed].flatMap(({ itemId, origin, originName }) => {
    const found = itemId === member.itemId ? member : story.members.find(one => one.itemId === itemId)
    return found ? [Object.assign(found, { origin, originName })] : []
  })
}

/** What its origin is found by; the member itself changes. */
function saidOf({ sketch, named, sourceName }: Member): OriginItem {
  return { sketch, named, sourceName }
}

/** After items were put in or taken out: what follows from all of them together. */
export function settle(parts: MachineParts, story: LiveStory): void {
  nameStory(story)
  story.origins = parts.createOrigins(story.members.map(member => [member.itemId, saidOf(member)] as const))
  for (const member of story.members) {
    const { origin = null, originName = null } = story.origins.originOf(member.itemId) ?? {}
    Object.assign(member, { origin, originName })
  }
}

/** After items left, or came from another story: everything is counted anew, in order of the items' ids. */
export function recount(parts: MachineParts, story: LiveStory): void {
  const members = story.members.splice(0).sort((one, other) => one.itemId - other.itemId)
  story.known = null
  if (members.length > 0) story.lastItemAt = 0
  for (const member of members) {
    count(story, member)
    story.known = parts.whatIsNew(story.known, member).known
  }
  settle(parts, story)
}

/** By the oldest headline that tells something; where none does, by the first item's. */
export function nameStory(story: LiveStory): void {
  const [first] = story.members
  // One that was merged keeps its name: records speak of it.
  if (!first) return
  const telling = story.members.find(({ title }) => title.length >= tellingLength)
  story.headline = telling?.title ?? (first.title || first.sourceName)
  story.language = first.language
}

/** Not kept: a set for each of tens of thousands of stories would fill the memory. */
export function countSources({ members }: LiveStory): number {
  return members.length === 1 ? 1 : new Set(members.map(({ sourceId }) => sourceId)).size
}

/** The rest of what is counted of it is found by `settle`. */
export function count(story: LiveStory, member: Member): void {
  insertInOrder(story, member)
  story.createdAt = story.members.length === 1 ? member.at : Math.min(story.createdAt, member.at)
  story.lastItemAt = Math.max(story.lastItemAt, member.at)
}

function insertInOrder(story: LiveStory, member: Member): void {
  const { members } = story
  if (members.length === 0) {
    // Most stories have one, and an empty array that grows takes room for sixteen more.
    story.members = [member]
    return
  }
  let place = members.length
  while (place > 0 && (members[place - 1]?.itemId ?? 0) > member.itemId) place--
  members.splice(place, 0, member)
}
