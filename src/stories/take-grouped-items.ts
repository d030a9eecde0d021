/** The hand-over to `alerts`: whoever takes grouped items deletes their rows in the transaction that uses them. */
import { type Item, readItems } from '../sources/index.ts'
import type { Tx } from '../store/index.ts'

export interface GroupedItem {
  item: Item
  storyId: number
}

/** The oldest first, at most `limit`. When the transaction rolls back, they wait again. */
export async function takeGroupedItems(tx: Tx, limit: number): Promise<GroupedItem[]> {
  const taken = await tx
    .deleteFrom('grouped_items')
    .where('item_id', 'in', query =>
      query.selectFrom('grouped_items').select('item_id').orderBy('item_id').limit(limit),
    )
    .returning(['item_id', 'story_id'])
    .execute()
  const storyOf = new Map(taken.map(row => [row.item_id, row.story_id]))
  const items = await readItems(tx, [...storyOf.keys()])
  return items.flatMap(item => {
    const storyId = storyOf.get(item.id)
    return storyId === undefined ? [] : [{ item, storyId }]
  })
}
