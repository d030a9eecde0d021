import { type Clock, hasPassed } from '../../clock.ts'

/** Calls it at most every so many milliseconds; what is asked for meanwhile comes at their end. */
export function atMostEvery(ms: number, clock: Clock, call: () => void): () => void {
  let waiting = false
  let calledAt = Number.NEGATIVE_INFINITY
  const callNow = () => {
    waiting = false
    calledAt = clock.now()
    call()
  }
  return () => {
    if (waiting) return
    const now = clock.now()
    if (hasPassed(ms, calledAt, now)) return callNow()
    waiting = true
    void clock.wait(calledAt + ms - now).then(callNow)
  }
}
