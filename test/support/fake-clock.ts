/** A clock that stands still until a test moves it: no test sleeps. */
import type { Clock } from '../../src/clock.ts'

export interface FakeClock extends Clock {
  /**
   * Moves time by `ms` and fires what is due on the way, in order, each at its own time. Promises and
   * immediates run between two waits, so a loop that waits again is fired again. Real I/O is not waited for.
   */
  advance(ms: number): Promise<void>
  /** How many waits have neither ended nor been aborted. */
  pendingWaits(): number
}

interface Wait {
  dueAt: number
  end(): void
}

/** Starts at 2026-01-01T00:00:00Z unless told. */
export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start
  const waits = new Set<Wait>()
  const earliestUntil = (end: number) => {
    const due = [...waits].filter(wait => wait.dueAt <= end)
    return due.sort((one, other) => one.dueAt - other.dueAt)[0]
  }
  return {
    now: () => now,
    wait(ms, signal) {
      if (signal?.aborted) return Promise.resolve()
      return new Promise(resolve => {
        const end = () => {
          waits.delete(wait)
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const wait = { dueAt: now + Math.max(0, ms), end }
        waits.add(wait)
        signal?.addEventListener('abort', end)
      })
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (let wait = earliestUntil(end); wait; wait = earliestUntil(end)) {
        now = Math.max(now, wait.dueAt)
        wait.end()
        await settle()
      }
      now = end
    },
    pendingWaits: () => waits.size,
  }
}

/** Three rounds of the event loop: enough for what a fired wait sets off without real I/O. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise(resolve => setImmediate(resolve))
}
