/**
 * What happened to stories goes once it is older than the operator keeps it: a batch at a time, the oldest first. The mark
 * says from when on all of it is still there. It is moved on in the transaction that deletes, so that wherever that is
 * killed it says too little and never too much; and it never goes back.
 */
import { sql } from 'kysely'
import type { Read, Tx } from '../store/index.ts'

/**
 * Whoever looks at a moment looks back so far and no further: at what its story last told, and at what was merged. So what a
 * moment means never hangs on what may have been purged.
 */
export const lookBackMs = 30 * 86_400_000

const mark = 'stories.moments_from'

export interface PurgeWish {
  /** What is older goes. */
  before: number
  /** At most so many rows. */
  limit: number
}

/** From when on every moment and every change is kept; null: none was ever purged. */
export async function momentsKeptFrom(read: Read): Promise<number | null> {
  const row = await read.selectFrom('meta').select('value').where('key', '=', mark).executeTakeFirst()
  return row ? Number(row.value) : null
}

export function purgeMoments(tx: Tx, wish: PurgeWish): Promise<number> {
  return purgeFrom(tx, 'story_moments', wish)
}

/** Merges, splits and moves. Where a merged story went is in its own row, and stays. */
export function purgeChanges(tx: Tx, wish: PurgeWish): Promise<number> {
  return purgeFrom(tx, 'story_changes', wish)
}

async function purgeFrom(
  tx: Tx,
  table: 'story_moments' | 'story_changes',
  { before, limit }: PurgeWish,
): Promise<number> {
  const end = await endOf(tx, before)
  const old = tx.selectFrom(table).select('id').where('at', '<', end)
  // It stays: the numbers go on from the newest, and what the rules logged after it is found by it.
  const last = await old.orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!last) return 0
  const over = await old.where('id', '<', last.id).orderBy('at').limit(limit).execute()
  if (over.length === 0) return 0
  await raiseMark(tx, end)
  const ids = over.map(({ id }) => id)
  const gone = await tx.deleteFrom(table).where('id', 'in', ids).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Earlier, where the rules have not come so far: what they will look back at stays. */
async function endOf(tx: Tx, before: number): Promise<number> {
  const waiting = await tx
    .selectFrom('fresh_moments')
    .innerJoin('story_moments', 'story_moments.id', 'fresh_moments.moment_id')
    .select('story_moments.at')
    .orderBy('fresh_moments.moment_id')
    .limit(1)
    .executeTakeFirst()
  return waiting ? Math.min(before, waiting.at - lookBackMs) : before
}

/** In one statement: of two processes whose clocks differ the later mark stays, for the rows of both are gone. */
async function raiseMark(tx: Tx, to: number): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key: mark, value: String(to) })
    .onConflict(conflict =>
      conflict
        .column('key')
        .doUpdateSet({ value: String(to) })
        .where(sql<boolean>`cast(meta.value as bigint) < ${to}`),
    )
    .execute()
}
