/**
 * What limits say of readers as an alert is frozen: who gets a delivery, for whom it is held. Runs in the freezing
 * transaction, which keeps the rows of readers with a daily limit until it ends, so that two alerts frozen at once do
 * not both take the last place.
 */
import type { Store, Tx } from '../../store/index.ts'
import type { Preferences } from '../../subscribers/index.ts'
import type { CountChanges } from '../ledger/count-changes.ts'
import { amends, type LimitedAlert, whyHeld } from './decide.ts'
import { type HoldWish, holdAlerts } from './hold-alerts.ts'
import { holdLimited, takePlaces, usedPlaces } from './places.ts'
import type { QuietNow } from './quiet-now.ts'

export interface FreezeLimits {
  alert: LimitedAlert & { id: number }
  /** Ascending; of those who chose something, because nobody else has limits. */
  subscriberIds: readonly number[]
  known: ReadonlyMap<number, Preferences>
  /** What is held for another reason; written together, so that locks are taken in one order. */
  holds?: readonly HoldWish[]
  quietNow: QuietNow
  at: number
}

/** Returns those who get it now. */
export async function limitFrozen(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  changes: CountChanges,
  { alert, subscriberIds, known, holds: given = [], quietNow, at }: FreezeLimits,
): Promise<number[]> {
  if (amends(alert)) return [...subscriberIds]
  const readers = await holdLimited(tx, store, subscriberIds)
  if (readers.size === 0 && given.length === 0) return [...subscriberIds]
  const quiet = await quietNow.ids(tx, at)
  const counted = [...readers].filter(([, { dailyMost }]) => dailyMost !== null).map(([id]) => id)
  const used = await usedPlaces(tx, store, { subscriberIds: counted, butAlertId: alert.id, open: true, at })
  const holds: HoldWish[] = [...given]
  const now: number[] = []
  for (const subscriberId of subscriberIds) {
    const { dailyMost = null, quietId = null } = readers.get(subscriberId) ?? {}
    const isQuiet = quietId !== null && quiet.has(quietId)
    const why = whyHeld(alert, { isQuiet, dailyMost, used: used.get(subscriberId) ?? 0 })
    if (why) holds.push({ alertId: alert.id, subscriberId, why })
    else now.push(subscriberId)
  }
  const places = now.filter(id => (readers.get(id)?.dailyMost ?? null) !== null)
  await takePlaces(
    tx,
    store,
    places.map(subscriberId => ({ subscriberId, alertId: alert.id })),
    null,
  )
  await holdAlerts(tx, store, changes, { holds, known, at })
  return now
}
