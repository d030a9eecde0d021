/**
 * When a source is polled next: a pure function of what the operator, the publisher, the last answers and the
 * learned rhythm say. `Retry-After` outranks everything; then the operator's interval. Where the operator says
 * nothing, the rhythm tells when a look is worth a request, and it is never earlier than the publisher allows.
 * A failing source is polled more and more seldom, but never given up. See docs/decisions/0015.
 */
import { itemsPerHour, type Rhythm } from '../rhythm/index.ts'
import { afterRest, type Rest } from './rest.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/**
 * What a request is worth: so much waiting of one item. At a steady rate the interval is then
 * `sqrt(2 * requestWorthMs / rate)`: three and a half minutes at an item an hour, 66 seconds at ten. At this price
 * sources as they are in the wild cost together what each every five minutes would (`npm run bench:feeds`).
 */
const requestWorthMs = 6 * secondMs
/** Of a source of which nothing is known: five minutes. */
const firstGuessPerHour = 0.5
/** Where nobody asked for anything: nobody is polled more often, right after news, or more seldom than this. */
const shortestWaitMs = minuteMs
const shortestAfterNewsMs = 30 * secondMs
const longestWaitMs = 10 * minuteMs
/** While a hub pushes the source, polls only make sure that it really does. */
const pushedWaitMs = 30 * minuteMs
/** A failing source is polled at least this often, unless its interval is longer anyway. */
const longestPauseMs = hourMs
/** Where the operator says how often, a failure must not blind the source for long: at most so many intervals. */
const longestPauseIntervals = 4
/** What a publisher asks for is bounded: a mistyped ttl must not blind the source. */
const longestAskedMs = 24 * hourMs
const jitterShare = 0.1
/** After what a publisher asked for there is nothing to gain by waiting; a little, not to come all at once. */
const longestLateMs = 15 * secondMs

export interface PollHistory {
  at: number
  /** The operator's interval, or null. */
  everyMs: number | null
  rhythm: Rhythm | null
  /** The last look brought new items. */
  foundNews: boolean
  /** A hub delivers what the source publishes. */
  pushed: boolean
  /** What the document asks for (ttl, sy:*), and its hours of rest. */
  askedMs: number | null
  rest: Rest
  /** How long the last answer stays fresh, says the server. */
  freshMs: number | null
  /** In a row, the last poll included; 0: it went well. */
  failures: number
  retryAfterMs: number | null
  /** From 0 to less than 1. */
  random: () => number
}

export function nextPollAt(history: PollHistory): number {
  const { at, everyMs, failures, retryAfterMs, random } = history
  const usual = everyMs ?? rhythmicWaitMs(history)
  const longest = everyMs === null ? longestPauseMs : Math.min(usual * longestPauseIntervals, longestPauseMs)
  const pause = usual * 2 ** Math.min(Math.max(failures - 1, 0), 16)
  const wait = Math.min(pause, Math.max(usual, longest)) * (1 + jitterShare * (2 * random() - 1))
  const stayAway = retryAfterMs ?? 0
  if (everyMs !== null) return Math.round(at + Math.max(wait, stayAway))
  const permitted = at + Math.max(wait, shortestOf(history), askedWaitMs(history), stayAway)
  return Math.ceil(afterRest(permitted, history.rest))
}

/**
 * The moment at which the items that are to be expected by then will have waited as long, taken together, as a
 * request is worth. For a steady rate this is the square-root law, the least lateness for a number of requests;
 * for one that rises and falls it waits for the morning, and comes back soon after news.
 */
function rhythmicWaitMs({ at, rhythm, pushed, ...history }: PollHistory): number {
  if (pushed) return pushedWaitMs
  const stepMs = 10 * secondMs
  let [items, waitedMs, wait] = [0, 0, 0]
  while (waitedMs < requestWorthMs && wait < longestWaitMs) {
    const perHour = itemsPerHour(rhythm, at + wait + stepMs / 2) ?? firstGuessPerHour
    const more = (perHour * stepMs) / hourMs
    waitedMs += (items + more / 2) * stepMs
    items += more
    wait += stepMs
  }
  return Math.max(wait, shortestOf(history))
}

function shortestOf({ foundNews }: Pick<PollHistory, 'foundNews'>): number {
  return foundNews ? shortestAfterNewsMs : shortestWaitMs
}

function askedWaitMs({ askedMs, freshMs, random }: PollHistory): number {
  const asked = Math.min(Math.max(askedMs ?? 0, freshMs ?? 0), longestAskedMs)
  return asked + Math.min(asked * jitterShare, longestLateMs) * random()
}
