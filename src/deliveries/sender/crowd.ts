/**
 * Keeps the window from filling up with what cannot go. A scope that is throttled or slow keeps a small stock
 * here; the rest of it is parked in the ledger, and comes back as its pace has room. So memory stays bounded
 * however slow a large domain is, and everybody else's mail finds its way past it.
 */
import type { Clock } from '../../clock.ts'
import type { Pacer } from '../pace/index.ts'
import type { GroupCommit } from './group-commit.ts'
import { isAlertJob, type Rank, ranks } from './job.ts'
import type { Window } from './window.ts'

export interface CrowdParts {
  clock: Clock
  window: Window
  books: GroupCommit
  pacer: Pacer
  /** Whether messages to it have been under way for long. */
  isSlow(scope: string): boolean
}

export interface Crowd {
  /** Parks what stands in the way of others. */
  park(): void
  /** How many parked ones of a scope there is room for now. */
  wanted(rank: Rank, scope: string): number
  /** When to look after what is parked again, in milliseconds. */
  againMs(): number
}

/** Scopes that cannot go as fast as they would keep this much at hand, all of them together. */
const stock = 150
const mostEach = 50
const leastEach = 4
/** Fewer waiting ones stand in nobody's way. */
const crowded = 200
/** Nothing parked comes back while more than this waits, however many scopes have something parked. */
const full = 2_000
const againMs = 100
const mailAgainMs = 10_000
/** A pace's stock lasts for three looks. */
const stockSeconds = (3 * againMs) / 1000

export function createCrowd({ clock, window, books, pacer, isSlow }: CrowdParts): Crowd {
  let each = mostEach
  /** Something is parked, as far as this process has seen. */
  let parked = false
  const stockOf = (scope: string) => {
    if (isSlow(scope)) return each
    if (!pacer.holdsBack(scope)) return stock
    return Math.max(each, Math.ceil((pacer.perSecond(scope) ?? 0) * stockSeconds))
  }
  const parkScope = (rank: Rank, scope: string, count: number) => {
    const jobs = window.takeBack(rank, scope, count)
    const deliveries = jobs.filter(isAlertJob).map(({ held }) => held)
    if (deliveries.length > 0) {
      books.add({ kind: 'park', scope, deliveries })
      parked = true
    }
    // Single mails have no place to park, and few of them are to one domain: they come back in a while.
    const later = { kind: 'untried', againAt: clock.now() + mailAgainMs, reason: null } as const
    for (const { held } of jobs)
      if (held.kind === 'mail') books.add({ kind: 'end', held, outcome: later, started: false })
  }
  return {
    park() {
      // Whoever looks for parked ones asks for each scope that has some.
      parked = false
      for (const rank of ranks) {
        if (window.waiting(rank) < crowded) continue
        const heldUp = window.scopes(rank).filter(scope => isSlow(scope) || pacer.holdsBack(scope))
        each = Math.max(leastEach, Math.min(mostEach, Math.floor(stock / Math.max(heldUp.length, 1))))
        for (const scope of heldUp) {
          const tooMany = window.waitingOf(rank, scope) - stockOf(scope)
          if (tooMany > 0) parkScope(rank, scope, tooMany)
        }
      }
    },
    wanted(rank, scope) {
      parked = true
      if (window.waiting(rank) > full) return 0
      const has = window.waitingOf(rank, scope)
      const wants = stockOf(scope)
      return has < wants / 2 ? wants - has : 0
    },
    againMs: () => (parked || window.size >= crowded ? againMs : Number.POSITIVE_INFINITY),
  }
}
