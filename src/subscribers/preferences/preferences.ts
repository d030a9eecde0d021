/**
 * What one subscriber chose. Whoever chose nothing has no row and gets every alert; what each choice means is said once,
 * in `alerts/wants`. Kept as a JSON document; read only through `readPreferences`, which fills in what an older one lacks.
 */

export interface QuietHours {
  /** Minutes after midnight, 0..1439, on the reader's clock; `from` after `to`: over midnight. Never equal. */
  from: number
  /** The first minute that is not quiet any more. */
  to: number
}

/** A story, or the thread of an alert that belongs to none. */
export type Muted = { story: number } | { thread: number }

export interface Preferences {
  /** `all`: every alert; `chosen`: what is of one of `topics`, or what a watch expression finds. */
  scope: 'all' | 'chosen'
  /** Ids of topics and places. */
  topics: readonly number[]
  /** Watch expressions as they were typed. */
  watch: readonly string[]
  /** "Less of this": of these only a flash comes, or what a watch expression finds. */
  less: readonly number[]
  /** Nothing less urgent comes. `developing`: everything. */
  least: 'flash' | 'breaking' | 'developing'
  /** At most so many alerts in any 24 hours; what is over waits for the digest. 0: all of it. Null: no limit. */
  dailyMost: number | null
  /** Only a flash and corrections come then; the rest waits for the digest. */
  quiet: QuietHours | null
  /** IANA name. */
  timeZone: string
  /** When the digest comes: minutes after midnight on the reader's clock. */
  digestAt: number
  muted: readonly Muted[]
  /** Not empty: nothing but these comes. */
  only: readonly Muted[]
  /** Nothing comes before; epoch milliseconds. */
  pausedUntil: number | null
}

/** What holds for whoever chose nothing. */
export const plainPreferences: Preferences = {
  scope: 'all',
  topics: [],
  watch: [],
  less: [],
  least: 'developing',
  dailyMost: null,
  quiet: null,
  timeZone: 'UTC',
  digestAt: 18 * 60,
  muted: [],
  only: [],
  pausedUntil: null,
}

export const mostWatchExpressions = 20
/** Characters of one. */
export const longestWatchExpression = 200
