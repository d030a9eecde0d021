/** What a relay said of one attempt -> where the delivery goes from here. Pure: the schedule is in here. */
import type { Ending } from '../ledger/end-attempts.ts'
import { type HeldDelivery, stateBefore } from '../ledger/held-delivery.ts'
import { nextRetryAt, resendPauseMs } from '../retry-schedule.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'

const endOfRetries = 'retries at their end'

export interface EndWish {
  /** Whether its content may have begun to leave. */
  started: boolean
  at: number
  /** Gives 0 to 1, for the jitter. */
  fraction: () => number
}

export function outcomeEnding(
  delivery: HeldDelivery,
  outcome: AttemptOutcome,
  { started, at, fraction }: EndWish,
): Ending {
  const { id, alertId, doubtedAt } = delivery
  const from: Ending['from'] = started ? 'sending' : delivery.state
  const turn = started ? delivery.turn + 1 : delivery.turn
  const attempts = delivery.attempts + 1
  const firstAttemptAt = delivery.firstAttemptAt ?? at
  const answer = 'reply' in outcome ? outcome.reply : null
  const reason = 'reason' in outcome ? outcome.reason : null
  const tried = { id, alertId, from, turn, attempts, firstAttemptAt, doubtedAt, answer, reason }
  switch (outcome.kind) {
    case 'accepted':
      return { ...tried, to: 'accepted', dueAt: null }
    case 'refused':
      return over(tried)
    case 'deferred': {
      const dueAt = nextRetryAt({ attempts, firstAttemptAt, at }, fraction())
      if (dueAt === null) return over({ ...tried, reason: endOfRetries })
      return { ...tried, to: 'deferred', dueAt }
    }
    case 'uncertain': {
      // Once more, not twice: the second doubt stays.
      const dueAt = doubtedAt === null ? Math.round(at + resendPauseMs * (1 + fraction() / 10)) : null
      return { ...tried, to: 'uncertain', doubtedAt: doubtedAt ?? at, dueAt }
    }
    case 'untried': {
      const { attempts, firstAttemptAt } = delivery
      return { ...tried, attempts, firstAttemptAt, to: stateBefore(delivery), dueAt: outcome.againAt }
    }
  }
}

/** Refused; or, when an earlier copy may have arrived, uncertain for good. */
function over(tried: Omit<Ending, 'to' | 'dueAt'>): Ending {
  return { ...tried, to: tried.doubtedAt === null ? 'refused' : 'uncertain', dueAt: null }
}
