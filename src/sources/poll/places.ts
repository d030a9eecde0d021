/**
 * How many polls may run at once. Each has a place while it works; one whose server has let it wait for
 * `patienceMs` has none any more, and takes one again with the answer. What always holds: however many
 * servers hang (a CDN that is down, hosts that send an octet a second), a place is free after `patienceMs` at
 * the latest, so that sources that are well stay on time; as a fetch ends after 20 s, at most ten times
 * `count` are waiting. What waits holds a socket, and no memory to speak of: the guarded fetch sees to that.
 */
import type { Clock } from '../../clock.ts'
import type { SafeFetch } from '../../net/index.ts'

export interface Places {
  /** How many more polls may start now. */
  free(): number
  /** When a poll that holds a place will have waited long enough to lose it; null: no poll waits so. */
  nextFreeAt(): number | null
  take(poll: object): void
  leave(poll: object): void
  /** The fetch and the clock of this poll; while it waits, its place may be given up. */
  partsFor(poll: object): { fetch: SafeFetch; clock: Clock }
}

export function createPlaces(options: {
  count: number
  patienceMs: number
  fetch: SafeFetch
  clock: Clock
}): Places {
  const { count, patienceMs, fetch, clock } = options
  const { now } = clock
  /** Since when a poll has waited for its server; null: it works. */
  const waitingSince = new Map<object, number | null>()
  const lostAt = (since: number | null): number => (since === null ? Infinity : since + patienceMs)
  const during = async <T>(poll: object, work: Promise<T>): Promise<T> => {
    waitingSince.set(poll, now())
    try {
      return await work
    } finally {
      if (waitingSince.has(poll)) waitingSince.set(poll, null)
    }
  }
  const holding = () => [...waitingSince.values()].map(lostAt).filter(at => at > now())
  return {
    free: () => Math.max(0, count - holding().length),
    nextFreeAt() {
      const next = Math.min(...holding())
      return next === Infinity ? null : next
    },
    take: poll => void waitingSince.set(poll, null),
    leave: poll => void waitingSince.delete(poll),
    partsFor: poll => ({
      fetch: (url, asked) => during(poll, fetch(url, asked)),
      clock: { now, wait: (ms, signal) => during(poll, clock.wait(ms, signal)) },
    }),
  }
}
