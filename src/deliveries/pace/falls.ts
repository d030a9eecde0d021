/**
 * How a pace falls when a domain or the relay pushes back, and how it recovers by itself. A fall is one change
 * of the scope's row; the recovery is none: it follows from the time since.
 */
import type { PacesTable } from './schema.ts'

export type FallRow = Pick<PacesTable, 'fallen_per_hour' | 'recovered_per_hour' | 'slowed_at' | 'fell_at'>

export interface Fall {
  at: number
  /** What really went in the last seconds. */
  wentPerSecond: number
  /** Messages a second; null: no limit. */
  configured: number | null
}

/** One burst of answers to messages already under way counts once. */
export const fallGapMs = 5_000
const hourSeconds = 3_600
/** One message every ten seconds: enough to notice that mail is welcome again. */
const slowestPerHour = 360
const riseMs = 15_000
const riseFactor = 1.25
/** Without a limit to return to, a pace has recovered at twice what went before the fall, or at this. */
const leastRecoveredPerHour = 10 * hourSeconds

/** Messages a second that a scope is slowed to at this moment; null: it is not slowed. */
export function slowedPace(row: FallRow, at: number): number | null {
  const { fallen_per_hour: fallen, recovered_per_hour: recovered, fell_at: fellAt } = row
  if (fallen === null || recovered === null || fellAt === null) return null
  const perHour = fallen * riseFactor ** Math.max(0, Math.floor((at - fellAt) / riseMs))
  return perHour < recovered ? perHour / hourSeconds : null
}

/** As it reads by a clock that was put back since: the fall is over, the recovery begins. */
export function fallenBy(row: FallRow, at: number): FallRow {
  if (row.fell_at === null || row.fell_at <= at) return row
  return { ...row, fell_at: at - fallGapMs, slowed_at: Math.min(row.slowed_at ?? at, at - fallGapMs) }
}

/** Null: it fell just now, and the answer is one to a message that was under way then. */
export function fall(row: FallRow, { at, wentPerSecond, configured }: Fall): FallRow | null {
  if (row.fell_at !== null && at - row.fell_at < fallGapMs) return null
  const slowed = slowedPace(row, at)
  const went = Math.min(wentPerSecond, slowed ?? configured ?? wentPerSecond)
  const fresh = { ...row, recovered_per_hour: slowed === null ? null : row.recovered_per_hour }
  return {
    ...fallenTo(fresh, (went * hourSeconds) / 2, configured),
    slowed_at: slowed === null ? at : row.slowed_at,
    fell_at: at,
  }
}

/**
 * Another process let it fall, and measured only what went through itself: each that hears of it soon adds
 * its own half.
 */
export function joinFall(row: FallRow, { at, wentPerSecond, configured }: Fall): FallRow {
  if (row.fell_at === null || row.fallen_per_hour === null || at - row.fell_at >= fallGapMs) return row
  return fallenTo(row, row.fallen_per_hour + (wentPerSecond * hourSeconds) / 2, configured)
}

function fallenTo(row: FallRow, perHour: number, configured: number | null): FallRow {
  const fallen = Math.round(Math.max(slowestPerHour, perHour))
  const recovered =
    configured === null
      ? Math.max(row.recovered_per_hour ?? leastRecoveredPerHour, 4 * fallen)
      : Math.ceil(configured * hourSeconds)
  return { ...row, fallen_per_hour: fallen, recovered_per_hour: recovered }
}
