/**
 * The audience of what follows an alert: exactly those who got that alert (promise 9).
 * A delivery of the followed alert that is accepted or uncertain counts. A correction or retraction also goes
 * to those whose turn had not come: their delivery of the original is withdrawn here, as `replaced`.
 * While the original is still on its way its deliveries are gone through again and again, so that those who
 * already have it hear at once, and the last pass begins only when nothing of it can change any more.
 */
import type { Tx } from '../../store/index.ts'
import { addDeliveries } from '../ledger/add-deliveries.ts'
import type { CountChanges } from '../ledger/count-changes.ts'
import { withdrawBetween } from '../ledger/withdraw-unsent.ts'
import { mayReceive } from '../people.ts'
import type { AudiencesTable } from '../schema.ts'
import type { FreezeProgress, Freezing } from './freeze-chunk.ts'

/** Between two passes: longer for a large audience, because a pass looks at all of it. */
const passPauseMs = (audience: number) => Math.round(250 + audience / 100)

export async function freezeRecipients(
  tx: Tx,
  freezing: Freezing,
  { followsId, as }: { followsId: number; as: 'queued' | 'replaced' },
  changes: CountChanges,
): Promise<FreezeProgress> {
  const { freeze, alert, store, chunk, at } = freezing
  const original = await tx
    .selectFrom('audiences')
    .selectAll()
    .where('alert_id', '=', followsId)
    .executeTakeFirst()
  const replaces = alert.kind === 'correction' || alert.kind === 'retraction'
  const pass = freeze.cursor > 0 ? freeze : passBeginning(original)
  if (!pass) return { ...freeze, next_pass_at: at + passPauseMs(0), done: false }
  if (pass !== freeze && pass.seen === freeze.seen && !pass.last_pass)
    return { ...freeze, next_pass_at: at + passPauseMs(original?.audience ?? 0), done: false }
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'subscriber_id'])
    .where('alert_id', '=', followsId)
    .where('subscriber_id', '>', freeze.cursor)
    .orderBy('subscriber_id')
    .limit(chunk)
    .execute()
  const last = rows.at(-1)?.subscriber_id ?? freeze.cursor
  if (replaces && (await isStopped(tx, followsId))) {
    const wish = { alertId: followsId, reason: 'replaced' as const, at }
    await withdrawBetween(tx, store, changes, { ...wish, between: [freeze.cursor, last] })
  }
  const subscriberIds = await recipientsBetween(tx, freezing, { followsId, replaces, last })
  const number = freeze.chunks + 1
  const wish = { alertId: alert.id, subscriberIds, as, chunk: number, at }
  const added = await addDeliveries(tx, store.kind, changes, wish)
  const chunks = added > 0 ? number : freeze.chunks
  const position = { chunks, seen: pass.seen, last_pass: pass.last_pass, next_pass_at: at }
  if (rows.length === chunk) return { ...position, cursor: last, done: false }
  if (pass.last_pass) return { ...position, cursor: last, done: true }
  const pause = passPauseMs(original?.audience ?? 0)
  return { ...position, cursor: 0, next_pass_at: at + pause, done: false }
}

/** What a pass that begins now will have seen; null while there is nothing to go through. */
function passBeginning(original: AudiencesTable | undefined): { seen: number; last_pass: number } | null {
  if (!original) return null
  const { frozen, queued, sending, deferred, audience } = original
  const unsettled = queued + sending + deferred
  return { seen: audience - unsettled, last_pass: frozen === 1 && unsettled === 0 ? 1 : 0 }
}

async function recipientsBetween(
  tx: Tx,
  { freeze, people }: Freezing,
  { followsId, replaces, last }: { followsId: number; replaces: boolean; last: number },
): Promise<number[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .select('subscriber_id')
    .where('alert_id', '=', followsId)
    .where('subscriber_id', '>', freeze.cursor)
    .where('subscriber_id', '<=', last)
    .where(({ eb, or, and }) =>
      or([
        eb('state', 'in', ['accepted', 'uncertain']),
        ...(replaces ? [and([eb('state', '=', 'withdrawn'), eb('reason', '=', 'replaced')])] : []),
      ]),
    )
    .orderBy('subscriber_id')
    .execute()
  const ids = rows.map(row => row.subscriber_id)
  const known = await people.readForDelivery(tx, ids)
  return ids.filter(id => mayReceive(known.get(id)))
}

async function isStopped(tx: Tx, alertId: number): Promise<boolean> {
  const alert = await tx.selectFrom('alerts').select('state').where('id', '=', alertId).executeTakeFirst()
  return alert?.state === 'stopped'
}
