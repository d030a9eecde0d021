/**
 * From when on it is out of the ordinary that a source says nothing. Two clocks: the learned rhythm, which knows
 * hours and weekends; and, for what was silent before anybody watched it, the dates in its document.
 */
import { longestSilenceMs, type Rhythm } from '../rhythm/index.ts'

const dayMs = 24 * 60 * 60_000
const fewestDates = 4
/** A pause of so many usual ones, and of more than any before it, is none any more. */
const pause = { usual: 10, longest: 3, leastMs: 14 * dayMs }

/** `sinceAt`: when the last new item was seen. Null: too little is known. */
export function silentFrom(rhythm: Rhythm | null, sinceAt: number | null): number | null {
  if (sinceAt === null) return null
  const longest = longestSilenceMs(rhythm, sinceAt)
  return longest === null ? null : sinceAt + longest
}

export interface Dates {
  /** Null: it has none that can be believed. */
  newestAt: number | null
  frozenFrom: number | null
}

/**
 * Of a document that was read whole. Dates to come are no witness. `lastNewAt`: when a new item was last seen, however
 * it was dated; null: none since the first look.
 */
export function frozenFrom(
  published: readonly number[],
  { at, lastNewAt }: { at: number; lastNewAt: number | null },
): Dates {
  const dates = [...new Set(published.filter(date => date <= at))].sort((one, other) => other - one)
  const newestAt = dates[0] ?? null
  const oldestAt = dates.at(-1)
  if (newestAt === null || oldestAt === undefined || dates.length < fewestDates)
    return { newestAt, frozenFrom: null }
  const gaps = dates.slice(1).map((date, place) => (dates[place] ?? date) - date)
  const usual = (newestAt - oldestAt) / gaps.length
  const longest = gaps.reduce((one, other) => Math.max(one, other), 0)
  const enough = Math.max(pause.leastMs, usual * pause.usual, longest * pause.longest)
  return { newestAt, frozenFrom: Math.round(Math.max(newestAt, lastNewAt ?? 0) + enough) }
}
