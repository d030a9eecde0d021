/** The hand-over to `stories`: whoever takes new items deletes their rows in the transaction that uses them. */
import type { Tx } from '../store/index.ts'
import { type Item, readItems } from './read-items.ts'

/** The oldest first, at most `limit`. When the transaction rolls back, they wait again. */
export async function takeFreshItems(tx: Tx, limit: number): Promise<Item[]> {
  const taken = await tx
    .deleteFrom('fresh_items')
    .where('item_id', 'in', query =>
      query.selectFrom('fresh_items').select('item_id').orderBy('item_id').limit(limit),
    )
    .returning('item_id')
    .execute()
  return readItems(
    tx,
    taken.map(row => row.item_id),
  )
}
