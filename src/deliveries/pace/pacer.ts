/**
 * How fast mail may leave, over all processes together: messages a second and connections, of the relay and of
 * each recipient domain. The engine asks before it starts a message and says how it ended; `tend` settles with
 * the other processes in the store. What always holds: all processes together start no more than the pace
 * allows, and what a process cannot settle (the store is away) ends by itself. Without a limit in THROTTLES
 * and without a domain that pushes back there is nothing to settle, and the questions cost a look-up.
 */
import type { RawBuilder } from 'kysely'
import type { Clock } from '../../clock.ts'
import type { Throttles } from '../../config.ts'
import type { Store } from '../../store/index.ts'
import { type Budget, neverFell, paceOf } from './budget.ts'
import { budgetOf, type PaceState, type SendingNow } from './pace-state.ts'
import { createRecentAnswers } from './recent-answers.ts'
import { createScopes, relayScope } from './scopes.ts'
import { createShare, shareNow } from './shares.ts'
import { createTend } from './tend.ts'

/** `pushed-back`: 421, 450, 451 or 4.7.x, which ask to be mailed more slowly. */
export type EndSign = 'went' | 'pushed-back' | 'other'

export interface Pacer {
  /** The budget of a recipient domain: its group in THROTTLES, or the domain itself. */
  scopeOf(domain: string): string
  /**
   * 0: a message to this scope may start now; else ask again after so many milliseconds. Uses nothing up. Whoever
   * asks is taken to have a message waiting, so that `tend` draws for it.
   */
  waitMs(scope: string): number
  /** Whether a limit of its own, not the relay's, keeps a message to this scope from starting now. */
  holdsBack(scope: string): boolean
  /** The pace of this scope, as it is now; null: it has none of its own. */
  perSecond(scope: string): number | null
  /** A message starts: uses up what `waitMs` said there is, of the scope and of the relay. */
  start(scope: string): void
  /** A started message has ended; or, with `relayScope`, the relay pushed back at a connection or at MAIL. */
  ended(scope: string, sign: EndSign): void
  /** Most messages that this process may have under way to this scope; Infinity: no limit. Asking wants it. */
  connections(scope: string): number
  /** Most connections that this process may have open to the relay. When it falls, what is open must follow soon. */
  relayConnections(): number
  /** Infinity: no limit. */
  messagesPerConnection(scope: string): number
  relayMessagesPerConnection(): number
  /**
   * Draws slots, renews shares, lets paces fall: in one short transaction, or in none when nothing is to be done.
   * To be called every 50 to 100 ms while anything is sent or waits; a call during another is that one. Rejects
   * when the store does, and can be called again.
   */
  tend(): Promise<void>
  /** Gives the shares back, once nothing is under way; may be called twice. */
  stop(): Promise<void>
}

export interface PacerParts {
  store: Store
  clock: Clock
  random(bytes: number): Uint8Array
  sending: SendingNow
  /** The time that all processes share, as SQL, in epoch milliseconds; see `storeTime`. */
  now: () => RawBuilder<number>
}

export interface PacerSettings {
  throttles: Throttles
  /** Most connections of one process. */
  poolSize: number
}

export function createPacer(parts: PacerParts, { throttles, poolSize }: PacerSettings): Pacer {
  const { scopeOf, limitsOf } = createScopes(throttles)
  const state: PaceState = {
    limitsOf,
    graceMs: graceMsFor(throttles),
    // Nobody else sends from an SQLite file.
    alone: parts.store.kind === 'sqlite',
    budgets: new Map(),
    shares: new Map(),
    underWay: new Map(),
    answers: createRecentAnswers(parts.clock.now),
    pushedBack: new Set(),
  }
  const connectionsOf = (scope: string): number => {
    const limit = limitsOf(scope).connections
    if (limit === null) return Number.POSITIVE_INFINITY
    return state.alone ? limit : shareOf(parts, state, scope, limit)
  }
  return {
    scopeOf,
    ...messages(parts, state, throttles),
    holdsBack(scope) {
      const budget = state.budgets.get(scope) ?? addBudget(state, scope)
      // Looked at only: whoever asks the budget wants slots drawn.
      if (budget && budget.held.waitMs(parts.clock.now()) !== 0) return true
      return (state.underWay.get(scope) ?? 0) >= connectionsOf(scope)
    },
    perSecond(scope) {
      const budget = state.budgets.get(scope)
      return budget ? paceOf(budget, parts.clock.now()) : null
    },
    connections: connectionsOf,
    relayConnections: () => Math.min(poolSize, connectionsOf(relayScope)),
    messagesPerConnection: scope => limitsOf(scope).messagesPerConnection ?? Number.POSITIVE_INFINITY,
    relayMessagesPerConnection: () => throttles.relay.messagesPerConnection ?? Number.POSITIVE_INFINITY,
    ...createTend(parts, state),
  }
}

/** Where a domain's slot needs one of the relay beside it, neither may be void before the other comes. */
function graceMsFor({ relay, each, groups }: Throttles): number {
  const isPaced = [each, ...groups.map(({ limits }) => limits)].some(({ perSecond }) => perSecond !== null)
  return relay.perSecond !== null && isPaced ? 300 : 100
}

/** For every message: nothing here may cost more than a look-up. */
function messages(
  { clock }: PacerParts,
  state: PaceState,
  { relay, each, groups }: Throttles,
): Pick<Pacer, 'waitMs' | 'start' | 'ended'> {
  const { budgets, shares, answers, pushedBack } = state
  const limits = [relay, each, ...groups.map(group => group.limits)]
  const anyPace = limits.some(({ perSecond }) => perSecond !== null)
  const anyConnections = limits.some(({ connections }) => connections !== null)
  const count = (scope: string, by: 1 | -1) => {
    if (!anyConnections || state.limitsOf(scope).connections === null) return
    const now = (state.underWay.get(scope) ?? 0) + by
    if (now > 0) state.underWay.set(scope, now)
    else state.underWay.delete(scope)
  }
  return {
    waitMs(scope) {
      if (budgets.size === 0 && !anyPace) return 0
      const own = budgets.get(scope) ?? addBudget(state, scope)
      const whole = budgets.get(relayScope) ?? addBudget(state, relayScope)
      if (!own && !whole) return 0
      const at = clock.now()
      // Both are asked: a slot of one must not become void while the other's is still to be drawn.
      const ownMs = own?.waitMs(at) ?? 0
      return Math.max(ownMs, whole?.waitMs(at) ?? 0)
    },
    start(scope) {
      const share = shares.get(scope)
      if (share) share.underWay += 1
      count(scope, 1)
      if (budgets.size === 0) return
      const at = clock.now()
      budgets.get(scope)?.use(at)
      budgets.get(relayScope)?.use(at)
    },
    ended(scope, sign) {
      const share = shares.get(scope)
      if (share) share.underWay = Math.max(0, share.underWay - 1)
      count(scope, -1)
      if (sign === 'went') {
        answers.went(scope)
        answers.went(relayScope)
      }
      if (sign === 'pushed-back') {
        answers.pushedBack(scope)
        pushedBack.add(scope)
      }
    },
  }
}

function shareOf({ clock, sending }: PacerParts, { shares }: PaceState, scope: string, limit: number) {
  let share = shares.get(scope)
  if (!share) {
    share = createShare(scope, limit, scope === relayScope ? sending.openConnections : null)
    shares.set(scope, share)
  }
  const at = clock.now()
  share.wantedAt = at
  return shareNow(share, at)
}

function addBudget(state: PaceState, scope: string): Budget | undefined {
  if (state.limitsOf(scope).perSecond === null) return undefined
  const budget = budgetOf(state, scope, neverFell)
  state.budgets.set(scope, budget)
  return budget
}
