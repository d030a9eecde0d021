import type { Limits } from '../../config.ts'
import { type Budget, createBudget } from './budget.ts'
import type { FallRow } from './falls.ts'
import type { RecentAnswers } from './recent-answers.ts'
import type { Share } from './shares.ts'

/** What a sender has at this moment. */
export interface SendingNow {
  /** Connections to the relay, those included that are being opened. */
  openConnections(): number
  /** Messages to this scope that wait for their turn; with `relayScope`, all. No more slots are drawn than that. */
  waiting(scope: string): number
}

/** What a process knows of the pace: `pacer.ts` answers from it, `tend.ts` keeps it true. */
export interface PaceState {
  limitsOf(scope: string): Limits
  /** No other process sends. */
  alone: boolean
  /** How late a slot may be used. */
  graceMs: number
  /** Of the scopes whose pace is limited at this moment. */
  budgets: Map<string, Budget>
  shares: Map<string, Share>
  /** Messages started and not ended, of scopes whose connections are limited. */
  underWay: Map<string, number>
  answers: RecentAnswers
  /** Scopes that pushed back since the last look. */
  pushedBack: Set<string>
}

export function budgetOf({ limitsOf, alone, graceMs }: PaceState, scope: string, fall: FallRow): Budget {
  return createBudget({ scope, configured: limitsOf(scope).perSecond, fall, alone, graceMs })
}
