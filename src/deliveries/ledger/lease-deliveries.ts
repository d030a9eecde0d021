/** Takes due deliveries of one alert for a sender: queued, deferred or uncertain -> sending. */
import { sql } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonIds } from './json-rows.ts'
import type { LeasedDelivery } from './leased-delivery.ts'

/** What was never tried goes first: an old refusal must not hold up the news. */
const waitingStates = ['queued', 'deferred', 'uncertain'] as const

export interface LeaseWish {
  alertId: number
  limit: number
  at: number
  leaseUntil: number
}

export async function leaseDeliveries(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  changes: CountChanges,
  wish: LeaseWish,
): Promise<LeasedDelivery[]> {
  const leased: LeasedDelivery[] = []
  for (const state of waitingStates) {
    if (leased.length >= wish.limit) break
    const rows = await tx
      .selectFrom('deliveries')
      .select(['id', 'subscriber_id', 'attempts', 'first_attempt_at', 'doubted_at', 'resent'])
      .where('alert_id', '=', wish.alertId)
      .where('state', '=', state)
      .where('next_attempt_at', '<=', wish.at)
      .orderBy('next_attempt_at')
      .limit(wish.limit - leased.length)
      .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
      .execute()
    for (const row of rows) {
      changes.move(wish.alertId, state, 'sending')
      leased.push({
        kind: 'delivery',
        id: row.id,
        alertId: wish.alertId,
        subscriberId: row.subscriber_id,
        attempts: row.attempts,
        firstAttemptAt: row.first_attempt_at,
        doubtedAt: row.doubted_at,
        resent: row.resent === 1,
        leaseUntil: wish.leaseUntil,
      })
    }
  }
  const ids = leased.map(delivery => delivery.id)
  if (ids.length > 0)
    await sql`update deliveries set state = 'sending', lease_until = ${wish.leaseUntil}, started_at = null,
      updated_at = ${wish.at} where id in ${jsonIds(store.words, ids)}`.execute(tx)
  return leased
}
