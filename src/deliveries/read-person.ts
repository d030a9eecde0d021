/** The deliveries of one person, for the copy of their data. */
import type { Read } from '../store/index.ts'
import type { DeliveryState } from './schema.ts'

export interface PersonsDelivery {
  alertId: number
  headline: string
  state: DeliveryState
  /** When it last changed its state. */
  at: number
}

/** Newest first; fewer than `limit`: there are no more. */
export async function readDeliveriesOf(
  read: Read,
  { subscriberId, beforeAlert, limit }: { subscriberId: number; beforeAlert: number; limit: number },
): Promise<PersonsDelivery[]> {
  const rows = await read
    .selectFrom('alerts')
    .innerJoin('deliveries', 'deliveries.alert_id', 'alerts.id')
    .select(['alerts.id', 'alerts.headline', 'deliveries.state', 'deliveries.updated_at'])
    .where('deliveries.subscriber_id', '=', subscriberId)
    .where('alerts.id', '<', beforeAlert)
    .orderBy('alerts.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, headline, state, updated_at }) => ({ alertId: id, headline, state, at: updated_at }))
}

export interface PersonsHeldAlert {
  alertId: number
  headline: string
  why: string
  state: string
  heldAt: string
}

/** What their limits held for a digest, the newest first; so many at most. */
export async function readHeldOf(
  read: Read,
  { subscriberId, limit }: { subscriberId: number; limit: number },
): Promise<PersonsHeldAlert[]> {
  const rows = await read
    .selectFrom('held_alerts')
    .innerJoin('alerts', 'alerts.id', 'held_alerts.alert_id')
    .select(['alerts.id', 'alerts.headline', 'held_alerts.why', 'held_alerts.state', 'held_alerts.held_at'])
    .where('held_alerts.subscriber_id', '=', subscriberId)
    .orderBy('held_alerts.held_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, headline, why, state, held_at }) => ({
    ...{ alertId: id, headline, why, state, heldAt: new Date(held_at).toISOString() },
  }))
}
