/**
 * What a dead sender left in `sending`: not started, it goes back to where it was, and nothing is doubled;
 * started, it is in doubt. In doubt for the first time it waits for its one re-send; for the second, for
 * nothing. Its lease stays in the row, so that a sender which was only slow can still settle the doubt.
 */
import { sql } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { resendPauseMs } from '../retry-schedule.ts'
import { never } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonRows } from './json-rows.ts'
import { stateBefore } from './leased-delivery.ts'

/** `lapsedBy`: leases up to then; `never`: all of them, when no other sender can be alive. */
export async function takeBackDeliveries(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  changes: CountChanges,
  { lapsedBy, limit, at }: { lapsedBy: number; limit: number; at: number },
): Promise<number> {
  // The state is written out: only then does SQLite use the index over leased rows.
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'alert_id', 'attempts', 'started_at', 'first_attempt_at', 'doubted_at'])
    .where('state', '=', sql.lit('sending' as const))
    .where('lease_until', '<=', lapsedBy)
    .limit(limit)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  if (rows.length === 0) return 0
  const back = rows.map(row => {
    if (row.started_at === null) {
      const before = stateBefore({ doubtedAt: row.doubted_at, attempts: row.attempts })
      return { id: row.id, alertId: row.alert_id, to: before, nextAttemptAt: at, attempts: row.attempts }
    }
    return {
      id: row.id,
      alertId: row.alert_id,
      to: 'uncertain' as const,
      nextAttemptAt: row.doubted_at === null ? at + resendPauseMs : never,
      attempts: row.attempts + 1,
    }
  })
  await sql`
    update deliveries set state = v.state, next_attempt_at = v.next_attempt_at, attempts = v.attempts,
      first_attempt_at = case when deliveries.started_at is null then deliveries.first_attempt_at
        else coalesce(deliveries.first_attempt_at, deliveries.started_at) end,
      doubted_at = case when deliveries.started_at is null then deliveries.doubted_at
        else coalesce(deliveries.doubted_at, ${at}) end,
      reason = case when deliveries.started_at is null then deliveries.reason
        else 'the sender ended before the answer was read' end,
      updated_at = ${at}
    from (select cast(value->>'id' as bigint) as id, cast(value->>'to' as text) as state,
        cast(value->>'nextAttemptAt' as bigint) as next_attempt_at,
        cast(value->>'attempts' as bigint) as attempts
      from ${jsonRows(store.words, back)}) as v
    where deliveries.id = v.id`.execute(tx)
  for (const { alertId, to } of back) changes.move(alertId, 'sending', to)
  return rows.length
}
