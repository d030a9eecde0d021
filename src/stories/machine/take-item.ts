/** What an item does that comes, and one that says something else now. */
import { detectLanguage } from '../../sources/index.ts'
import type { StoryItem } from '../story-item.ts'
import type { Outcome } from './changes.ts'
import {
  addMember,
  emptyStory,
  findOrigin,
  type LiveStory,
  type Member,
  memberOf,
  nameStory,
} from './live-story.ts'
import { type Doing, type MachineState, makeMoment, signStory } from './machine-state.ts'
import type { Placed } from './parts.ts'
import { rememberedMs } from './sleep.ts'
import { carryMove } from './transfer.ts'

const dayMs = 24 * 3_600_000
const longestTitle = 300
/** A source may revise an item at every look, for weeks. */
const mostChanges = 20

export function takeItem(state: MachineState, doing: Doing, item: StoryItem, unread: boolean): Outcome {
  const { breaking, grouping, parts, notes } = state
  state.since ??= item.seenAt
  const said = unread ? saysNothing(item) : item
  const reading = parts.read(said)
  const note = breaking.note(said, reading.facts)
  breaking.learn(note)
  const placed = { itemId: item.id, sourceId: item.sourceId, urlKey: said.urlKey, language: item.language }
  const { storyId, founded, moves, likeness } = grouping.place({ ...placed, at: item.seenAt, reading })
  const story = state.live.get(storyId) ?? emptyStory(parts, storyId, null)
  state.live.set(storyId, story)
  state.storyOf.set(item.id, story)
  const { words: _, ...read } = reading
  const member: Member = {
    ...placed,
    ...read,
    sourceName: item.sourceName,
    at: item.seenAt,
    title: titleOf(item),
    origin: null,
    originName: null,
    pinnedBy: null,
    kept: false,
    note,
    changes: [],
  }
  const began = story.createdAt
  for (const other of addMember(story, member)) notes.member(storyId, other)
  const { changes, known } = parts.whatIsNew(story.known, member)
  story.known = known
  member.changes = changes
  notes.member(storyId, member, reading)
  if (founded) beginStory(state, story, likeness)
  else if (isPowerOfTwo(story.members.length)) signStory(state, story)
  // An item that is older than those before it came late.
  else if (story.createdAt < began) signStory(state, story, story.signature)
  makeMoment(state, doing, story, { kind: founded ? 'founded' : 'joined', member, revision: 1, changes })
  for (const move of moves) carryMove(state, doing, move)
  return { storyId: state.storyOf.get(item.id)?.id ?? storyId, ...doing, problem: null }
}

/** What is left of an item that cannot be read. */
export function saysNothing(item: StoryItem): StoryItem {
  return { ...item, title: '', text: '', urlKey: null }
}

/** How new it is, and what came before it. */
function beginStory(state: MachineState, story: LiveStory, toLive: number): void {
  const signature = state.grouping.signatureOf(story.id)
  const related = state.archive.nearest(story.id, signature, story.createdAt)
  story.likeness = Math.max(toLive, related[0]?.likeness ?? 0)
  const lookedBackMs = Math.min(Math.max(story.createdAt - (state.since ?? story.createdAt), 0), rememberedMs)
  story.lookedBackDays = Math.floor(lookedBackMs / dayMs)
  state.notes.relations(story.id, related)
  signStory(state, story, signature)
}

export function reviseItem(state: MachineState, doing: Doing, item: StoryItem, revision: number): Outcome {
  const { breaking, grouping, parts, notes } = state
  const story = state.storyOf.get(item.id)
  const member = memberOf(story, item.id)
  if (!story || !member) return { storyId: null, ...doing, problem: null }
  const reading = parts.read(item)
  const { words: _, ...read } = reading
  const before = member.facts
  const note = member.note === null ? null : breaking.revise(member.note, item, reading.facts)
  const translated = isTranslated(member, item)
  Object.assign(member, { ...read, title: titleOf(item), language: item.language, note })
  nameStory(story)
  for (const other of findOrigin(story, member)) notes.member(story.id, other)
  const moves = grouping.revise({ ...placeOf(member), reading }, translated)
  // Of what tells of another event now, nothing is new to the story that it leaves.
  const leaves = moves.some(({ kind, items }) => kind !== 'merge' && items.includes(item.id))
  const told = { known: story.known, changes: [] }
  const { changes, known } = leaves ? told : parts.whatIsRevised(story.known, { ...member, before })
  story.known = known
  member.changes = [...member.changes, ...changes].slice(-mostChanges)
  notes.member(story.id, member, reading)
  makeMoment(state, doing, story, { kind: 'revised', member, revision, changes })
  for (const move of moves) carryMove(state, doing, move)
  return { storyId: state.storyOf.get(item.id)?.id ?? story.id, ...doing, problem: null }
}

/** By the words themselves: a feed says one language of all its items, whatever they are in. */
function isTranslated(before: Member, now: StoryItem): boolean {
  const language = detectLanguage(now.title, now.text)
  const spoken = detectLanguage(before.title, '') ?? before.language?.split('-')[0]?.toLowerCase() ?? null
  return language !== null && spoken !== null && language !== spoken
}

export function placeOf({ itemId, sourceId, urlKey, language, at }: Member): Omit<Placed, 'reading'> {
  return { itemId, sourceId, urlKey, language, at }
}

function titleOf({ title }: StoryItem): string {
  return title.length > longestTitle ? title.slice(0, longestTitle).toWellFormed() : title
}

function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0
}
