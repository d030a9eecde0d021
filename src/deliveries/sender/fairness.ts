/**
 * Keeps one slow recipient domain from taking all connections. A scope whose messages end quickly takes what it
 * finds. One that is slow, or not known yet, takes at most half of what the slow ones have left, so that several
 * of them together never hold everything; and no less than one.
 */
import type { Clock } from '../../clock.ts'

export interface Fairness {
  /** Whether one more message to this scope may take a connection. */
  mayTake(scope: string, among: { connections: number; othersWait: boolean }): boolean
  /** How many messages to it are on connections. */
  taken(scope: string): number
  took(scope: string): void
  /** @param forMs How long its message was under way; null: it says nothing of the scope. */
  left(scope: string, forMs: number | null): void
  /** A message to it has been under way for this long and has not ended. */
  stillThere(scope: string, forMs: number): void
  isSlow(scope: string): boolean
}

/** What takes longer is slow: a relay that has a message in hand answers in a tenth of it. */
export const slowMs = 1_000
/** How long one quick answer counts. */
const quickForMs = 10_000
/** Scopes that are remembered; more than any audience has large domains. */
const mostKnown = 10_000

export function createFairness(clock: Clock): Fairness {
  const taken = new Map<string, number>()
  const quickUntil = new Map<string, number>()
  const slow = new Set<string>()
  const isQuick = (scope: string) => (quickUntil.get(scope) ?? 0) > clock.now()
  const heldByUnknown = () => {
    let held = 0
    for (const [scope, count] of taken) if (!isQuick(scope)) held += count
    return held
  }
  const quickOnes = () => {
    for (const scope of quickUntil.keys()) if (isQuick(scope)) return true
    return false
  }
  return {
    mayTake(scope, { connections, othersWait }) {
      if (isQuick(scope)) return true
      const has = taken.get(scope) ?? 0
      // Nobody is there to be held up: it is the relay that is slow, or there is but one domain.
      if (has === 0 || (!othersWait && !quickOnes())) return true
      return has < Math.floor((connections - heldByUnknown() + has) / 2)
    },
    taken: scope => taken.get(scope) ?? 0,
    took: scope => void taken.set(scope, (taken.get(scope) ?? 0) + 1),
    left(scope, forMs) {
      const has = (taken.get(scope) ?? 0) - 1
      if (has > 0) taken.set(scope, has)
      else taken.delete(scope)
      if (forMs === null) return
      if (forMs >= slowMs) return void quickUntil.delete(scope)
      slow.delete(scope)
      if (quickUntil.size >= mostKnown) quickUntil.clear()
      quickUntil.set(scope, clock.now() + quickForMs)
    },
    stillThere(scope, forMs) {
      if (forMs < slowMs) return
      quickUntil.delete(scope)
      if (slow.size >= mostKnown) slow.clear()
      slow.add(scope)
    },
    isSlow: scope => slow.has(scope),
  }
}
