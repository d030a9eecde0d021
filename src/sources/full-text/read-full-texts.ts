import type { Read } from '../../store/index.ts'

export interface FullText {
  itemId: number
  /** Paragraphs of plain text; null: it is not here. */
  text: string | null
  /** When it was fetched, or could not be. */
  at: number | null
  /** Why it could not be, in words. */
  problem: string | null
  /** Somebody waits for it. */
  wanted: boolean
}

/** Of those of the items that somebody wanted the text of. */
export async function readFullTexts(read: Read, itemIds: readonly number[]): Promise<FullText[]> {
  if (itemIds.length === 0) return []
  const rows = await read
    .selectFrom('items')
    .leftJoin('full_text_wishes', 'full_text_wishes.item_id', 'items.id')
    .select([
      'items.id',
      'full_text as text',
      'full_text_at as at',
      'full_text_problem as problem',
      'wanted_at',
    ])
    .where('items.id', 'in', itemIds)
    .where(item => item.or([item('full_text_at', 'is not', null), item('wanted_at', 'is not', null)]))
    .execute()
  return rows.map(({ id, wanted_at, ...row }) => ({ ...row, itemId: id, wanted: wanted_at !== null }))
}
