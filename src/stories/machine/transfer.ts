/** Items that go from one story to another, whoever wants it: no item is lost on the way, and both are counted anew. */
import type { MadeChange } from './changes.ts'
import { emptyStory, exchange } from './live-story.ts'
import { type Doing, type MachineState, makeMoment, signStory } from './machine-state.ts'
import type { StoryMove } from './parts.ts'

type Transfer = Omit<MadeChange, 'at'>

const momentKinds = { merge: 'merged', split: 'split', move: 'moved' } as const

export function carryMove(state: MachineState, doing: Doing, move: StoryMove): void {
  transfer(state, doing, { ...move, by: 'machine' })
}

/** A story that has nothing left was merged into the one that its last items went to. */
export function transfer(state: MachineState, doing: Doing, { items, ...change }: Transfer): void {
  const from = state.live.get(change.from)
  if (!from)
    throw new Error(`items of story ${change.from} were to go to ${change.to}, but it is not looked at`)
  const leaving = new Set(items)
  const going = from.members.filter(({ itemId }) => leaving.has(itemId))
  const to = state.live.get(change.to) ?? emptyStory(state.parts, change.to, from.id)
  if (!state.live.has(to.id))
    Object.assign(to, { likeness: from.likeness, lookedBackDays: from.lookedBackDays })
  state.live.set(to.id, to)
  const isOlder = from.createdAt < to.createdAt
  for (const { itemId } of going) state.storyOf.set(itemId, to)
  for (const { of, members } of exchange(state.parts, { from, to }, going))
    for (const member of members) state.notes.member(of.id, member)
  const isEmpty = from.members.length === 0
  doing.changes.push({ ...change, items: going.map(({ itemId }) => itemId), at: doing.at })
  if (isEmpty) {
    to.topScore = Math.max(to.topScore, from.topScore)
    // How new the event is was seen when its first item came; to what came later the first was like it already.
    if (isOlder) Object.assign(to, { likeness: from.likeness, lookedBackDays: from.lookedBackDays })
    state.live.delete(from.id)
    state.archive.remove(from.id)
    state.notes.story(from, 'merged', to.id)
  }
  for (const story of isEmpty ? [to] : [from, to]) {
    signStory(state, story)
    makeMoment(state, doing, story, {
      kind: momentKinds[change.kind],
      member: null,
      revision: null,
      changes: [],
    })
  }
}
