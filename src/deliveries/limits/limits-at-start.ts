/**
 * The last look of a reader with limits, as a message is about to leave: is it quiet with them by now, and did as many
 * go to them in the last 24 hours as they said? Places count by starts, so the promise holds also for what was
 * frozen long ago. Only deliveries that the plain statement did not start come here.
 */
import type { Store, Tx } from '../../store/index.ts'
import type { HeldDelivery } from '../ledger/held-delivery.ts'
import { amends, type LimitedAlert, whyHeld } from './decide.ts'
import { holdLimited, takePlaces, usedPlaces } from './places.ts'
import type { QuietNow } from './quiet-now.ts'
import type { WhyHeld } from './schema.ts'

export interface LastLook {
  deliveries: readonly HeldDelivery[]
  quietNow: QuietNow
  at: number
}

/** Which of these may start though their readers have limits, and which are held. Who has none is in neither. */
export async function limitStarting(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  { deliveries, quietNow, at }: LastLook,
): Promise<{ may: HeldDelivery[]; held: Map<HeldDelivery, WhyHeld> }> {
  const may: HeldDelivery[] = []
  const held = new Map<HeldDelivery, WhyHeld>()
  if (deliveries.length === 0) return { may, held }
  const readers = await holdLimited(
    tx,
    store,
    deliveries.map(({ subscriberId }) => subscriberId),
  )
  if (readers.size === 0) return { may, held }
  const quiet = await quietNow.ids(tx, at)
  const alerts = await alertsOf(tx, deliveries)
  const places: { subscriberId: number; alertId: number }[] = []
  for (const [alertId, ofAlert] of Map.groupBy(deliveries, ({ alertId }) => alertId)) {
    const alert = alerts.get(alertId)
    if (!alert) continue
    const subscriberIds = amends(alert) ? [] : ofAlert.map(({ subscriberId }) => subscriberId)
    const used = await usedPlaces(tx, store, { subscriberIds, butAlertId: alertId, open: false, at })
    for (const delivery of ofAlert) {
      const { subscriberId } = delivery
      const reader = readers.get(subscriberId)
      if (!reader) continue
      // What starts with this very group is not in the ledger yet.
      const starting = places.filter(place => place.subscriberId === subscriberId).length
      const isQuiet = reader.quietId !== null && quiet.has(reader.quietId)
      const taken = (used.get(subscriberId) ?? 0) + starting
      const why = whyHeld(alert, { isQuiet, dailyMost: reader.dailyMost, used: taken })
      if (why) held.set(delivery, why)
      else may.push(delivery)
      if (!why && reader.dailyMost !== null && !amends(alert)) places.push({ subscriberId, alertId })
    }
  }
  await takePlaces(tx, store, places, at)
  return { may, held }
}

async function alertsOf(
  tx: Tx,
  deliveries: readonly HeldDelivery[],
): Promise<ReadonlyMap<number, LimitedAlert>> {
  const ids = [...new Set(deliveries.map(({ alertId }) => alertId))]
  const rows = await tx
    .selectFrom('alerts')
    .select(['id', 'kind', 'priority'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}
