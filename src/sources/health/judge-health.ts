/**
 * How a source is after a look: a pure function. A source that cannot be read is `failing` and nothing else; one that
 * can is `silent` once nothing new came for longer than its own past explains, up to this very look: a time in which
 * nobody looked is no silence of the source. What passes by itself is trouble from its second time on, but of a source
 * that nobody has read yet from the first: a name that somebody mistyped is not well.
 */
import type { Health } from '../schema.ts'
import { type Problem, type ProblemKind, passesByItself } from './problem.ts'

export interface Look {
  at: number
  /** What kept it from being read; null: it was. */
  trouble: Problem | null
  notice: Problem | null
  /** How many failed before, in a row. */
  failuresBefore: number
  healthBefore: Health
  /** It was read well before. */
  everRead: boolean
  silentFrom: number | null
  frozenFrom: number | null
}

/** What the source was from a look on, for its history. */
export type LookState = 'ok' | 'silent' | ProblemKind

export function judgeHealth(look: Look): { health: Health; state: LookState } {
  const { trouble, notice } = look
  if (trouble) {
    const first = look.everRead && look.failuresBefore === 0 && passesByItself(trouble.kind)
    return { health: first ? look.healthBefore : 'failing', state: trouble.kind }
  }
  if (isPast(look.silentFrom, look.at) || isPast(look.frozenFrom, look.at))
    return { health: 'silent', state: 'silent' }
  return notice ? { health: 'notice', state: notice.kind } : { health: 'ok', state: 'ok' }
}

/** What it was after the look before, told from its row. */
export function stateBefore(source: {
  last_polled_at: number | null
  problem_kind: ProblemKind | null
  health: Health
  failures: number
}): LookState | null {
  if (source.last_polled_at === null) return null
  if (source.failures === 0 && source.health === 'silent') return 'silent'
  return source.problem_kind ?? 'ok'
}

function isPast(from: number | null, at: number): boolean {
  return from !== null && from <= at
}
