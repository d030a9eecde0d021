/** What the relay said of each scope in the last seconds: what a fall is measured by. */
import { hasPassed } from '../../clock.ts'

interface Answers {
  since: number
  went: number
  pushedBack: number
}

export interface RecentAnswers {
  went(scope: string): void
  pushedBack(scope: string): void
  /** Messages a second that went, over the last three to six seconds. */
  wentPerSecond(scope: string): number
  /** Whether so many were pushed back that it says something of the scope and not of a single mailbox. */
  isPushingBack(scope: string): boolean
  /** Forgets what is older than six seconds; called now and then. */
  forget(): void
}

const generationMs = 3_000
/** A message that was just answered stands for at least this long. */
const shortestMs = 1_000
/** 450 is also said of one full or busy mailbox; one such answer in a thousand must not slow down a domain. */
const leastShare = 1 / 50

export function createRecentAnswers(now: () => number): RecentAnswers {
  let current = new Map<string, Answers>()
  let before = new Map<string, Answers>()
  let turnedAt = now()
  const of = (scope: string): Answers => {
    const known = current.get(scope)
    if (known) return known
    const fresh = { since: now(), went: 0, pushedBack: 0 }
    current.set(scope, fresh)
    return fresh
  }
  const sum = (scope: string): Answers => {
    const [one, other] = [before.get(scope), current.get(scope)]
    return {
      since: one?.since ?? other?.since ?? now(),
      went: (one?.went ?? 0) + (other?.went ?? 0),
      pushedBack: (one?.pushedBack ?? 0) + (other?.pushedBack ?? 0),
    }
  }
  return {
    went(scope) {
      of(scope).went += 1
    },
    pushedBack(scope) {
      of(scope).pushedBack += 1
    },
    wentPerSecond(scope) {
      const { since, went } = sum(scope)
      return (went * 1000) / Math.max(shortestMs, now() - since)
    },
    isPushingBack(scope) {
      const { went, pushedBack } = sum(scope)
      return pushedBack >= (went + pushedBack) * leastShare
    },
    forget() {
      const agedMs = now() - turnedAt
      if (!hasPassed(generationMs, turnedAt, now())) return
      before = agedMs < 2 * generationMs ? current : new Map()
      current = new Map()
      turnedAt = now()
    },
  }
}
