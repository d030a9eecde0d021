/**
 * The last look before a message's content may leave. In one transaction: is its alert still being sent, does
 * this person still want it, is the address not suppressed; then it goes queued -> sending, durably, and only
 * if nobody else has started it. So after a crash whatever is not `sending` was not sent (promises 1 and 2), and
 * once a stop is committed nothing further starts (promise 10). What its reader's limits hold by now goes into their
 * digest instead, in the same transaction.
 */
import { type Read, run, type Store, type StoreKind, statement, type Tx } from '../../store/index.ts'
import { type HoldWish, holdAlerts } from '../limits/hold-alerts.ts'
import { limitStarting } from '../limits/limits-at-start.ts'
import { hasNoLimitNow } from '../limits/no-limit-now.ts'
import type { People } from '../people.ts'
import type { CountChanges } from './count-changes.ts'
import { endUnstarted } from './end-attempts.ts'
import type { HeldDelivery } from './held-delivery.ts'
import { number } from './json-rows.ts'
import { type WithdrawReason, withdrawReason } from './withdraw-reason.ts'

/**
 * `paused`: its alert is, so it is given back; `over`: it has ended, or is not ours any more; `late`: it was started,
 * but its alert was stopped or paused before that was committed.
 */
export type Start = 'started' | 'paused' | 'over' | 'late'

/** Alerts that are not being sent any more, of those with something started. */
export async function haltedAmong(read: Read, alertIds: readonly number[]): Promise<ReadonlySet<number>> {
  if (alertIds.length === 0) return new Set()
  const rows = await read
    .selectFrom('alerts')
    .select('id')
    .where('id', 'in', [...new Set(alertIds)])
    .where('state', '!=', 'sending')
    .execute()
  return new Set(rows.map(row => row.id))
}

// Values, not "exists": PostgreSQL would turn those into joins, and one that has no statistics yet into bad ones.
// What waits on its own may have lost its lease to one who took it back: who starts it answers for it again, so that
// after a crash somebody finds it.
const startRows = statement<{ id: number }>(
  'start-deliveries',
  ({ jsonRows, lookedUp }) => `
    update deliveries set state = 'sending', turn = v.turn + 1, started_by = v.ticket, updated_at = ?,
      resent = case when doubted_at is null then resent else 1 end,
      lease_until = case when due_at is null and parked is null then null else coalesce(lease_until, v.lease) end
    from (select ${number(0)} as id, ${number(1)} as turn, ${number(2)} as lease, ${number(3)} as ticket from ${jsonRows}(?)) as v
    where deliveries.id = v.id and ${lookedUp('deliveries.id')} and deliveries.turn = v.turn
      and deliveries.state in ('queued', 'deferred', 'uncertain')
      and (select alerts.state from alerts where alerts.id = deliveries.alert_id) = 'sending'
      and (select case when suppressed = 0 and (cast(? as bigint) = 1 or ${hasNoLimitNow(jsonRows)})
        then subscribers.state end from subscribers
        where subscribers.id = deliveries.subscriber_id) = 'confirmed'
    returning deliveries.id`,
)

export interface StartWish {
  deliveries: readonly HeldDelivery[]
  /** Those that must not start, says what was read when they were taken; here it is said why. */
  unwanted: readonly HeldDelivery[]
  people: People
  /** A number of this start alone. */
  ticketOf(delivery: HeldDelivery): number
  at: number
}

type Dialect = Pick<Store, 'kind' | 'words'>

export async function startDeliveries(
  tx: Tx,
  store: Dialect,
  changes: CountChanges,
  { deliveries, unwanted, people, ticketOf, at }: StartWish,
): Promise<(delivery: HeldDelivery) => Start> {
  const { kind } = store
  const quiet = await people.quietNow.json(tx, at)
  const started = await markStarted(tx, kind, deliveries, { ticketOf, at, quiet })
  const others = deliveries.filter(delivery => !started.has(delivery))
  // A commit whose answer was lost is repeated, and counted only once.
  const before = new Set(await startedBefore(tx, others, ticketOf))
  const hindered = [...unwanted, ...others.filter(delivery => !before.has(delivery))]
  const { paused, free } = await settleHindered(tx, kind, changes, { deliveries: hindered, people, at })
  const { may, held } = await limitStarting(tx, store, { deliveries: free, quietNow: people.quietNow, at })
  for (const delivery of await markStarted(tx, kind, may, { ticketOf, at, quiet: null }))
    started.add(delivery)
  await holdInstead(tx, store, changes, { held, at })
  for (const { alertId, state, doubtedAt, resent } of started) {
    changes.move(alertId, state, 'sending')
    if (doubtedAt !== null && !resent) changes.resent(alertId)
  }
  return delivery =>
    started.has(delivery) || before.has(delivery) ? 'started' : paused.has(delivery) ? 'paused' : 'over'
}

/** Whoever has it by now is left alone; else its reader's digest brings it. */
async function holdInstead(
  tx: Tx,
  store: Dialect,
  changes: CountChanges,
  { held, at }: { held: ReadonlyMap<HeldDelivery, HoldWish['why']>; at: number },
): Promise<void> {
  const holds: HoldWish[] = []
  for (const [delivery, why] of held) {
    const { alertId, subscriberId } = delivery
    if (await endUnstarted(tx, store.kind, changes, { delivery, ...endOf(delivery, 'held'), at }))
      holds.push({ alertId, subscriberId, why })
  }
  await holdAlerts(tx, store, changes, { holds, at })
}

/** @param quiet Quiet hours that it is now, as a JSON array; null: limits were looked at. */
async function markStarted(
  tx: Tx,
  kind: StoreKind,
  deliveries: readonly HeldDelivery[],
  { ticketOf, at, quiet }: Pick<StartWish, 'ticketOf' | 'at'> & { quiet: string | null },
): Promise<Set<HeldDelivery>> {
  if (deliveries.length === 0) return new Set()
  // A sender whose lease had lapsed may have taken one twice: only the first of the two may leave.
  const byId = new Map(deliveries.toReversed().map(delivery => [delivery.id, delivery]))
  const rows = [...byId.values()].map(delivery => {
    const { id, turn, claim } = delivery
    return [id, turn, claim.leaseUntil, ticketOf(delivery)]
  })
  const json = JSON.stringify(rows)
  const limits = quiet === null ? [1, '[]'] : [0, quiet]
  const started = await run(tx, kind, startRows, [at, json, json, ...limits])
  return new Set(started.flatMap(({ id }) => byId.get(id) ?? []))
}

async function startedBefore(
  tx: Tx,
  deliveries: readonly HeldDelivery[],
  ticketOf: StartWish['ticketOf'],
): Promise<HeldDelivery[]> {
  if (deliveries.length === 0) return []
  const ids = deliveries.map(({ id }) => id)
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'started_by'])
    .where('id', 'in', ids)
    .where('state', '=', 'sending')
    .execute()
  const tickets = new Map(rows.map(row => [row.id, row.started_by]))
  return deliveries.filter(delivery => tickets.get(delivery.id) === ticketOf(delivery))
}

type Hindrance = 'paused' | 'suppressed' | WithdrawReason

/** Ends what must not start; returns what only has to wait, and what nothing hinders but limits, or another who has it. */
async function settleHindered(
  tx: Tx,
  kind: StoreKind,
  changes: CountChanges,
  { deliveries, people, at }: Pick<StartWish, 'deliveries' | 'people' | 'at'>,
): Promise<{ paused: Set<HeldDelivery>; free: HeldDelivery[] }> {
  if (deliveries.length === 0) return { paused: new Set(), free: [] }
  const hindrances = await findHindrances(tx, deliveries, people)
  const found = deliveries.map(delivery => ({ delivery, hindrance: hindrances(delivery) }))
  for (const { delivery, hindrance } of found)
    if (hindrance !== null && hindrance !== 'paused')
      await endUnstarted(tx, kind, changes, { delivery, ...endOf(delivery, hindrance), at })
  const by = (wanted: Hindrance | null) =>
    found.filter(({ hindrance }) => hindrance === wanted).map(({ delivery }) => delivery)
  return { paused: new Set(by('paused')), free: by(null) }
}

async function findHindrances(
  tx: Tx,
  deliveries: readonly HeldDelivery[],
  people: People,
): Promise<(delivery: HeldDelivery) => Hindrance | null> {
  const alertIds = [...new Set(deliveries.map(delivery => delivery.alertId))]
  // What the desk last said of each alert.
  const alerts = await tx.selectFrom('alerts').select(['id', 'state']).where('id', 'in', alertIds).execute()
  const alertHindrances = new Map<number, Hindrance>()
  for (const { id, state } of alerts) {
    if (state === 'stopped') alertHindrances.set(id, await withdrawReason(tx, id))
    else if (state !== 'sending') alertHindrances.set(id, 'paused')
  }
  const known = await people.readForDelivery(
    tx,
    deliveries.map(delivery => delivery.subscriberId),
  )
  return ({ alertId, subscriberId }) => {
    const person = known.get(subscriberId)
    if (alertHindrances.has(alertId)) return alertHindrances.get(alertId) ?? null
    if (person?.state !== 'confirmed') return 'left'
    return person.suppressed ? 'suppressed' : null
  }
}

function endOf(
  { doubtedAt }: HeldDelivery,
  hindrance: 'suppressed' | WithdrawReason,
): { to: 'suppressed' | 'withdrawn' | 'uncertain'; reason: string } {
  // Its first copy may have arrived, so it must not be counted as if it never left.
  if (doubtedAt !== null) return { to: 'uncertain', reason: hindrance }
  return { to: hindrance === 'suppressed' ? 'suppressed' : 'withdrawn', reason: hindrance }
}
