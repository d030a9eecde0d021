/**
 * What a dead sender left. Its chunks are free again; what it had started, and of that alone, is in doubt. In
 * doubt for the first time it waits for its one re-send; for the second, for nothing. Its turn stays in the row,
 * so that a sender which was only slow can still settle the doubt.
 */
import { sql } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { resendPauseMs } from '../retry-schedule.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonIds } from './json-rows.ts'

export interface TakeBackWish {
  /** Leases up to then; `never`: all of them, when no other sender can be alive. */
  lapsedBy: number
  /** Chunks, or rows, a step. */
  limit: number
  at: number
}

/** Returns how many chunks and rows it looked at; fewer than `limit` of each: no more have lapsed. */
export async function takeBackDeliveries(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  changes: CountChanges,
  wish: TakeBackWish,
): Promise<number> {
  const chunks = await takeBackChunks(tx, store, changes, wish)
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'alert_id', 'state'])
    .where('lease_until', '<=', wish.lapsedBy)
    .limit(wish.limit)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  if (rows.length === 0) return chunks
  const started = rows.filter(row => row.state === 'sending')
  await doubt(tx, store, changes, { started, at: wish.at })
  const waiting = rows.filter(row => row.state !== 'sending').map(row => row.id)
  if (waiting.length > 0)
    await sql`update deliveries set lease_until = null
      where id in ${jsonIds(store.words, waiting)}`.execute(tx)
  return Math.max(chunks, rows.length)
}

async function takeBackChunks(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  changes: CountChanges,
  { lapsedBy, limit, at }: TakeBackWish,
): Promise<number> {
  const chunks = await tx
    .selectFrom('audience_chunks')
    .selectAll()
    .where('lease_until', '<=', lapsedBy)
    .orderBy('alert_id')
    .orderBy('number')
    .limit(limit)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  for (const chunk of chunks) {
    const started = await tx
      .selectFrom('deliveries')
      .select(['id', 'alert_id'])
      .where('alert_id', '=', chunk.alert_id)
      .where('subscriber_id', '>', chunk.after_id)
      .where('subscriber_id', '<=', chunk.up_to_id)
      .where('chunk', '=', chunk.number)
      .where('state', '=', 'sending')
      // Those that wait on their own have a lease of their own.
      .where('due_at', 'is', null)
      .where('parked', 'is', null)
      .execute()
    await doubt(tx, store, changes, { started, at })
    // Whoever takes it next finds what is left of it, and ends it where nothing is.
    await tx
      .updateTable('audience_chunks')
      .set({ lease_until: null })
      .where('alert_id', '=', chunk.alert_id)
      .where('number', '=', chunk.number)
      .execute()
  }
  return chunks.length
}

/** sending -> uncertain. */
async function doubt(
  tx: Tx,
  { words }: Pick<Store, 'words'>,
  changes: CountChanges,
  { started, at }: { started: readonly { id: number; alert_id: number }[]; at: number },
): Promise<void> {
  if (started.length === 0) return
  const ids = started.map(({ id }) => id)
  // One of another's may have ended since it was read: its answer stands.
  const { rows } = await sql<{ alert_id: number }>`
    update deliveries set state = 'uncertain', attempts = attempts + 1, parked = null, lease_until = null,
      due_at = case when doubted_at is null then cast(${at + resendPauseMs} as bigint) end,
      first_attempt_at = coalesce(first_attempt_at, updated_at), doubted_at = coalesce(doubted_at, ${at}),
      reason = 'the sender ended before the answer was read', updated_at = ${at}
    where id in ${jsonIds(words, ids)} and state = 'sending' returning alert_id`.execute(tx)
  for (const { alert_id } of rows) changes.move(alert_id, 'sending', 'uncertain')
}
