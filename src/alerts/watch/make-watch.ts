/**
 * Parts -> canonical expressions: flat, sorted, each part once, no NOT of a NOT, no NOT of an OR. Two texts that say the
 * same with other cases, orders or brackets give the same.
 */
import type { Row, Watch } from './expression.ts'
import { printWatch } from './print-watch.ts'

export function makeAnd(parts: readonly Watch[]): Watch {
  return joined('and', parts)
}

export function makeOr(parts: readonly Watch[]): Watch {
  return joined('or', parts)
}

function joined(kind: 'and' | 'or', given: readonly Watch[]): Watch {
  const flat = given.flatMap(part => (part.kind === kind ? part.parts : [part]))
  const parts = [...byText(flat).values()]
  const [first] = parts
  return parts.length === 1 && first ? first : { kind, parts }
}

export function makeNot(part: Watch): Watch {
  if (part.kind === 'not') return part.part
  if (part.kind === 'or') return makeAnd(part.parts.map(makeNot))
  if (part.kind === 'and' && part.parts.every(({ kind }) => kind === 'not'))
    return makeOr(part.parts.map(makeNot))
  return { kind: 'not', part }
}

export function makeNear(one: Row, other: Row, within: number): Watch {
  const parts: [Row, Row] = printWatch(one) <= printWatch(other) ? [one, other] : [other, one]
  return { kind: 'near', within, parts }
}

export function isRow(watch: Watch): watch is Row {
  return watch.kind === 'phrase' || watch.kind === 'name' || (watch.kind === 'or' && watch.parts.every(isRow))
}

/** Why nobody can want it; null: it can be wanted. */
export function senseProblem(watch: Watch): 'only-excludes' | 'contradiction' | null {
  if (watch.kind === 'not') return 'only-excludes'
  if (watch.kind !== 'and' && watch.kind !== 'or') return null
  const { parts } = watch
  const asked = parts.filter(({ kind }) => kind !== 'not')
  if (watch.kind === 'or' ? asked.length < parts.length : asked.length === 0) return 'only-excludes'
  const texts = byText(parts)
  for (const part of parts) {
    if (watch.kind === 'and' && part.kind === 'not' && texts.has(printWatch(part.part)))
      return 'contradiction'
    const problem = senseProblem(part.kind === 'not' ? part.part : part)
    if (problem) return problem
  }
  return null
}

function byText(parts: readonly Watch[]): Map<string, Watch> {
  const texts = parts.map((part): [string, Watch] => [printWatch(part), part])
  return new Map(texts.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)))
}
