/**
 * What there is to do, in one order: items by their ids, revisions and orders by theirs, and the three of them by when
 * they came. The order of the first inputs never depends on how many are looked at, so that batches of any size do the
 * same.
 */
import { type Item, readFreshItems, readFreshRevisions } from '../../sources/index.ts'
import type { Read } from '../../store/index.ts'
import type { TakenOrder } from '../machine/do-order.ts'
import type { StoryItem } from '../story-item.ts'

export type Input =
  | { kind: 'item'; id: number; at: number; item: StoryItem }
  | { kind: 'revision'; id: number; at: number; item: StoryItem; revision: number }
  | { kind: 'order'; id: number; at: number; order: TakenOrder }

/** The first ones, at most `limit`. */
export async function readInputs(read: Read, limit: number): Promise<Input[]> {
  const items = await readFreshItems(read, limit)
  const revisions = await readFreshRevisions(read, limit)
  const orders = await readOpenOrders(read, limit)
  const inputs: Input[][] = [
    items.map(item => ({ kind: 'item', id: item.id, at: item.seenAt, item: storyItemOf(item) })),
    revisions.map(({ id, at, revision, item }) => {
      return { kind: 'revision', id, at, revision, item: storyItemOf(item) }
    }),
    orders.map(order => ({ kind: 'order', id: order.id, at: order.at, order })),
  ]
  return inTurn(inputs, await ungrouped(read, revisions), limit)
}

function inTurn(queues: readonly Input[][], waiting: Set<number>, limit: number): Input[] {
  const turn: Input[] = []
  const next = queues.map(() => 0)
  while (turn.length < limit) {
    const heads = queues.flatMap((queue, place) => {
      const input = queue[next[place] ?? 0]
      // A revision of an item that nobody grouped yet comes after it, whatever the clocks said.
      const early = input?.kind === 'revision' && waiting.has(input.item.id)
      return input && !early ? [{ input, place }] : []
    })
    const [first, ...others] = heads
    if (!first) break
    const { input, place } = others.reduce(
      (one, other) => (other.input.at < one.input.at ? other : one),
      first,
    )
    if (input.kind === 'item') waiting.delete(input.id)
    next[place] = (next[place] ?? 0) + 1
    turn.push(input)
  }
  return turn
}

/** Items of these revisions that wait themselves. */
async function ungrouped(read: Read, revisions: readonly { itemId: number }[]): Promise<Set<number>> {
  if (revisions.length === 0) return new Set()
  const ids = revisions.map(({ itemId }) => itemId)
  const rows = await read.selectFrom('fresh_items').select('item_id').where('item_id', 'in', ids).execute()
  return new Set(rows.map(row => row.item_id))
}

async function readOpenOrders(read: Read, limit: number): Promise<TakenOrder[]> {
  const rows = await read
    .selectFrom('story_orders')
    .select(['id', 'kind', 'story_id as storyId', 'to_story as to', 'items', 'by', 'at'])
    .where('done_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  // As `orderStory` wrote them.
  return rows.map(({ items, ...row }) => ({
    ...row,
    items: items === null ? null : (JSON.parse(items) as number[]),
  }))
}

export function storyItemOf(item: Item): StoryItem {
  const { id, sourceId, sourceName, urlKey, url, title, text, language } = item
  const { publishedAt, seenAt, firstPoll } = item
  return { id, sourceId, sourceName, urlKey, url, title, text, language, publishedAt, seenAt, firstPoll }
}
