/**
 * One step of freezing an alert's audience: looks at the next so many subscribers, gives each who belongs a
 * delivery, or holds it for their digest, and notes how far it came, in one transaction. Sending runs meanwhile.
 * What always holds: nobody has two deliveries of an alert, and `frozen` is set only when nobody is missing.
 */
import { readAlert } from '../../alerts/index.ts'
import type { Store, Tx } from '../../store/index.ts'
import { addDeliveries } from '../ledger/add-deliveries.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { withdrawReason } from '../ledger/withdraw-reason.ts'
import { limitFrozen } from '../limits/limits-at-freeze.ts'
import type { FreezesTable } from '../schema.ts'
import { changedSince, choosersAfter, readWanting, wantedAt } from './choosers.ts'
import { freezeRecipients } from './freeze-recipients.ts'
import type { FreezeParts, FreezeProgress, Freezing } from './freezing.ts'

/** The first step is a short one: the first mail leaves that much sooner. */
const firstChunk = 100

/** False when another process is at it. */
export async function freezeChunk(
  tx: Tx,
  parts: FreezeParts,
  { alertId, at }: { alertId: number; at: number },
): Promise<boolean> {
  const freeze = await holdFreeze(tx, parts.store, alertId, at)
  if (!freeze) return false
  const alert = await readAlert(tx, alertId)
  if (!alert) throw new Error(`alert ${alertId} is being sent but cannot be read`)
  const changes = new CountChanges()
  const progress = await freezeNext(tx, { ...parts, alert, freeze, at }, changes)
  await changes.apply(tx, parts.store.kind)
  const { done, ...position } = progress
  await tx.updateTable('freezes').set(position).where('alert_id', '=', alertId).execute()
  if (done) await tx.updateTable('audiences').set({ frozen: 1 }).where('alert_id', '=', alertId).execute()
  tx.wake('deliveries')
  // Less urgent mail had waited for this.
  if (done) tx.wake('alerts')
  return true
}

async function freezeNext(tx: Tx, freezing: Freezing, changes: CountChanges): Promise<FreezeProgress> {
  const { alert, freeze } = freezing
  const replaced = alert.state === 'stopped' && (await withdrawReason(tx, alert.id)) === 'replaced'
  // The desk's stop is final: whoever was not frozen until then is not part of it.
  if (alert.state === 'stopped' && !replaced) return { ...freeze, done: true }
  const as = replaced ? 'replaced' : 'queued'
  if (alert.audience === 'recipients' && alert.followsId !== null)
    return freezeRecipients(tx, freezing, { followsId: alert.followsId, as }, changes)
  return freezeMatching(tx, freezing, as, changes)
}

/**
 * Everyone it is for who had confirmed when it was approved: two streams of ids, of those who chose nothing and of those
 * who chose, as far as both were looked through. Whoever's first choice falls between the two is in what changed.
 */
async function freezeMatching(
  tx: Tx,
  { people, store, chunk, choosers, alert, freeze, at }: Freezing,
  as: 'queued' | 'replaced',
  changes: CountChanges,
): Promise<FreezeProgress> {
  const confirmedBy = wantedAt(alert, at)
  const limit = freeze.chunks === 0 ? Math.min(firstChunk, chunk) : chunk
  const plain = (await people.plainAfter(tx, { afterId: freeze.cursor, limit, confirmedBy })).map(
    ({ id }) => id,
  )
  const found = choosersAfter(choosers, freeze.cursor, limit)
  const upTo = Math.min(endOf(plain, limit), endOf(found, limit))
  const changed = await changedSince(tx, choosers)
  const candidates = ascending([...found, ...changed], freeze.cursor, upTo)
  const wanting = await readWanting(tx, { alert, ids: candidates, at })
  const wish = { alert, subscriberIds: wanting.ids, known: wanting.preferences, at }
  const now = await limitFrozen(tx, store, changes, { ...wish, quietNow: people.quietNow })
  const unchanged = plain.filter(id => !changed.has(id))
  const subscriberIds = ascending([...unchanged, ...now], freeze.cursor, upTo)
  const number = freeze.chunks + 1
  const rows = { alertId: alert.id, subscriberIds, as, chunk: number, at }
  const added = await addDeliveries(tx, store.kind, changes, rows)
  const done = upTo === Number.POSITIVE_INFINITY
  const cursor = done ? Math.max(freeze.cursor, plain.at(-1) ?? 0, candidates.at(-1) ?? 0) : upTo
  return { ...freeze, cursor, chunks: added > 0 ? number : freeze.chunks, done }
}

/** How far a stream was looked through. */
function endOf(ids: readonly number[], limit: number): number {
  return ids.length < limit ? Number.POSITIVE_INFINITY : (ids.at(-1) ?? 0)
}

function ascending(ids: readonly number[], after: number, upTo: number): number[] {
  return [...new Set(ids)].filter(id => id > after && id <= upTo).sort((one, other) => one - other)
}

/** Opens the audience if it is new, and keeps other processes off it until the transaction ends. */
async function holdFreeze(
  tx: Tx,
  store: Pick<Store, 'kind'>,
  alertId: number,
  at: number,
): Promise<FreezesTable | null> {
  const zeros = { audience: 0, queued: 0, sending: 0, accepted: 0, deferred: 0, refused: 0, uncertain: 0 }
  await tx
    .insertInto('freezes')
    .values({ alert_id: alertId, cursor: 0, chunks: 0, seen: null, last_pass: 0, next_pass_at: at })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const freeze = await tx
    .selectFrom('freezes')
    .selectAll()
    .where('alert_id', '=', alertId)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .executeTakeFirst()
  if (!freeze) return null
  await tx
    .insertInto('audiences')
    .values({ alert_id: alertId, frozen: 0, ...zeros, suppressed: 0, withdrawn: 0, resent: 0 })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return freeze
}
