import { sql } from 'kysely'
import type { DialectWords, Tx } from '../../store/index.ts'
import { never } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonRows } from './json-rows.ts'

/**
 * Freezes these subscribers into an alert's audience; whoever is in it already stays as they are.
 * `queued`: to be sent; `replaced`: the alert was corrected before their turn came, so they only count.
 */
export async function addDeliveries(
  tx: Tx,
  words: DialectWords,
  changes: CountChanges,
  wish: { alertId: number; subscriberIds: readonly number[]; as: 'queued' | 'replaced'; at: number },
): Promise<void> {
  if (wish.subscriberIds.length === 0) return
  const queued = wish.as === 'queued'
  const state = queued ? 'queued' : 'withdrawn'
  // "where true": without it SQLite takes the conflict clause for a join's condition.
  const result = await sql`
    insert into deliveries
      (alert_id, subscriber_id, state, attempts, next_attempt_at, resent, reason, updated_at)
    select cast(${wish.alertId} as bigint), cast(cast(value as text) as bigint), cast(${state} as text), 0,
      cast(${queued ? wish.at : never} as bigint), 0, cast(${queued ? null : 'replaced'} as text),
      cast(${wish.at} as bigint)
    from ${jsonRows(words, wish.subscriberIds)} where true
    on conflict (alert_id, subscriber_id) do nothing`.execute(tx)
  changes.add(wish.alertId, state, Number(result.numAffectedRows ?? 0n))
}
