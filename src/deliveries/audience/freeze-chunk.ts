/**
 * One step of freezing an alert's audience: looks at the next so many subscribers, gives each who belongs a
 * delivery, and notes how far it came, in one transaction. Sending runs meanwhile.
 * What always holds: nobody has two deliveries of an alert, and `frozen` is set only when nobody is missing.
 */
import type { Store, Tx } from '../../store/index.ts'
import { addDeliveries } from '../ledger/add-deliveries.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { withdrawReason } from '../ledger/withdraw-reason.ts'
import type { People } from '../people.ts'
import type { FreezesTable } from '../schema.ts'
import { freezeRecipients } from './freeze-recipients.ts'

export interface FreezeParts {
  store: Pick<Store, 'kind' | 'words'>
  people: People
  /** Subscribers a step. */
  chunk: number
}

/** The first step is a short one: the first mail leaves that much sooner. */
const firstChunk = 100

/** What freezing has to know of an alert. */
export interface AlertToFreeze {
  id: number
  kind: 'alert' | 'update' | 'correction' | 'retraction'
  state: string
  audience: 'matching' | 'recipients'
  follows_id: number | null
  approved_at: number | null
}

/** How far it came; `done`: the audience is frozen. */
export type FreezeProgress = Omit<FreezesTable, 'alert_id'> & { done: boolean }

export type Freezing = FreezeParts & { alert: AlertToFreeze; freeze: FreezesTable; at: number }

/** False when another process is at it. */
export async function freezeChunk(
  tx: Tx,
  parts: FreezeParts,
  { alertId, at }: { alertId: number; at: number },
): Promise<boolean> {
  const freeze = await holdFreeze(tx, parts.store, alertId, at)
  if (!freeze) return false
  const alert = await tx
    .selectFrom('alerts')
    .select(['id', 'kind', 'state', 'audience', 'follows_id', 'approved_at'])
    .where('id', '=', alertId)
    .executeTakeFirstOrThrow()
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
  if (alert.audience === 'recipients' && alert.follows_id !== null)
    return freezeRecipients(tx, freezing, { followsId: alert.follows_id, as }, changes)
  return freezeMatching(tx, freezing, as, changes)
}

/** Everyone it is for who had confirmed when it was approved. */
async function freezeMatching(
  tx: Tx,
  { people, store, chunk, alert, freeze, at }: Freezing,
  as: 'queued' | 'replaced',
  changes: CountChanges,
): Promise<FreezeProgress> {
  const confirmedBy = alert.approved_at ?? at
  const limit = freeze.chunks === 0 ? Math.min(firstChunk, chunk) : chunk
  const found = await people.confirmedAfter(tx, { afterId: freeze.cursor, limit, confirmedBy })
  const subscriberIds = found.map(person => person.id)
  const number = freeze.chunks + 1
  const wish = { alertId: alert.id, subscriberIds, as, chunk: number, at }
  const added = await addDeliveries(tx, store.kind, changes, wish)
  const cursor = subscriberIds.at(-1) ?? freeze.cursor
  const chunks = added > 0 ? number : freeze.chunks
  return { ...freeze, cursor, chunks, done: found.length < limit }
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
