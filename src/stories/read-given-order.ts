/** An editor's order with what became of it, so that the page which follows it says in words what was done. */
import type { Read } from '../store/index.ts'
import { type OrderAnswer, readOrder } from './orders.ts'
import { currentStory } from './read-stories.ts'

export interface GivenOrder {
  kind: 'merge' | 'split' | 'move'
  /** Of a merge that was done the one that went: a story with an alert keeps its id, whichever was named. */
  from: number
  /** Where its items are now, or will be; null: a new story that is not there yet. */
  to: number | null
  /** Null: all of the story. */
  itemCount: number | null
  answer: OrderAnswer
}

export async function readGivenOrder(read: Read, id: number): Promise<GivenOrder | null> {
  const answer = await readOrder(read, id)
  const row = await read
    .selectFrom('story_orders')
    .select(['kind', 'story_id', 'to_story', 'items'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.kind === 'keep') return null
  // As `orderStory` wrote it.
  const items = row.items === null ? null : (JSON.parse(row.items) as number[])
  const isDone = answer.kind === 'done'
  const stays = row.to_story === null || !isDone ? row.to_story : await currentStory(read, row.to_story)
  const isSwapped = row.kind === 'merge' && stays === row.story_id && row.to_story !== null
  return {
    kind: row.kind,
    from: isSwapped ? (row.to_story ?? row.story_id) : row.story_id,
    to: row.kind === 'split' && isDone ? await storyOf(read, items?.[0]) : stays,
    itemCount: items?.length ?? null,
    answer,
  }
}

async function storyOf(read: Read, itemId: number | undefined): Promise<number | null> {
  if (itemId === undefined) return null
  const row = await read
    .selectFrom('story_items')
    .select('story_id')
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  return row?.story_id ?? null
}
