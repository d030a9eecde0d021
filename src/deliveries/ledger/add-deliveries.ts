import { changeNow, run, type StoreKind, statement, type Tx } from '../../store/index.ts'
import type { CountChanges } from './count-changes.ts'

export interface FreezeWish {
  alertId: number
  /** Ascending. */
  subscriberIds: readonly number[]
  /** `queued`: to be sent; `replaced`: the alert was corrected before their turn came, so they only count. */
  as: 'queued' | 'replaced'
  /** The number that the chunk gets. */
  chunk: number
  at: number
}

// "where true": without it SQLite takes the conflict clause for a join's condition.
const insertRows = (jsonRows: string) => `
    insert into deliveries (alert_id, subscriber_id, chunk, state, reason, updated_at)
    select cast(? as bigint), cast(cast(value as text) as bigint), cast(? as bigint), cast(? as text),
      cast(? as text), cast(? as bigint)
    from ${jsonRows}(?) where true
    on conflict (alert_id, subscriber_id) do nothing`

const addRows = statement('add-deliveries', ({ jsonRows }) => insertRows(jsonRows))
const addRowsTold = statement<{ id: number }>(
  'add-deliveries-told',
  ({ jsonRows }) => `${insertRows(jsonRows)} returning id`,
)

const addChunk = statement(
  'add-chunk',
  () => `insert into audience_chunks (alert_id, number, after_id, up_to_id) values (?, ?, ?, ?)`,
)

/**
 * Freezes these subscribers into an alert's audience, as a chunk for a sender to take; whoever is in it already
 * stays as they are. Returns how many came in.
 */
export async function addDeliveries(
  tx: Tx,
  kind: StoreKind,
  changes: CountChanges,
  { alertId, subscriberIds, as, chunk, at }: FreezeWish,
): Promise<number> {
  const [first] = subscriberIds
  const last = subscriberIds.at(-1)
  if (first === undefined || last === undefined) return 0
  const state = as === 'queued' ? 'queued' : 'withdrawn'
  const reason = as === 'queued' ? null : 'replaced'
  const ids = JSON.stringify(subscriberIds)
  const wish = [alertId, chunk, state, reason, at, ids]
  // SQLite says how many without a row for each.
  const added =
    kind === 'sqlite' ? changeNow(tx, addRows, wish).changes : (await run(tx, kind, addRowsTold, wish)).length
  if (added === 0) return 0
  changes.add(alertId, state, added)
  if (state === 'queued') await run(tx, kind, addChunk, [alertId, chunk, first - 1, last])
  return added
}
