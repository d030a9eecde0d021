/**
 * Time as a parameter. Production code never reads `Date.now()` nor sets a timer itself; it is handed a
 * `Clock`, so that tests advance time by hand instead of sleeping.
 */

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/** Whether so many milliseconds have passed. From a time that is still to come the clock was put back: then they have. */
export function hasPassed(ms: number, since: number, now: number): boolean {
  return now < since || now - since >= ms
}

export const systemClock: Clock = {
  now: () => Date.now(),
  // Not that of node:timers/promises: it makes an error for every wait that is aborted, and most are.
  wait: (ms, signal) =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal?.addEventListener('abort', end)
    }),
}
