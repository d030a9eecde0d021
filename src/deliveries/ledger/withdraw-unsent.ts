/**
 * Takes what has not been sent of a stopped alert out of it: queued and deferred -> withdrawn. A delivery that
 * was ever in doubt becomes uncertain for good instead, because its first copy may have arrived.
 */
import { sql } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { type DeliveryState, never } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonIds } from './json-rows.ts'

export interface WithdrawWish {
  alertId: number
  reason: 'stopped' | 'replaced'
  limit: number
  at: number
  /** Only of subscribers with ids over the first and up to the second. */
  between?: readonly [number, number]
}

/** Returns how many it took; fewer than `limit`: no more are free to be taken. */
export async function withdrawUnsent(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  changes: CountChanges,
  { alertId, reason, limit, at, between: [after, upTo] = [0, never] }: WithdrawWish,
): Promise<number> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'state'])
    .where('alert_id', '=', alertId)
    .where('state', 'in', ['queued', 'deferred'])
    .where('subscriber_id', '>', after)
    .where('subscriber_id', '<=', upTo)
    .limit(limit)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  if (rows.length === 0) return 0
  const before = new Map(rows.map(row => [row.id, row.state]))
  const { rows: withdrawn } = await sql<{ id: number; state: DeliveryState }>`
    update deliveries set state = case when doubted_at is null then 'withdrawn' else 'uncertain' end,
      next_attempt_at = ${never}, reason = ${reason}, updated_at = ${at}
    where id in ${jsonIds(store.words, [...before.keys()])} returning id, state`.execute(tx)
  for (const { id, state } of withdrawn) changes.move(alertId, before.get(id) ?? null, state)
  return withdrawn.length
}
