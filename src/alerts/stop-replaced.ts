import type { Read, Tx } from '../store/index.ts'
import type { Alert } from './alert.ts'
import { holdAlert } from './hold-alert.ts'
import { recordPress } from './presses.ts'

/**
 * What a correction or retraction does, in the transaction that sends it: the alert it follows stops if it is
 * still going out, and so do earlier corrections and retractions of that same alert, and of those, or a reader would
 * get their words after the right ones. `deliveries` withdraws what they had not sent yet; the new text goes
 * instead. Other alerts of the thread go on: their words may be right, and the desk can stop them.
 */
export async function stopReplaced(
  tx: Tx,
  { id, followsId, kind, by, at }: Pick<Alert, 'id' | 'followsId' | 'kind'> & { by: string; at: number },
): Promise<void> {
  if ((kind !== 'correction' && kind !== 'retraction') || followsId === null) return
  // Of two corrections that are sent at once the second sees the first one.
  await holdAlert(tx, followsId)
  const replaced = await withAmendments(tx, followsId)
  const stopped = await tx
    .updateTable('alerts')
    .set({ state: 'stopped', note: `replaced by the ${kind} ${id}` })
    .where('state', 'in', ['sending', 'paused'])
    .where('id', '!=', id)
    .where('id', 'in', replaced)
    .returning('id')
    .execute()
  for (const alert of stopped) await recordPress(tx, { alertId: alert.id, by, action: 'stop', at })
}

/** An alert, what amended it, what amended that, and so on. */
async function withAmendments(read: Read, id: number): Promise<number[]> {
  const found = [id]
  // Grows while it is gone through: what follows another is newer, so that this ends.
  for (const followed of found) {
    const rows = await read
      .selectFrom('alerts')
      .select('id')
      .where('follows_id', '=', followed)
      .where('kind', 'in', ['correction', 'retraction'])
      .where('approved_at', 'is not', null)
      .execute()
    found.push(...rows.map(row => row.id))
  }
  return found
}
