import type { Read } from '../store/index.ts'
import { type AudienceCounts, type DeliveryState, deliveryStates } from './schema.ts'

/** The books of one alert. The eight states add up to `audience`, always. */
export interface DeliveryCounts extends Record<DeliveryState, number> {
  /** True once the audience is complete; until then it grows. */
  frozen: boolean
  audience: number
  /** Apart from the states: sent a second time after `uncertain`. */
  resent: number
  /** Apart from the states: readers in whose digest it comes. */
  held: number
  firstAcceptedAt: number | null
  lastAcceptedAt: number | null
}

/** Of every alert that was asked for; zeros where nothing is frozen yet. */
export async function countsOf(
  read: Read,
  alertIds: readonly number[],
): Promise<Map<number, DeliveryCounts>> {
  const counts = new Map(alertIds.map(id => [id, countsFrom(undefined)]))
  if (alertIds.length === 0) return counts
  const rows = await read.selectFrom('audiences').selectAll().where('alert_id', 'in', alertIds).execute()
  for (const row of rows) counts.set(row.alert_id, countsFrom(row))
  return counts
}

function countsFrom(row: AudienceCounts | undefined): DeliveryCounts {
  const states = Object.fromEntries(deliveryStates.map(state => [state, row?.[state] ?? 0]))
  return {
    // Object.fromEntries forgets that every state is among its keys.
    ...(states as Record<DeliveryState, number>),
    frozen: row?.frozen === 1,
    audience: row?.audience ?? 0,
    resent: row?.resent ?? 0,
    held: row?.held ?? 0,
    firstAcceptedAt: row?.first_accepted_at ?? null,
    lastAcceptedAt: row?.last_accepted_at ?? null,
  }
}
