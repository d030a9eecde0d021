/** Alerts with which something went wrong rest for a second: they hold up no other, and are not tried without a pause. */
import { type Clock, hasPassed } from '../clock.ts'

const restMs = 1_000

export interface SetAside {
  add(alertId: number): void
  has(alertId: number): boolean
  /** Within so long one of them is to be tried again; null: none rests. */
  againMs(): number | null
}

export function createSetAside(clock: Clock): SetAside {
  const since = new Map<number, number>()
  const forgetRested = () => {
    const now = clock.now()
    for (const [alertId, at] of since) if (hasPassed(restMs, at, now)) since.delete(alertId)
  }
  return {
    add: alertId => void since.set(alertId, clock.now()),
    has(alertId) {
      forgetRested()
      return since.has(alertId)
    },
    againMs() {
      forgetRested()
      return since.size > 0 ? restMs : null
    },
  }
}
