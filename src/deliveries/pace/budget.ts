/**
 * What this process may send of one scope whose pace is limited: the slots it holds, and how many it wants.
 * It wants what it has lately used, and more while that is not enough, so that processes with little to send
 * leave the slots to those with much.
 */
import { freeAheadMs } from './draw-slots.ts'
import { type FallRow, slowedPace } from './falls.ts'
import { HeldSlots } from './held-slots.ts'

/** After this long without a question the past says nothing of what is wanted. */
const idleMs = 1_000
/** What is wanted at first, in milliseconds of the pace. */
const firstWantMs = 50
const shortestWaitMs = 10

export interface Budget {
  readonly scope: string
  /** Messages a second; null: only slowed, not limited. */
  readonly configured: number | null
  readonly held: HeldSlots
  /** As the row said when it was last read. */
  fall: FallRow
  /** The last fall to which this process has added its part. */
  joinedFellAt: number | null
  askedAt: number
  /** As `Pacer.waitMs`. */
  waitMs(at: number): number
  use(at: number): void
  /** How many slots to draw now, no more than messages wait; takes note of what was used since the last call. */
  want(at: number, perSecond: number, waiting: number): number
  /** Nothing can be drawn before. */
  opensAt(at: number): void
}

export const neverFell: FallRow = {
  fallen_per_hour: null,
  recovered_per_hour: null,
  slowed_at: null,
  fell_at: null,
}

export interface BudgetWish {
  scope: string
  configured: number | null
  fall: FallRow
  /** No other process draws. */
  alone: boolean
  /** See `HeldSlots`. */
  graceMs: number
}

export function createBudget({ scope, configured, fall, alone, graceMs }: BudgetWish): Budget {
  const held = new HeldSlots({ alone, graceMs })
  let asked = false
  let used = 0
  let appetite = 0
  let wantedAt = Number.NEGATIVE_INFINITY
  let openAt = Number.NEGATIVE_INFINITY
  return {
    scope,
    configured,
    held,
    fall,
    joinedFellAt: null,
    askedAt: Number.NEGATIVE_INFINITY,
    waitMs(at) {
      asked = true
      this.askedAt = at
      const wait = held.waitMs(at)
      if (wait !== null) return Math.ceil(wait)
      return Math.max(shortestWaitMs, Math.ceil(openAt - at))
    },
    use(at) {
      if (held.take(at)) used += 1
    },
    want(at, perSecond, waiting) {
      // What is void is no longer held.
      held.waitMs(at)
      if (!asked || at < openAt) return 0
      if (at - wantedAt > idleMs) appetite = (perSecond * firstWantMs) / 1000
      else appetite = Math.max(4 * used, held.count > 0 ? appetite / 2 : appetite)
      appetite = Math.max(1, appetite)
      asked = false
      used = 0
      wantedAt = at
      const runsOut = held.endsAt < at + freeAheadMs
      return Math.min(waiting - held.count, Math.max(runsOut ? 1 : 0, Math.ceil(appetite) - held.count))
    },
    opensAt(at) {
      openAt = at
    },
  }
}

/** Messages a second at this moment, by the time that all processes share; null: no limit. */
export function paceOf({ configured, fall }: Pick<Budget, 'configured' | 'fall'>, at: number): number | null {
  const slowed = slowedPace(fall, at)
  return slowed === null ? configured : Math.min(slowed, configured ?? slowed)
}
