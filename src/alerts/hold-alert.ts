import type { Tx } from '../store/index.ts'
import { type Alert, alertOf } from './alert.ts'

/**
 * Reads an alert and keeps it as it is until the transaction ends: an update that changes nothing holds the
 * row on both databases. So of two presses at once the second sees what the first one did. Null: there is no
 * such alert, or it is a draft that was thrown away.
 *
 * Order, so that no two transactions wait for each other: a follow-up before the alert it follows.
 */
export async function holdAlert(tx: Tx, id: number): Promise<Alert | null> {
  const row = await tx
    .updateTable('alerts')
    .set(alert => ({ state: alert.ref('state') }))
    .where('id', '=', id)
    .where('discarded_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? alertOf(row) : null
}
