/**
 * The audience of what follows an alert: exactly those who got that alert (promise 9).
 * A delivery of the followed alert that is accepted or uncertain counts. A correction or retraction also goes
 * to those whose turn had not come: their delivery of the original is withdrawn here, as `replaced`.
 * So does whoever's digest brought it; where it still waits for one, the digest brings the corrected text instead
 * (`digest/digest-news.ts`), and an update waits with it. Updates go only where they are wanted, and obey limits.
 * While the original is still on its way its deliveries are gone through again and again, so that those who
 * already have it hear at once, and the last pass begins only when nothing of it can change any more.
 */
import type { Tx } from '../../store/index.ts'
import { addDeliveries } from '../ledger/add-deliveries.ts'
import type { CountChanges } from '../ledger/count-changes.ts'
import { withdrawBetween } from '../ledger/withdraw-unsent.ts'
import { amends } from '../limits/decide.ts'
import { lockHeld } from '../limits/hold-alerts.ts'
import { limitFrozen } from '../limits/limits-at-freeze.ts'
import { mayReceive } from '../people.ts'
import type { AudienceCounts } from '../schema.ts'
import { type Chain, chainOf } from './chain.ts'
import { readWanting } from './choosers.ts'
import type { FreezeProgress, Freezing } from './freezing.ts'

/** Between two passes: longer for a large audience, because a pass looks at all of it. */
const passPauseMs = (audience: number) => Math.min(Math.round(250 + audience / 100), longestPassPauseMs)
export const longestPassPauseMs = 60_000

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
  const replaces = amends(alert)
  const pass = freeze.cursor > 0 ? freeze : passBeginning(original)
  if (!pass) return { ...freeze, next_pass_at: at + passPauseMs(0), done: false }
  if (pass !== freeze && pass.seen === freeze.seen && !pass.last_pass)
    return { ...freeze, next_pass_at: at + passPauseMs(original?.audience ?? 0), done: false }
  const chain = await chainOf(tx, followsId)
  const { last, done: through } = await nextStretch(tx, { chain, after: freeze.cursor, limit: chunk })
  if (replaces && (await isStopped(tx, followsId))) {
    const wish = { alertId: followsId, reason: 'replaced' as const, at }
    await withdrawBetween(tx, store, changes, { ...wish, between: [freeze.cursor, last] })
  }
  const recipients = await recipientsBetween(tx, freezing, { chain, replaces, last })
  const subscriberIds = replaces ? recipients.got : await limitUpdate(tx, freezing, recipients, changes)
  const number = freeze.chunks + 1
  const wish = { alertId: alert.id, subscriberIds, as, chunk: number, at }
  const added = await addDeliveries(tx, store.kind, changes, wish)
  const chunks = added > 0 ? number : freeze.chunks
  const position = { chunks, seen: pass.seen, last_pass: pass.last_pass, next_pass_at: at }
  if (!through) return { ...position, cursor: last, done: false }
  if (pass.last_pass) return { ...position, cursor: last, done: true }
  const pause = passPauseMs(original?.audience ?? 0)
  return { ...position, cursor: 0, next_pass_at: at + pause, done: false }
}

/** What a pass that begins now will have seen; null while there is nothing to go through. */
function passBeginning(original: AudienceCounts | undefined): { seen: number; last_pass: number } | null {
  if (!original) return null
  const { frozen, queued, sending, deferred, audience } = original
  const unsettled = queued + sending + deferred
  return { seen: audience - unsettled, last_pass: frozen === 1 && unsettled === 0 ? 1 : 0 }
}

/** The next so many of those who were to get the followed alert, by mail or by digest. */
async function nextStretch(
  tx: Tx,
  { chain, after, limit }: { chain: Chain; after: number; limit: number },
): Promise<{ last: number; done: boolean }> {
  const stretch = async (table: 'deliveries' | 'held_alerts', alertIds: readonly number[]) => {
    const rows = await tx
      .selectFrom(table)
      .select('subscriber_id')
      .where('alert_id', 'in', alertIds)
      .where('subscriber_id', '>', after)
      .orderBy('subscriber_id')
      .limit(limit)
      .execute()
    return { last: rows.at(-1)?.subscriber_id ?? after, full: rows.length === limit }
  }
  const streams = [await stretch('deliveries', [chain[0]]), await stretch('held_alerts', chain)]
  const full = streams.filter(stream => stream.full).map(stream => stream.last)
  if (full.length > 0) return { last: Math.min(...full), done: false }
  return { last: Math.max(...streams.map(stream => stream.last)), done: true }
}

interface Recipients {
  /** Those who have it, ascending. */
  got: number[]
  /** Those whose next digest brings it; nobody else moves that on until the transaction ends. */
  waiting: number[]
}

async function recipientsBetween(
  tx: Tx,
  { alert, freeze, people, store }: Freezing,
  { chain, replaces, last }: { chain: Chain; replaces: boolean; last: number },
): Promise<Recipients> {
  const rows = await tx
    .selectFrom('deliveries')
    .select('subscriber_id')
    .where('alert_id', '=', chain[0])
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
  const range = { chain, after: freeze.cursor, upTo: last }
  const { digested, waiting } = await lockHeld(tx, store, range)
  // A digest between this one's approval and this pass has had its words already.
  const had = replaces ? await alreadyIn(tx, alert.id, digested) : new Set<number>()
  const byDigest = digested.filter(id => !had.has(id))
  const ids = [...new Set([...rows.map(row => row.subscriber_id), ...byDigest])].sort(
    (one, other) => one - other,
  )
  const known = await people.readForDelivery(tx, ids)
  return { got: ids.filter(id => mayReceive(known.get(id))), waiting }
}

/**
 * Of an update: who gets it now. It is held where the limits say so, or where what it follows still waits: a reader
 * would not know what it is about.
 */
async function limitUpdate(
  tx: Tx,
  { alert, people, store, at }: Freezing,
  { got, waiting }: Recipients,
  changes: CountChanges,
): Promise<number[]> {
  const had = await alreadyIn(tx, alert.id, [...got, ...waiting])
  const isNew = (id: number) => !had.has(id)
  const waits = await readWanting(tx, { alert, ids: waiting.filter(isNew), confirmedBy: at, at })
  const holds = waits.ids.map(subscriberId => ({ alertId: alert.id, subscriberId, why: 'followed' as const }))
  const held = new Set(waiting)
  const ids = got.filter(id => isNew(id) && !held.has(id))
  const wanting = await readWanting(tx, { alert, ids, confirmedBy: at, at })
  const known = new Map([...waits.preferences, ...wanting.preferences])
  const wish = { alert, subscriberIds: wanting.ids, known, quietNow: people.quietNow, at }
  const now = await limitFrozen(tx, store, changes, { ...wish, holds })
  return now
}

async function alreadyIn(tx: Tx, alertId: number, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('deliveries')
    .select('subscriber_id')
    .where('alert_id', '=', alertId)
    .where('subscriber_id', 'in', ids)
    .union(
      tx
        .selectFrom('held_alerts')
        .select('subscriber_id')
        .where('alert_id', '=', alertId)
        .where('subscriber_id', 'in', ids),
    )
    .execute()
  return new Set(rows.map(row => row.subscriber_id))
}

async function isStopped(tx: Tx, alertId: number): Promise<boolean> {
  const alert = await tx.selectFrom('alerts').select('state').where('id', '=', alertId).executeTakeFirst()
  return alert?.state === 'stopped'
}
