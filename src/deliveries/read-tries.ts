import type { Read } from '../store/index.ts'
import { retryForMs } from './retry-schedule.ts'

export interface WaitingTries {
  /** When the next retry or re-send is due, or was. */
  nextAt: number
  /** About when the last of those that wait are given up: a day after their first attempt; null: not known. */
  endAt: number | null
}

/**
 * What waits for another try of one alert; null: nothing does. Two steps into the index, whatever the number. The
 * one that is due first and the one that is due last stand for all: between them they have the youngest attempts.
 */
export async function readTries(read: Read, alertId: number): Promise<WaitingTries | null> {
  const waiting = read
    .selectFrom('deliveries')
    .select(['due_at', 'first_attempt_at'])
    .where('alert_id', '=', alertId)
    .where('due_at', 'is not', null)
    .where('state', 'in', ['deferred', 'uncertain'])
    .limit(1)
  const [first, last] = await Promise.all([
    waiting.orderBy('due_at').executeTakeFirst(),
    waiting.orderBy('due_at', 'desc').executeTakeFirst(),
  ])
  const nextAt = first?.due_at ?? null
  if (nextAt === null) return null
  const began = Math.max(first?.first_attempt_at ?? 0, last?.first_attempt_at ?? 0)
  return { nextAt, endAt: began > 0 ? began + retryForMs : null }
}
