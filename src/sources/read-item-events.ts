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

export type ItemEventsOf =
  /** Of these items, newest first. */
  | { itemIds: readonly number[] }
  /**
   * Of all items what came after this event, oldest first. On PostgreSQL an event with a lower id may still appear
   * later, from a transaction that took longer: who must miss none looks a little further back.
   */
  | { afterId: number }

export async function readItemEvents(
  read: Read,
  { limit, ...of }: ItemEventsOf & { limit: number },
): Promise<ItemEvent[]> {
  const events = read
    .selectFrom('item_events')
    .select(['id', 'item_id as itemId', 'revision', 'kind', 'before', 'after', 'at'])
    .limit(limit)
  if ('afterId' in of) return events.where('id', '>', of.afterId).orderBy('id').execute()
  if (of.itemIds.length === 0) return []
  return events.where('item_id', 'in', of.itemIds).orderBy('id', 'desc').execute()
}
