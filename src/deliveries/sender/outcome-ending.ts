/** What a relay said of one attempt -> where the delivery goes from here. Pure: the schedule is in here. */
import type { Ending } from '../ledger/end-attempts.ts'
import { type LeasedDelivery, stateBefore } from '../ledger/leased-delivery.ts'
import { nextRetryAt, resendPauseMs } from '../retry-schedule.ts'
import { never } from '../schema.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'

const endOfRetries = 'retries at their end'

/** @param fraction Gives 0 to 1, for the jitter. */
export function outcomeEnding(
  delivery: LeasedDelivery,
  outcome: AttemptOutcome,
  { at, fraction }: { at: number; fraction: () => number },
): Ending {
  const { id, alertId, leaseUntil, doubtedAt } = delivery
  const attempts = delivery.attempts + 1
  const firstAttemptAt = delivery.firstAttemptAt ?? at
  const answer = 'reply' in outcome ? outcome.reply : null
  const reason = 'reason' in outcome ? outcome.reason : null
  const tried = { id, alertId, leaseUntil, attempts, firstAttemptAt, doubtedAt, answer, reason }
  switch (outcome.kind) {
    case 'accepted':
      return { ...tried, to: 'accepted', nextAttemptAt: never }
    case 'refused':
      return over(tried)
    case 'deferred': {
      const nextAttemptAt = nextRetryAt({ attempts, firstAttemptAt, at }, fraction())
      if (nextAttemptAt === null) return over({ ...tried, reason: endOfRetries })
      return { ...tried, to: 'deferred', nextAttemptAt }
    }
    case 'uncertain': {
      // Once more, not twice: the second doubt stays.
      const nextAttemptAt =
        doubtedAt === null ? Math.round(at + resendPauseMs * (1 + fraction() / 10)) : never
      return { ...tried, to: 'uncertain', doubtedAt: doubtedAt ?? at, nextAttemptAt }
    }
    case 'untried': {
      const { attempts, firstAttemptAt } = delivery
      return { ...tried, attempts, firstAttemptAt, to: stateBefore(delivery), nextAttemptAt: outcome.againAt }
    }
  }
}

/** Refused; or, when an earlier copy may have arrived, uncertain for good. */
function over(tried: Omit<Ending, 'to' | 'nextAttemptAt'>): Ending {
  return { ...tried, to: tried.doubtedAt === null ? 'refused' : 'uncertain', nextAttemptAt: never }
}
