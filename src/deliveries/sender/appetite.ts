/**
 * How much a sender keeps waiting: a twentieth of a second's work at the speed it has just now. Whoever takes more
 * than it can send soon takes it from other processes, which would go on with less urgent mail.
 */
import { type Clock, hasPassed } from '../../clock.ts'

/** More than all that cannot go as fast as it would keeps at hand, or it would never be asked for the rest. */
const least = 300
const most = 1_600
const share = 1 / 20
const sampleMs = 100

/** @param ended How many messages have ended so far. */
export function createAppetite(clock: Clock, ended: () => number): () => number {
  let sampledAt = clock.now()
  let before = ended()
  let wants = least
  return () => {
    const now = clock.now()
    if (hasPassed(sampleMs, sampledAt, now)) {
      const perSecond = ((ended() - before) * 1_000) / Math.max(now - sampledAt, sampleMs)
      wants = Math.round(Math.min(Math.max(perSecond * share, least), most))
      sampledAt = now
      before = ended()
    }
    return wants
  }
}
