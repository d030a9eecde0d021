/**
 * An editor's word. What an editor placed is pinned: the machine leaves it there. What an editor took apart has pinned
 * items on both sides, and two stories that both have some are never put together by the machine.
 */
import { type LiveStory, memberOf, standingOf } from './live-story.ts'
import type { Doing, MachineState } from './machine-state.ts'
import { transfer } from './transfer.ts'

export interface TakenOrder {
  id: number
  kind: 'merge' | 'split' | 'move' | 'keep'
  storyId: number
  /** Null: a new story. */
  to: number | null
  /** Null: all of them. */
  items: readonly number[] | null
  by: string
  at: number
}

/** Why it cannot be done; null: it was. */
export function doOrder(state: MachineState, doing: Doing, order: TakenOrder): string | null {
  if (order.kind === 'keep') return keep(state, order)
  const from = state.live.get(order.storyId)
  if (!from) return `Expected a story with items, but story ${order.storyId} has none. Load the page again.`
  const items = order.items ?? from.members.map(({ itemId }) => itemId)
  const stranger = items.find(itemId => state.storyOf.get(itemId) !== from)
  if (stranger !== undefined)
    return `Expected items of story ${from.id}, but item ${stranger} is not in it. Load the page again.`
  if (items.length === 0)
    return `Expected at least one item of story ${from.id}, but none was chosen. Choose some.`
  if (order.kind === 'split') return split(state, doing, from, { ...order, items })
  const to = order.to === null ? undefined : state.live.get(order.to)
  if (!to) return `Expected a story to put them in, but story ${order.to} has no items. Load the page again.`
  if (to === from) return `Expected another story, but ${to.id} is the one they are in. Choose another.`
  const all = items.length === from.members.length
  return order.kind === 'merge' || all
    ? merge(state, doing, [from, to], order)
    : moveSome(state, doing, [from, to], { ...order, items })
}

type Some = TakenOrder & { items: readonly number[] }

/** The one with an alert keeps its id; else the one that the editor named. */
function merge(
  state: MachineState,
  doing: Doing,
  [from, named]: readonly [LiveStory, LiveStory],
  order: TakenOrder,
): null {
  const swap = standingOf(from).kept && !standingOf(named).kept
  const [leaving, staying] = swap ? [named, from] : [from, named]
  const going = leaving.members.map(({ itemId }) => itemId)
  pin(
    state,
    staying,
    staying.members.map(({ itemId }) => itemId),
    order,
  )
  state.grouping.move(going, staying.id)
  transfer(state, doing, {
    kind: order.kind as 'merge' | 'move',
    from: leaving.id,
    to: staying.id,
    items: going,
    by: order.by,
    why: null,
  })
  markPinned(state, staying, going, order.by)
  return null
}

/** The part with the item that an alert was made of keeps the id. */
function split(state: MachineState, doing: Doing, from: LiveStory, order: Some): string | null {
  const chosen = new Set(order.items)
  const rest = from.members.filter(({ itemId }) => !chosen.has(itemId)).map(({ itemId }) => itemId)
  if (rest.length === 0)
    return `Expected some items of story ${from.id} to stay in it, but all were chosen. Leave at least one.`
  const keptChosen = from.members.some(({ itemId, kept }) => kept && chosen.has(itemId))
  const keptRest = from.members.some(({ itemId, kept }) => kept && !chosen.has(itemId))
  const [going, staying] = keptChosen && !keptRest ? [rest, order.items] : [order.items, rest]
  pin(state, from, keptChosen && !keptRest ? staying : staying.slice(0, 1), order)
  const to = state.grouping.move(going, null)
  transfer(state, doing, { kind: 'split', from: from.id, to, items: going, by: order.by, why: null })
  markPinned(state, state.live.get(to), going, order.by)
  return null
}

function moveSome(
  state: MachineState,
  doing: Doing,
  [from, to]: readonly [LiveStory, LiveStory],
  order: Some,
): null {
  const chosen = new Set(order.items)
  const rest = from.members.filter(({ itemId }) => !chosen.has(itemId)).map(({ itemId }) => itemId)
  pin(state, from, rest.slice(0, 1), order)
  state.grouping.move(order.items, to.id)
  transfer(state, doing, {
    kind: 'move',
    from: from.id,
    to: to.id,
    items: order.items,
    by: order.by,
    why: null,
  })
  markPinned(state, to, order.items, order.by)
  return null
}

/** They stay where they are, whatever the machine would do. */
function pin(state: MachineState, story: LiveStory, items: readonly number[], order: TakenOrder): void {
  state.grouping.move(items, story.id)
  markPinned(state, story, items, order.by)
}

function markPinned(
  state: MachineState,
  story: LiveStory | undefined,
  items: readonly number[],
  by: string,
): void {
  const pinned = new Set(items)
  if (story) story.standing = null
  for (const member of story?.members ?? []) {
    if (!story || !pinned.has(member.itemId)) continue
    member.pinnedBy = by.replace(/^editor:/, '')
    state.notes.member(story.id, member)
  }
}

/** Where the item went meanwhile, it is kept there. */
function keep(state: MachineState, { storyId, items }: TakenOrder): string | null {
  const itemId = items?.[0] ?? state.live.get(storyId)?.members[0]?.itemId
  const story = itemId === undefined ? undefined : state.storyOf.get(itemId)
  const member = itemId === undefined ? undefined : memberOf(story, itemId)
  if (!story || !member) return `Expected a story with items, but story ${storyId} has none.`
  member.kept = true
  story.standing = null
  state.notes.member(story.id, member)
  return null
}
