import type { Tx } from '../store/index.ts'
import { notesSince } from './machine/sleep.ts'

/** What items of sleeping stories taught, once that counts no more: by the time of what came, as the machine counts. */
export async function purgeNotes(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const now = await tx.selectFrom('story_memory').select('value').where('key', '=', 'now').executeTakeFirst()
  if (!now) return 0
  const over = await tx
    .selectFrom('item_readings')
    .select('item_id')
    .where('reading', '=', '')
    .where('at', '<', notesSince(Number(now.value)))
    .limit(limit)
    // Of a story that wakes right now they are being written.
    .$if(tx.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  if (over.length === 0) return 0
  const ids = over.map(row => row.item_id)
  const gone = await tx.deleteFrom('item_readings').where('item_id', 'in', ids).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
