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

/** By the id of what was wrong: the newest correction or retraction of each of these alerts that has one. */
export async function readAmendments(read: Read, ids: readonly number[]): Promise<Map<number, Alert>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .selectFrom('alerts')
    .selectAll()
    .where('follows_id', 'in', ids)
    .where('kind', 'in', ['correction', 'retraction'])
    .where('approved_at', 'is not', null)
    .orderBy('approved_at')
    .orderBy('id')
    .execute()
  return new Map(rows.flatMap(row => (row.follows_id === null ? [] : [[row.follows_id, alertOf(row)]])))
}

/** What was sent after `since`, of every kind, and when the first ever was; null: nothing was. */
export async function countSentAlerts(
  read: Read,
  since: number,
): Promise<{ sent: number; firstAt: number | null }> {
  const row = await read
    .selectFrom('alerts')
    .select(row => [
      row.fn.countAll<number>().filterWhere('approved_at', '>', since).as('sent'),
      row.fn.min('approved_at').as('firstAt'),
    ])
    .where('approved_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return { sent: Number(row.sent), firstAt: row.firstAt === null ? null : Number(row.firstAt) }
}
