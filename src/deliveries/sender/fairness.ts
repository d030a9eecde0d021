/**
 * Keeps one slow recipient domain from taking all connections. A scope whose messages end about as quickly as is
 * usual here takes what it finds. One that is slow, or not known yet, takes at most half of what the slow ones have
 * left, so that several of them together never hold everything; and no less than one.
 */
import type { Clock } from '../../clock.ts'

export interface Fairness {
  /** Whether one more message to this scope may take a connection. */
  mayTake(scope: string, among: { connections: number; othersWait(): boolean }): boolean
  /** How many messages to it are on connections. */
  taken(scope: string): number
  took(scope: string): void
  /** @param forMs How long its message was under way; null: it says nothing of the scope. */
  left(scope: string, forMs: number | null): void
  /** A message to it has been under way for this long and has not ended. */
  stillThere(scope: string, forMs: number): void
  isSlow(scope: string): boolean
}

/** A message that stands on a line for so long says that its scope is slow before it has ended. */
export const slowMs = 1_000
/** How long one quick answer counts. */
const quickForMs = 10_000
/** What comes so soon after the last is not counted anew. */
const sameUntilMs = 100
/** Scopes that are remembered; more than any audience has large domains. */
const mostKnown = 10_000
/** So many times as long as is usual is slow; less than `leastSlowMs` never is: a busy moment takes as much. */
const slowFactor = 4
const leastSlowMs = 250

export function createFairness(clock: Clock): Fairness {
  const taken = new Map<string, number>()
  /** By scope, the earliest to end first: until when it counts as quick, and how long its messages lately took. */
  const quick = new Map<string, { until: number; ms: number }>()
  const slow = new Set<string>()
  const usual = createUsual()
  const isQuick = (scope: string) => (quick.get(scope)?.until ?? 0) > clock.now()
  const heldByUnknown = () => {
    let held = 0
    for (const [scope, count] of taken) if (!isQuick(scope)) held += count
    return held
  }
  const anyQuick = () => {
    for (const scope of quick.keys()) {
      if (isQuick(scope)) return true
      quick.delete(scope)
    }
    return false
  }
  const noteSlow = (scope: string) => {
    quick.delete(scope)
    if (slow.size >= mostKnown) slow.clear()
    slow.add(scope)
  }
  return {
    mayTake(scope, { connections, othersWait }) {
      if (isQuick(scope)) return true
      const has = taken.get(scope) ?? 0
      // Nobody is there to be held up: it is the relay that is slow, or there is but one domain.
      if (has === 0 || (!othersWait() && !anyQuick())) return true
      return has < Math.floor((connections - heldByUnknown() + has) / 2)
    },
    taken: scope => taken.get(scope) ?? 0,
    took: scope => void taken.set(scope, (taken.get(scope) ?? 0) + 1),
    left(scope, forMs) {
      const has = (taken.get(scope) ?? 0) - 1
      if (has > 0) taken.set(scope, has)
      else taken.delete(scope)
      if (forMs === null) return
      usual.note(forMs)
      // One that was held up among many says nothing: half of what it took before counts.
      const known = quick.get(scope)
      const ms = ((known?.ms ?? forMs) + forMs) / 2
      if (ms >= Math.max(leastSlowMs, slowFactor * usual.ms)) return noteSlow(scope)
      slow.delete(scope)
      const until = clock.now() + quickForMs
      // It counts that much less long, for moving it in the order is what takes time.
      if (known && until - known.until < sameUntilMs) {
        known.ms = ms
        return
      }
      if (quick.size >= mostKnown) quick.clear()
      quick.delete(scope)
      quick.set(scope, { until, ms })
    },
    stillThere(scope, forMs) {
      if (forMs >= Math.max(slowMs, slowFactor * usual.ms)) noteSlow(scope)
    },
    isSlow: scope => slow.has(scope),
  }
}

const usualAtFirstMs = 250
const longestUsualMs = 10_000

/** How long a message is usually under way: a quarter of them end sooner, however long the slow ones take. */
function createUsual() {
  let ms = usualAtFirstMs
  return {
    get ms() {
      return ms
    },
    note(forMs: number) {
      ms = forMs > ms ? Math.min(ms * 1.02, longestUsualMs) : Math.max(ms / 1.06, 1)
    },
  }
}
