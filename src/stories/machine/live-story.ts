/** A story that is looked at, in memory: its items, and everything that is counted of them. */
import type { KnownFacts, MachineParts, StoryOrigins } from './parts.ts'

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
  sketch: unknown
  namedOrigin: string | null
  facts: readonly unknown[]
}

export interface LiveStory {
  readonly id: number
  createdAt: number
  lastItemAt: number
  /** In order of their ids. */
  readonly members: Member[]
  /** How many items each source has in it. */
  readonly sources: Map<number, number>
  origins: StoryOrigins
  known: KnownFacts | null
  headline: string
  score: number
  topScore: number
  splitFrom: number | null
  language: string | null
  signature: readonly string[]
  /** To the nearest earlier story when it began. */
  likeness: number
}

/** What of a story does not follow from its items as they are; JSON. */
export function memoryOf({ known, likeness }: LiveStory): string {
  return JSON.stringify({ known, likeness })
}

/** A headline shorter than this says too little to name a story by. */
const tellingLength = 16

export function emptyStory(parts: MachineParts, id: number, splitFrom: number | null): LiveStory {
  return {
    id,
    createdAt: 0,
    lastItemAt: 0,
    members: [],
    sources: new Map(),
    origins: parts.createOrigins(),
    known: null,
    headline: '',
    score: 0,
    topScore: 0,
    splitFrom,
    language: null,
    signature: [],
    likeness: 0,
  }
}

/** Counts it in; its origin is found where it has none yet. */
export function addMember(story: LiveStory, member: Member): void {
  insertInOrder(story.members, member)
  story.sources.set(member.sourceId, (story.sources.get(member.sourceId) ?? 0) + 1)
  story.createdAt = story.members.length === 1 ? member.at : Math.min(story.createdAt, member.at)
  story.lastItemAt = Math.max(story.lastItemAt, member.at)
  const { sketch, namedOrigin: name, sourceId, sourceName } = member
  Object.assign(member, story.origins.add(member.itemId, { sketch, name, sourceId, sourceName }))
  nameStory(story)
}

/** After items left, or came from another story: everything is counted anew, in order of the items' ids. */
export function recount(parts: MachineParts, story: LiveStory): void {
  const members = story.members.splice(0).sort((one, other) => one.itemId - other.itemId)
  story.sources.clear()
  story.origins = parts.createOrigins()
  story.known = null
  if (members.length > 0) story.lastItemAt = 0
  for (const member of members) {
    addMember(story, member)
    story.known = parts.whatIsNew(story.known, member).known
  }
}

/** By the oldest headline that tells something; where none does, by the first item's. */
export function nameStory(story: LiveStory): void {
  const [first] = story.members
  const telling = story.members.find(({ title }) => title.length >= tellingLength)
  story.headline = telling?.title ?? (first?.title || first?.sourceName || '')
  story.language = first?.language ?? null
}

function insertInOrder(members: Member[], member: Member): void {
  let place = members.length
  while (place > 0 && (members[place - 1]?.itemId ?? 0) > member.itemId) place--
  members.splice(place, 0, member)
}
