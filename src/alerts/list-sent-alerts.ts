import type { Read } from '../store/index.ts'
import { type Alert, alertOf } from './alert.ts'

/**
 * What readers may see, in the order it was sent, the newest first: a draft that waited long is new on the day
 * it goes out. `before`: the last alert of the page before; one that was never sent: an empty page.
 */
export async function listSentAlerts(
  read: Read,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<Alert[]> {
  let query = read.selectFrom('alerts').selectAll().where('approved_at', 'is not', null)
  if (before !== undefined) {
    const last = await read
      .selectFrom('alerts')
      .select('approved_at')
      .where('id', '=', before)
      .executeTakeFirst()
    const at = last?.approved_at
    if (at === null || at === undefined) return []
    query = query.where(alert =>
      alert.or([
        alert('approved_at', '<', at),
        alert.and([alert('approved_at', '=', at), alert('id', '<', before)]),
      ]),
    )
  }
  const rows = await query.orderBy('approved_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map(alertOf)
}
