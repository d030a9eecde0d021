/**
 * When a source is polled next: a pure function of what the operator, the publisher and the last answers
 * say. `Retry-After` outranks everything; then the operator's interval; then the publisher's; then the
 * default. A failing source is polled more and more seldom, but never given up.
 */
const minuteMs = 60_000

const defaultEveryMs = 5 * minuteMs
/** A failing source is polled at least this often, unless its interval is longer anyway. */
const longestPauseMs = 60 * minuteMs
/** Where the operator says how often, a failure must not blind the source for long: at most so many intervals. */
const longestPauseIntervals = 4
const jitterShare = 0.1

export interface PollHistory {
  at: number
  /** The operator's interval, or null. */
  everyMs: number | null
  /** What the publisher asked for, or null. */
  askedMs: number | null
  /** In a row, the last poll included; 0: it went well. */
  failures: number
  retryAfterMs: number | null
  /** From 0 to less than 1. */
  random: () => number
}

export function nextPollAt({ at, everyMs, askedMs, failures, retryAfterMs, random }: PollHistory): number {
  const interval = everyMs ?? askedMs ?? defaultEveryMs
  const pause = interval * 2 ** Math.min(Math.max(failures - 1, 0), 16)
  const longest =
    everyMs === null ? longestPauseMs : Math.min(interval * longestPauseIntervals, longestPauseMs)
  const wait = Math.min(pause, Math.max(interval, longest))
  // Spread both ways, except below what the publisher asked for.
  const spread = everyMs === null && askedMs !== null ? random() : 2 * random() - 1
  return Math.round(at + Math.max(wait * (1 + jitterShare * spread), retryAfterMs ?? 0))
}
