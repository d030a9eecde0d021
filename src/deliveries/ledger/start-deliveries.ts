/**
 * The last look before a message's content may leave. In one transaction: is its alert still being sent, does
 * this person still want it, is the address not suppressed; then it is marked as started, durably. What must
 * not start leaves `sending` here. So after a crash whatever is not marked was not sent (promises 1 and 2),
 * and once a stop is committed nothing further starts (promise 10).
 */
import { sql } from 'kysely'
import type { DialectWords, Tx } from '../../store/index.ts'
import type { People } from '../people.ts'
import { never } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import { type Ending, endAttempts } from './end-attempts.ts'
import { jsonRows } from './json-rows.ts'
import { type LeasedDelivery, stateBefore } from './leased-delivery.ts'
import { type WithdrawReason, withdrawReason } from './withdraw-reason.ts'

/** Returns the ids of those whose content may leave now. */
export async function startDeliveries(
  tx: Tx,
  words: DialectWords,
  changes: CountChanges,
  { deliveries, people, at }: { deliveries: readonly LeasedDelivery[]; people: People; at: number },
): Promise<Set<number>> {
  if (deliveries.length === 0) return new Set()
  const hindrances = await findHindrances(tx, deliveries, people)
  const endings: Ending[] = []
  const ready: LeasedDelivery[] = []
  for (const delivery of deliveries) {
    const hindrance = hindrances(delivery)
    if (hindrance) endings.push(endingFor(delivery, hindrance, at))
    else ready.push(delivery)
  }
  await endAttempts(tx, words, changes, { endings, at })
  return markStarted(tx, words, changes, ready, at)
}

type Hindrance = 'paused' | 'suppressed' | WithdrawReason

async function findHindrances(
  tx: Tx,
  deliveries: readonly LeasedDelivery[],
  people: People,
): Promise<(delivery: LeasedDelivery) => Hindrance | null> {
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

function endingFor(delivery: LeasedDelivery, hindrance: Hindrance, at: number): Ending {
  const { id, alertId, leaseUntil, attempts, firstAttemptAt, doubtedAt } = delivery
  const same = { id, alertId, leaseUntil, attempts, firstAttemptAt, doubtedAt, answer: null }
  if (hindrance === 'paused') return { ...same, to: stateBefore(delivery), nextAttemptAt: at, reason: null }
  // Its first copy may have arrived, so it must not be counted as if it never left.
  if (doubtedAt !== null) return { ...same, to: 'uncertain', nextAttemptAt: never, reason: hindrance }
  const to = hindrance === 'suppressed' ? 'suppressed' : 'withdrawn'
  return { ...same, to, nextAttemptAt: never, reason: hindrance }
}

async function markStarted(
  tx: Tx,
  words: DialectWords,
  changes: CountChanges,
  ready: readonly LeasedDelivery[],
  at: number,
): Promise<Set<number>> {
  if (ready.length === 0) return new Set()
  const rows = ready.map(({ id, leaseUntil, doubtedAt }) => ({ id, leaseUntil, again: doubtedAt ? 1 : 0 }))
  // Not "and started_at is null": a commit whose answer was lost is repeated.
  const { rows: started } = await sql<{ id: number }>`
    update deliveries set started_at = ${at}, updated_at = ${at},
      resent = case when v.again = 1 then 1 else deliveries.resent end
    from (select cast(value->>'id' as bigint) as id, cast(value->>'leaseUntil' as bigint) as lease_until,
        cast(value->>'again' as bigint) as again
      from ${jsonRows(words, rows)}) as v
    where deliveries.id = v.id and deliveries.lease_until = v.lease_until and deliveries.state = 'sending'
    returning deliveries.id`.execute(tx)
  const ids = new Set(started.map(row => row.id))
  for (const delivery of ready)
    if (ids.has(delivery.id) && delivery.doubtedAt !== null && !delivery.resent)
      changes.resent(delivery.alertId)
  return ids
}
