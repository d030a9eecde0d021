/** What others would have done in the same hour with the same publishers: plain arithmetic, nothing is fetched. */
import { seededRandom } from '../../src/sources/rhythm/test-arrivals.ts'
import { hourMs, limitMs, type Publisher } from './poll-hour-publishers.ts'

export interface Outcome {
  requests: number
  /** How long each item of the hour had been there when it was seen. */
  latenessMs: number[]
}

/**
 * The least possible: it knows when something will be there and asks just then, or as soon after as the
 * publisher allows since it last asked.
 */
export function oracle(publishers: readonly Publisher[], hourAt: number): Outcome {
  const latenessMs: number[] = []
  let requests = 0
  for (const publisher of publishers) {
    let askedAt = Number.NEGATIVE_INFINITY
    let allowedAt = Number.NEGATIVE_INFINITY
    for (const at of itemsOf(publisher, hourAt)) {
      if (at > askedAt) {
        askedAt = Math.max(at, allowedAt)
        allowedAt = askedAt + limitMs(publisher, askedAt)
        if (askedAt < hourAt + hourMs) requests += 1
      }
      latenessMs.push(askedAt - at)
    }
  }
  return { requests, latenessMs }
}

/** Each source every so often, from a moment of its own on; `polite`: never faster than its publisher allows. */
export function fixedInterval(
  publishers: readonly Publisher[],
  hourAt: number,
  { everyMs, polite, seed }: { everyMs: number; polite: boolean; seed: number },
): Outcome {
  const random = seededRandom(seed)
  const latenessMs: number[] = []
  let requests = 0
  for (const publisher of publishers) {
    const items = itemsOf(publisher, hourAt)
    const waitAfter = (at: number) => Math.max(everyMs, polite ? limitMs(publisher, at) : 0)
    let next = 0
    let at = hourAt + random() * waitAfter(hourAt)
    for (; at < hourAt + hourMs || next < items.length; at += waitAfter(at)) {
      if (at < hourAt + hourMs) requests += 1
      for (let item = items[next]; item !== undefined && item <= at; item = items[next]) {
        latenessMs.push(at - item)
        next += 1
      }
    }
  }
  return { requests, latenessMs }
}

/** The interval at which a fixed poller sends so many requests, to a second. */
export function intervalFor(
  requests: number,
  publishers: readonly Publisher[],
  hourAt: number,
  how: { polite: boolean; seed: number },
): number {
  let [low, high] = [1, 3_600]
  while (low < high) {
    const middle = (low + high) >> 1
    if (fixedInterval(publishers, hourAt, { everyMs: middle * 1_000, ...how }).requests > requests)
      low = middle + 1
    else high = middle
  }
  return low * 1_000
}

/** When what is new in the hour is there. */
function itemsOf({ visibleAt }: Publisher, hourAt: number): number[] {
  return visibleAt.filter(at => at >= hourAt && at < hourAt + hourMs)
}
