/**
 * Takes what has not been sent of a stopped alert out of it: queued and deferred -> withdrawn. A delivery that
 * was ever in doubt becomes uncertain for good instead, because its first copy may have arrived. What is being
 * sent at this moment stays its sender's.
 */
import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Database, Store, Tx } from '../../store/index.ts'
import type { AudienceChunksTable, DeliveryState } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonIds } from './json-rows.ts'

type Dialect = Pick<Store, 'kind' | 'words'>

export interface WithdrawWish {
  alertId: number
  reason: 'stopped' | 'replaced'
  at: number
}

/** Of subscribers with ids over the first and up to the second. Returns how many it took. */
export async function withdrawBetween(
  tx: Tx,
  dialect: Dialect,
  changes: CountChanges,
  { between: [after, upTo], ...wish }: WithdrawWish & { between: readonly [number, number] },
): Promise<number> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'state'])
    .where('alert_id', '=', wish.alertId)
    .where('subscriber_id', '>', after)
    .where('subscriber_id', '<=', upTo)
    .where('state', 'in', ['queued', 'deferred'])
    .$if(dialect.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  return withdraw(tx, dialect, changes, wish, rows)
}

/** One step over the whole alert: a chunk, else so many of those that wait on their own. 0: nothing is left. */
export async function withdrawSome(
  tx: Tx,
  dialect: Dialect,
  changes: CountChanges,
  { limit, ...wish }: WithdrawWish & { limit: number },
): Promise<number> {
  const chunk = await tx
    .selectFrom('audience_chunks')
    .selectAll()
    .where('alert_id', '=', wish.alertId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deliveries')
          .select('deliveries.id')
          .whereRef('deliveries.alert_id', '=', 'audience_chunks.alert_id')
          .whereRef('deliveries.subscriber_id', '>', 'audience_chunks.after_id')
          .whereRef('deliveries.subscriber_id', '<=', 'audience_chunks.up_to_id')
          .where(unsent),
      ),
    )
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  if (chunk) {
    const taken = await withdrawBetween(tx, dialect, changes, {
      ...wish,
      between: [chunk.after_id, chunk.up_to_id],
    })
    await dropEmptied(tx, chunk)
    return taken
  }
  for (const waits of ['due_at', 'parked'] as const) {
    const rows = await tx
      .selectFrom('deliveries')
      .select(['id', 'state'])
      .where('alert_id', '=', wish.alertId)
      .where(waits, 'is not', null)
      .where(unsent)
      .limit(limit)
      .$if(dialect.kind === 'postgres', query => query.forUpdate().skipLocked())
      .execute()
    if (rows.length > 0) return withdraw(tx, dialect, changes, wish, rows)
  }
  return 0
}

/** Else each step would look through all that the steps before it have withdrawn. */
async function dropEmptied(tx: Tx, chunk: Selectable<AudienceChunksTable>): Promise<void> {
  await tx
    .deleteFrom('audience_chunks')
    .where('alert_id', '=', chunk.alert_id)
    .where('number', '=', chunk.number)
    .where('lease_until', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .where('alert_id', '=', chunk.alert_id)
            .where('subscriber_id', '>', chunk.after_id)
            .where('subscriber_id', '<=', chunk.up_to_id)
            .where('chunk', '=', chunk.number)
            .where('state', 'in', ['queued', 'sending']),
        ),
      ),
    )
    .execute()
}

const unsent = (eb: ExpressionBuilder<Database, 'deliveries'>) =>
  eb('deliveries.state', 'in', ['queued', 'deferred'])

async function withdraw(
  tx: Tx,
  { words }: Dialect,
  changes: CountChanges,
  { alertId, reason, at }: WithdrawWish,
  rows: readonly { id: number; state: DeliveryState }[],
): Promise<number> {
  if (rows.length === 0) return 0
  const before = new Map(rows.map(row => [row.id, row.state]))
  const { rows: withdrawn } = await sql<{ id: number; state: DeliveryState }>`
    update deliveries set state = case when doubted_at is null then 'withdrawn' else 'uncertain' end,
      turn = turn + 1, due_at = null, parked = null, lease_until = null, reason = ${reason}, updated_at = ${at}
    where id in ${jsonIds(words, [...before.keys()])} and state in ('queued', 'deferred')
    returning id, state`.execute(tx)
  for (const { id, state } of withdrawn) changes.move(alertId, before.get(id) ?? null, state)
  return withdrawn.length
}
