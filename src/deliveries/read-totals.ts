/** Totals over everything that was mailed or is to be. States that nothing is in are there, with zero. */
import { sql } from 'kysely'
import type { OutboxTable, Read } from '../store/index.ts'
import { type DeliveryState, deliveryStates } from './schema.ts'

/** Adds up what every alert's books say; the ledger itself, with its millions of rows, is not read. */
export async function countDeliveries(read: Read): Promise<Record<DeliveryState | 'resent', number>> {
  const names = [...deliveryStates, 'resent'] as const
  return read
    .selectFrom('audiences')
    .select(names.map(name => sql<number>`coalesce(sum(${sql.ref(name)}), 0)`.as(name)))
    .executeTakeFirstOrThrow()
}

/** Single mails. */
export async function countOutbox(read: Read): Promise<Record<OutboxTable['state'], number>> {
  const totals = { queued: 0, sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  const rows = await read
    .selectFrom('outbox')
    .select(['state', read.fn.countAll<number>().as('total')])
    .groupBy('state')
    .execute()
  for (const { state, total } of rows) totals[state] = total
  return totals
}
