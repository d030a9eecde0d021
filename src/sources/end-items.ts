/**
 * What ends of items that nobody is to read any more: `stories` hands them over (`ending_items`), and here their texts go,
 * a batch at a time. What always holds: a batch never waits for a row that somebody else has; a kill leaves the rest in
 * the hand-over; and an item is known again as before, see `feed/beginning.ts`.
 */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import { elision, keptCharacters } from './feed/beginning.ts'
import { rememberedRevisions } from './revise-item.ts'

/** As `beginningOf`. */
const isLonger = sql<boolean>`length(text) > ${sql.lit(keptCharacters + elision.length)}`
const beginning = sql<string>`substr(text, 1, ${sql.lit(keptCharacters)}) || ${sql.lit(elision)}`

/** At most so many items, and so many rows of each table. Returns how many rows were touched; 0: nobody waits. */
export async function endItems(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const ids = await takeEnding(tx, limit)
  if (ids.length === 0) return 0
  const dropped = (await dropRevisions(tx, ids, limit)) + (await dropEvents(tx, ids, limit))
  // One item may have thousands: the rest of them goes with the next batch.
  if (dropped >= limit) return dropped
  for (const [table, id] of [
    ['items', 'id'],
    ['item_revisions', 'item_id'],
  ] as const)
    await tx.updateTable(table).set({ text: beginning }).where(id, 'in', ids).where(isLonger).execute()
  await tx.deleteFrom('ending_items').where('item_id', 'in', ids).execute()
  return dropped + ids.length
}

/** Those that no reading and no other process holds right now: to wait for one while holding others may be for ever. */
async function takeEnding(tx: Tx, limit: number): Promise<number[]> {
  const waiting = await tx
    .selectFrom('ending_items')
    .innerJoin('items', 'items.id', 'ending_items.item_id')
    .select('items.id')
    .orderBy('ending_items.item_id')
    .limit(limit)
    .$if(tx.kind === 'postgres', query => query.forNoKeyUpdate().skipLocked())
    .execute()
  return waiting.map(({ id }) => id)
}

/** All but the newest of each, by which an old copy of a feed is known. */
async function dropRevisions(tx: Tx, ids: readonly number[], limit: number): Promise<number> {
  const old = await tx
    .selectFrom('item_revisions')
    .innerJoin('items', 'items.id', 'item_revisions.item_id')
    .select(['item_id', 'item_revisions.revision'])
    .where('item_id', 'in', ids)
    .whereRef('item_revisions.revision', '<', sql<number>`items.revision - ${sql.lit(rememberedRevisions)}`)
    .limit(limit)
    .execute()
  if (old.length === 0) return 0
  await sql`delete from item_revisions where (item_id, revision) in (values ${sql.join(
    old.map(({ item_id, revision }) => sql`(cast(${item_id} as bigint), cast(${revision} as bigint))`),
  )})`.execute(tx)
  return old.length
}

/** What a headline was before stays: it is short, and what an editor looks for. */
async function dropEvents(tx: Tx, ids: readonly number[], limit: number): Promise<number> {
  const old = tx
    .selectFrom('item_events')
    .select('id')
    .where('item_id', 'in', ids)
    .where('kind', '!=', 'headline changed')
    .limit(limit)
  const { numDeletedRows } = await tx.deleteFrom('item_events').where('id', 'in', old).executeTakeFirst()
  return Number(numDeletedRows)
}
