/** What revisions changed, for the stories and for the desk. */
import type { Read } from '../store/index.ts'
import type { ItemEventKind } from './schema.ts'

export interface ItemEvent {
  id: number
  itemId: number
  /** The revision that it came with. */
  revision: number
  kind: ItemEventKind
  /** The headlines, the first paragraphs, or the paragraphs that changed; plain text, at most 2,000 UTF-16 units. */
  before: string
  after: string
  at: number
}

/**
 * Oldest first, which is the order of their ids, at most `limit`: of some items, or whatever came after an event.
 * An id that is lower than one already read may still appear on PostgreSQL, from a transaction that took longer.
 */
export async function readItemEvents(
  read: Read,
  { itemIds, afterId, limit }: { itemIds?: readonly number[]; afterId?: number; limit: number },
): Promise<ItemEvent[]> {
  if (itemIds?.length === 0) return []
  return read
    .selectFrom('item_events')
    .select(['id', 'item_id as itemId', 'revision', 'kind', 'before', 'after', 'at'])
    .$if(itemIds !== undefined, query => query.where('item_id', 'in', itemIds ?? []))
    .$if(afterId !== undefined, query => query.where('id', '>', afterId ?? 0))
    .orderBy('id')
    .limit(limit)
    .execute()
}
