/**
 * Keeps the window from filling up with what cannot go. A scope that is throttled or slow keeps a small stock
 * here; the rest of it is parked in the ledger, and comes back as its pace has room. So memory stays bounded
 * however slow a large domain is, and everybody else's mail finds its way past it.
 */
import type { Pacer } from '../pace/index.ts'
import type { GroupCommit } from './group-commit.ts'
import { isAlertJob, type Rank, ranks } from './job.ts'
import type { Window } from './window.ts'

export interface CrowdParts {
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
const stock = 200
const mostEach = 50
const leastEach = 4
/** Fewer waiting ones stand in nobody's way. */
const crowded = 300
const againMs = 500

export function createCrowd({ window, books, pacer, isSlow }: CrowdParts): Crowd {
  const isHeldUp = (scope: string) => isSlow(scope) || pacer.waitMs(scope) > 0
  let each = mostEach
  let parked = false
  return {
    park() {
      for (const rank of ranks) {
        if (rank === 'mail' || window.waiting(rank) < crowded) continue
        const heldUp = [...window.scopes(rank)].filter(([scope]) => isHeldUp(scope))
        each = Math.max(leastEach, Math.min(mostEach, Math.floor(stock / Math.max(heldUp.length, 1))))
        for (const [scope, count] of heldUp) {
          if (count <= each) continue
          const jobs = window.takeBack(rank, scope, count - each).filter(isAlertJob)
          books.add({ kind: 'park', scope, deliveries: jobs.map(({ held }) => held) })
          parked = true
        }
      }
    },
    wanted(rank, scope) {
      const has = window.scopes(rank).get(scope) ?? 0
      const wants = isHeldUp(scope) ? each : stock
      return has < wants / 2 ? wants - has : 0
    },
    againMs: () => (parked ? againMs : Number.POSITIVE_INFINITY),
  }
}
