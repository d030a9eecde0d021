import type { Read } from '../store/index.ts'
import type { Way } from './push/schema.ts'

/** Which way each of these items was seen first. */
export async function readFirstWays(read: Read, itemIds: readonly number[]): Promise<Map<number, Way>> {
  if (itemIds.length === 0) return new Map()
  const rows = await read.selectFrom('items').select(['id', 'seen_by']).where('id', 'in', itemIds).execute()
  return new Map(rows.map(({ id, seen_by }) => [id, seen_by]))
}
