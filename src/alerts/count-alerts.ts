import type { Read } from '../store/index.ts'
import type { AlertState } from './schema.ts'

/** How many alerts are in each state; drafts that were thrown away are in none. */
export async function countAlerts(read: Read): Promise<Record<AlertState, number>> {
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
