/** Totals over everything, for the metrics alone. States that nothing is in are there, with zero. */
import { sql } from 'kysely'
import type { AlertState } from '../alerts/index.ts'
import { type DeliveryState, deliveryStates } from '../deliveries/index.ts'
import type { OutboxTable, Read } from '../store/index.ts'

/** Adds up what every alert's books say; the ledger itself, with its millions of rows, is not read. */
export async function deliveriesByState(read: Read): Promise<Record<DeliveryState | 'resent', number>> {
  const names = [...deliveryStates, 'resent'] as const
  const sums = await read
    .selectFrom('audiences')
    .select(names.map(name => sql<number>`coalesce(sum(${sql.ref(name)}), 0)`.as(name)))
    .executeTakeFirstOrThrow()
  return sums
}

/** Drafts that were thrown away are not counted. */
export async function alertsByState(read: Read): Promise<Record<AlertState, number>> {
  const totals = { draft: 0, sending: 0, paused: 0, stopped: 0, sent: 0 }
  const rows = await read
    .selectFrom('alerts')
    .select(['state', read.fn.countAll<number>().as('total')])
    .where('discarded_at', 'is', null)
    .groupBy('state')
    .execute()
  for (const { state, total } of rows) totals[state] = total
  return totals
}

export async function outboxByState(read: Read): Promise<Record<OutboxTable['state'], number>> {
  const totals = { queued: 0, sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  const rows = await read
    .selectFrom('outbox')
    .select(['state', read.fn.countAll<number>().as('total')])
    .groupBy('state')
    .execute()
  for (const { state, total } of rows) totals[state] = total
  return totals
}
