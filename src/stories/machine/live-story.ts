/** A story that is looked at, in memory: its items, and everything that is counted of them. */

import type { Fact } from '../change/fact.ts'
import type { ItemNames } from '../change/item-names.ts'
import type { Change } from '../moment.ts'
import type { ItemOrigin } from '../origins/assign-origins.ts'
import type { NamedOrigin } from '../origins/named-origin.ts'
import type { OriginItem } from '../origins/origin-item.ts'
import type { Sketch } from '../origins/sketch.ts'
import { placeIn } from '../place-in.ts'
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
  /** Of one that has many items; null: nobody asked since some left. */
  sources: Set<number> | null
  /** Whether an editor placed some of its items, and an alert was made of one; null: nobody asked since that may have changed. */
  standing: { pinned: boolean; kept: boolean } | null
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
    sources: null,
    standing: null,
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
  const last = story.members.at(-1)
  count(story, member)
  // Of what comes behind the others only the first that tells something names the story.
  const isNamed = last !== undefined && last.itemId < member.itemId && story.members[0]?.title !== ''
  if (!isNamed || (member.title.length >= tellingLength && story.headline.length < tellingLength))
    nameStory(story)
  return findOrigin(story, member)
}

export function memberOf(story: LiveStory | undefined, itemId: number): Member | undefined {
  const member = story?.members[placeIn(story.members, other => other.itemId < itemId)]
  return member?.itemId === itemId ? member : undefined
}

/** Of a new member, or one that says something else now. */
export function findOrigin(story: LiveStory, member: Member): readonly Member[] {
  const { changed, ...own } = story.origins.add(member.itemId, saidOf(member))
  return withOrigins(story, [own, ...changed])
}

function withOrigins(story: LiveStory, origins: readonly ItemOrigin[]): Member[] {
  return origins.flatMap(({ itemId, origin, originName }) => {
    const found = memberOf(story, itemId)
    return found ? [Object.assign(found, { origin, originName })] : []
  })
}

/** What its origin is found by; the member itself changes. */
function saidOf({ sketch, named, sourceName }: Member): OriginItem {
  return { sketch, named, sourceName }
}

/** When all items of a restart are back: what follows from all of them together. */
export function settle(story: LiveStory): void {
  nameStory(story)
  for (const member of story.members) {
    const { origin = null, originName = null } = story.origins.originOf(member.itemId) ?? {}
    Object.assign(member, { origin, originName })
  }
}

/**
 * Items leave `from` for `to`, and both are counted anew. Where all of them go, the larger of the two goes on, so that a few
 * that come to a story of many cost little. Returns those that are elsewhere now, or have another origin.
 */
export function exchange(
  parts: MachineParts,
  { from, to }: { from: LiveStory; to: LiveStory },
  going: readonly Member[],
): { of: LiveStory; members: readonly Member[] }[] {
  const leaving = new Set(going.map(({ itemId }) => itemId))
  const staying = from.members.filter(({ itemId }) => !leaving.has(itemId))
  const isLarger = staying.length === 0 && going.length > to.members.length
  const [{ known, origins }, coming] = isLarger ? [from, to.members] : [to, going]
  from.members = staying
  to.members = inOrder(to.members, going)
  to.origins = origins
  const changed = origins.put(coming.map(member => [member.itemId, saidOf(member)] as const))
  const own = coming.map(
    ({ itemId }) => origins.originOf(itemId) ?? { itemId, origin: null, originName: null },
  )
  const ofThese = withOrigins(to, [...own, ...changed])
  if (staying.length === 0) from.origins = parts.createOrigins([])
  const ofThose = withOrigins(from, staying.length === 0 ? [] : from.origins.remove(leaving))
  for (const story of [from, to]) recount(story)
  readAgain(parts, to, { known, coming })
  readAgain(parts, from, { known: from.known, coming: [] })
  return [
    { of: to, members: [...going, ...ofThese] },
    { of: from, members: ofThose },
  ]
}

/** Both in order of their ids. */
function inOrder(members: readonly Member[], others: readonly Member[]): Member[] {
  return [...members, ...others].sort((one, other) => one.itemId - other.itemId)
}

function recount(story: LiveStory): void {
  const { members } = story
  story.sources = null
  story.standing = null
  if (members.length > 0) {
    story.createdAt = members.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY)
    story.lastItemAt = members.reduce((last, { at }) => Math.max(last, at), 0)
  }
  nameStory(story)
}

/** A story of more items knows what it knew, and what those that come say. */
const mostReadAgain = 1_000

function readAgain(
  { whatIsNew }: MachineParts,
  story: LiveStory,
  { known, coming }: { known: unknown; coming: readonly Member[] },
): void {
  const isFew = story.members.length <= mostReadAgain
  story.known = isFew ? null : known
  for (const member of isFew ? story.members : coming) story.known = whatIsNew(story.known, member).known
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

/** Beyond so many items, what is counted of all of them is kept; a set for each of tens of thousands would fill the memory. */
const few = 32

export function countSources(story: LiveStory): number {
  const { members } = story
  if (members.length === 1) return 1
  const sources = story.sources ?? new Set(members.map(({ sourceId }) => sourceId))
  story.sources = members.length > few ? sources : null
  return sources.size
}

export function standingOf(story: LiveStory): { pinned: boolean; kept: boolean } {
  const { members } = story
  const standing = story.standing ?? {
    pinned: members.some(({ pinnedBy }) => pinnedBy !== null),
    kept: members.some(({ kept }) => kept),
  }
  story.standing = members.length > few ? standing : null
  return standing
}

/** The rest of what is counted of it is found by `settle`. */
function count(story: LiveStory, member: Member): void {
  insertInOrder(story, member)
  story.sources?.add(member.sourceId)
  if (member.kept || member.pinnedBy !== null) story.standing = null
  story.createdAt = story.members.length === 1 ? member.at : Math.min(story.createdAt, member.at)
  story.lastItemAt = Math.max(story.lastItemAt, member.at)
}

/** When it is put back: who it is of is told by those before it. */
export function countAgain(story: LiveStory, member: Member): void {
  count(story, member)
  story.origins.add(member.itemId, saidOf(member))
}

function insertInOrder(story: LiveStory, member: Member): void {
  const { members } = story
  // Most stories have one, and an empty array that grows takes room for sixteen more.
  if (members.length === 0) story.members = [member]
  else
    members.splice(
      placeIn(members, other => other.itemId < member.itemId),
      0,
      member,
    )
}
