/**
 * First seen wins, whichever way it came; the other way's lag is measured. Kept for sources that a hub pushes, an
 * item a row, for two weeks.
 */
import type { Tx } from '../../store/index.ts'
import type { StoredItems } from '../store-items.ts'
import type { Way } from './schema.ts'

const keptMs = 14 * 24 * 3_600_000
/** A hub may take this long to push what a poll saw in the very moment it was published. */
const graceMs = 5 * 60_000
/** Later the other way says nothing of this one any more. */
const comparedMs = 24 * 3_600_000

export interface Sighting {
  sourceId: number
  way: Way
  at: number
}

/** What one document brought, in the transaction that stores it. */
export async function noteWays(
  tx: Tx,
  { newIds, knownIds }: Pick<StoredItems, 'newIds' | 'knownIds'>,
  { sourceId, way, at }: Sighting,
): Promise<void> {
  if (newIds.length > 0)
    await tx
      .insertInto('item_ways')
      .values(newIds.map(id => ({ item_id: id, source_id: sourceId, first_way: way, first_at: at })))
      .execute()
  if (knownIds.length > 0)
    await tx
      .updateTable('item_ways')
      .set({ other_at: at })
      .where('item_id', 'in', knownIds)
      .where('first_way', '<>', way)
      .where('other_at', 'is', null)
      .where('first_at', '>', at - comparedMs)
      .execute()
}

/** Whether polls brought anything since then that the hub should have pushed by now. */
export async function missesSince(
  tx: Tx,
  { sourceId, since, at }: { sourceId: number; since: number; at: number },
): Promise<boolean> {
  const missed = await tx
    .selectFrom('item_ways')
    .select('item_id')
    .where('source_id', '=', sourceId)
    .where('first_at', '>', Math.max(since, at - comparedMs))
    .where('first_at', '<', at - graceMs)
    .where('first_way', '=', 'poll')
    .where('other_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return missed !== undefined
}

export async function purgeItemWays(tx: Tx, at: number): Promise<void> {
  await tx
    .deleteFrom('item_ways')
    .where('first_at', '<', at - keptMs)
    .execute()
}
