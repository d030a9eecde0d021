/**
 * What editors want of stories. A verb only writes the order down and wakes; whoever groups does it, in turn with the
 * items that come, and answers in the same row.
 */
import type { Clock } from '../clock.ts'
import type { Read, Store, Tx } from '../store/index.ts'
import { currentStory } from './read-stories.ts'

export type StoryOrder =
  /** All items of a story go to another one. */
  | { kind: 'merge'; storyId: number; to: number }
  /** Some of its items become a story of their own. */
  | { kind: 'split'; storyId: number; itemIds: readonly number[] }
  /** Some of its items go to another story. */
  | { kind: 'move'; storyId: number; itemIds: readonly number[]; to: number }

export type OrderAnswer =
  | { kind: 'done' }
  | { kind: 'refused'; problem: string }
  /** Nobody has done it yet: it will be. */
  | { kind: 'waiting' }
  | { kind: 'not-found' }

const slowestLookMs = 1_000

/**
 * @param by The editor's name. Returns the order's id. Null: one of the stories is not there; what else cannot be done
 * is answered by who does it.
 */
export async function orderStory(
  tx: Tx,
  order: StoryOrder,
  { by, at }: { by: string; at: number },
): Promise<number | null> {
  const stories = 'to' in order ? [order.storyId, order.to] : [order.storyId]
  const known = await tx.selectFrom('stories').select('id').where('id', 'in', stories).execute()
  if (known.length < new Set(stories).size) return null
  const { id } = await tx
    .insertInto('story_orders')
    .values({
      kind: order.kind,
      story_id: order.storyId,
      to_story: 'to' in order ? order.to : null,
      items: 'itemIds' in order ? JSON.stringify(order.itemIds) : null,
      by: `editor:${by}`,
      at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  tx.wake('items')
  return id
}

/**
 * Said in the transaction that makes an alert: the story keeps its id, and where it is divided or goes together with
 * another one, the part with this item has it.
 */
export async function keepStory(
  tx: Tx,
  { storyId, itemId, at }: { storyId: number; itemId: number | null; at: number },
): Promise<void> {
  const kept = itemId ?? (await firstItem(tx, storyId))
  const items = kept === null ? null : JSON.stringify([kept])
  const order = { kind: 'keep' as const, story_id: storyId, to_story: null, items, by: 'alerts', at }
  await tx.insertInto('story_orders').values(order).execute()
  tx.wake('items')
}

/** Named now, for the story may be merged before the order's turn comes, or was before. */
async function firstItem(tx: Tx, storyId: number): Promise<number | null> {
  const current = await currentStory(tx, storyId)
  const { id } = await tx
    .selectFrom('story_items')
    .select(({ fn }) => fn.min('item_id').as('id'))
    .where('story_id', '=', current)
    .executeTakeFirstOrThrow()
  return id
}

export async function readOrder(read: Read, id: number): Promise<OrderAnswer> {
  const row = await read
    .selectFrom('story_orders')
    .select(['done_at', 'problem'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return { kind: 'not-found' }
  if (row.done_at === null) return { kind: 'waiting' }
  return row.problem === null ? { kind: 'done' } : { kind: 'refused', problem: row.problem }
}

/** Waits for the answer, for at most `mostMs`: for a page whose editor looks at it. */
export async function waitForOrder(
  { store, clock }: { store: Store; clock: Clock },
  id: number,
  mostMs: number,
): Promise<OrderAnswer> {
  const until = clock.now() + mostMs
  for (;;) {
    const woken = new AbortController()
    // Listening before looking: an answer in between is not missed.
    const off = store.onWake(['stories'], () => woken.abort())
    try {
      const answer = await readOrder(store.read, id)
      const left = until - clock.now()
      if (answer.kind !== 'waiting' || left <= 0) return answer
      await clock.wait(Math.min(left, slowestLookMs), woken.signal)
    } finally {
      off()
    }
  }
}
