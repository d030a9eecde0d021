import type { Tx } from '../store/index.ts'
import type { Alert } from './alert.ts'
import { recordPress } from './presses.ts'

/**
 * What a correction or retraction does, in the transaction that sends it: the alert it follows stops if it is
 * still going out, and so do earlier corrections and retractions of that same alert, or a reader would get
 * their words after the right ones. `deliveries` withdraws what they had not sent yet; the new text goes
 * instead. Other alerts of the thread go on: their words may be right, and the desk can stop them.
 */
export async function stopReplaced(
  tx: Tx,
  { id, followsId, kind, by, at }: Pick<Alert, 'id' | 'followsId' | 'kind'> & { by: string; at: number },
): Promise<void> {
  if ((kind !== 'correction' && kind !== 'retraction') || followsId === null) return
  const stopped = await tx
    .updateTable('alerts')
    .set({ state: 'stopped', note: `replaced by the ${kind} ${id}` })
    .where('state', 'in', ['sending', 'paused'])
    .where('id', '!=', id)
    .where(alert =>
      alert.or([
        alert('id', '=', followsId),
        alert.and([alert('follows_id', '=', followsId), alert('kind', 'in', ['correction', 'retraction'])]),
      ]),
    )
    .returning('id')
    .execute()
  for (const alert of stopped) await recordPress(tx, { alertId: alert.id, by, action: 'stop', at })
}
