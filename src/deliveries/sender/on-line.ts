/** What the sender knows of each line: the messages it gave it, and what they are waiting for. */
import type { SendOutcome } from '../smtp/index.ts'
import type { Job } from './job.ts'

export interface OnLine {
  readonly job: Job
  /** How many its line was given before. */
  readonly number: number
  readonly takenAt: number
  /** `starting`: the ledger was asked; `released`: its content may have begun to leave. */
  state: 'given' | 'starting' | 'released'
  /** When it stood first on its line; null: another is before it. */
  firstSince: number | null
  /** It was given to somebody else meanwhile, because the one before it does not end. */
  recalled: boolean
  /** What became of it while the ledger was asked: whether it had been started says only the ledger's answer. */
  endedAs: SendOutcome | null
}

export interface LineState {
  readonly line: number
  /** At most two: the one under way, and the next. */
  readonly jobs: OnLine[]
  /** Messages that it was ever given. */
  given: number
  /** Messages that its connection has carried; 0: it has none, or a fresh one. */
  carried: number
  /** With those on the line; only scopes that have a limit. */
  readonly carriedByScope: Map<string, number>
  /** A message went through on its connection: the relay is not out of reach. */
  working: boolean
  /** When it turned out that the relay takes fewer connections than we would like. */
  crowdedAt: number
  /** When it last had nothing to do; null: it is busy or has no connection. */
  idleSince: number | null
}

export function createLineStates(count: number): LineState[] {
  return Array.from({ length: count }, (_, line) => ({
    line,
    jobs: [],
    given: 0,
    carried: 0,
    carriedByScope: new Map<string, number>(),
    working: false,
    crowdedAt: Number.NEGATIVE_INFINITY,
    idleSince: null,
  }))
}

/** Its connection is gone: what is still on the line, or the next message, makes a new one. */
export function forgetConnection(state: LineState): void {
  const { carriedByScope, jobs } = state
  const limited = new Set(carriedByScope.keys())
  state.carried = 0
  carriedByScope.clear()
  for (const { job } of jobs) if (limited.has(job.scope)) countForScope(state, job.scope)
  state.working = false
  state.idleSince = null
}

/** Of a scope whose messages a connection are limited. */
export function countForScope({ carriedByScope }: LineState, scope: string): void {
  carriedByScope.set(scope, (carriedByScope.get(scope) ?? 0) + 1)
}
