/** What a reader's limits say of an alert that they want: now, or held for their digest. Pure. */
import type { Alert } from '../../alerts/index.ts'
import type { WhyHeld } from './schema.ts'

/** What is false is on the way to every reader at any hour; so is a flash. */
export type LimitedAlert = Pick<Alert, 'kind' | 'priority'>

export interface ReaderNow {
  isQuiet: boolean
  /** Null: no limit. */
  dailyMost: number | null
  /** Places that are taken of the last 24 hours, this alert's apart. */
  used: number
}

/** Corrections and retractions neither pass through limits nor count. */
export const amends = ({ kind }: Pick<LimitedAlert, 'kind'>) => kind === 'correction' || kind === 'retraction'

/** Null: it goes now. */
export function whyHeld(alert: LimitedAlert, { isQuiet, dailyMost, used }: ReaderNow): WhyHeld | null {
  if (amends(alert) || alert.priority === 'flash') return null
  if (isQuiet) return 'quiet'
  return dailyMost !== null && used >= dailyMost ? 'daily-most' : null
}
