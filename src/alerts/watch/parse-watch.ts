/**
 * A reader's text -> a watch expression, or what is wrong with it and where. A blank between words means AND; OR, NOT,
 * "phrases", brackets, `a NEAR b`, `~name`; a comma of a list means OR. Never throws, whatever comes; bounded in length
 * and depth.
 */
import { longestWatchExpression } from '../../subscribers/index.ts'
import type { Watch } from './expression.ts'
import { isRow, makeAnd, makeNear, makeNot, makeOr, senseProblem } from './make-watch.ts'
import { type WatchToken, watchTokens } from './watch-tokens.ts'
import { namesOf, termsOf, widestNear } from './words.ts'

export interface WatchProblem {
  code:
    | 'empty'
    | 'too-long'
    | 'too-deep'
    | 'no-word'
    | 'open-quote'
    | 'open-bracket'
    | 'close-bracket'
    | 'nothing-before'
    | 'nothing-after'
    | 'near-needs-words'
    | 'near-number'
    | 'only-excludes'
    | 'contradiction'
  /** Place in the text, in UTF-16 units. */
  at: number
  end: number
  /** What stands there. */
  found: string
}

export type ParsedWatch = { kind: 'parsed'; watch: Watch } | { kind: 'problem'; problem: WatchProblem }

const usualNear = 10
const deepest = 8

interface Reading {
  text: string
  tokens: readonly WatchToken[]
  next: number
  /** The first one found; all that is read afterwards counts for nothing. */
  problem: WatchProblem | null
}

/** @param longest Characters; what `printWatch` gives may be longer than what was typed. */
export function parseWatch(text: string, longest = longestWatchExpression): ParsedWatch {
  const whole = { at: 0, end: text.length, found: text }
  const problem = (code: WatchProblem['code'], place = whole): ParsedWatch => ({
    kind: 'problem',
    problem: { code, ...place },
  })
  if ([...text].length > longest) return problem('too-long')
  const tokens = watchTokens(text)
  if ('code' in tokens) return problem(tokens.code, tokens)
  if (tokens.length === 0) return problem('empty')
  const reading: Reading = { text, tokens, next: 0, problem: null }
  const watch = readOr(reading, 0)
  const left = reading.tokens[reading.next]
  if (left) fail(reading, left.kind === 'close' ? 'close-bracket' : 'nothing-before', left)
  if (reading.problem || !watch) return problem(reading.problem?.code ?? 'empty', reading.problem ?? whole)
  const nonsense = senseProblem(watch)
  return nonsense ? problem(nonsense) : { kind: 'parsed', watch }
}

function fail(reading: Reading, code: WatchProblem['code'], token: WatchToken): null {
  const { at, end } = token
  reading.problem ??= { code, at, end, found: reading.text.slice(at, end) }
  return null
}

function readOr(reading: Reading, depth: number): Watch | null {
  const parts: Watch[] = []
  skipGentle(reading)
  for (;;) {
    const part = readAnd(reading, depth)
    if (!part) return null
    parts.push(part)
    const sign = reading.tokens[reading.next]
    if (sign?.kind !== 'or') return makeOr(parts)
    reading.next++
    if (sign.gentle) skipGentle(reading)
    const after = reading.tokens[reading.next]
    if (sign.gentle && (!after || after.kind === 'close')) return makeOr(parts)
  }
}

/** Commas that nothing stands between. */
function skipGentle(reading: Reading): void {
  for (let sign = reading.tokens[reading.next]; sign?.kind === 'or' && sign.gentle; ) {
    reading.next++
    sign = reading.tokens[reading.next]
  }
}

function readAnd(reading: Reading, depth: number): Watch | null {
  const parts: Watch[] = []
  for (;;) {
    const part = readNot(reading, depth)
    if (!part) return null
    parts.push(part)
    const sign = reading.tokens[reading.next]
    if (!sign || sign.kind === 'or' || sign.kind === 'close') return makeAnd(parts)
    if (sign.kind === 'and') reading.next++
  }
}

function readNot(reading: Reading, depth: number): Watch | null {
  const sign = reading.tokens[reading.next]
  if (sign?.kind !== 'not') return readNear(reading, depth)
  reading.next++
  const part = readNot(reading, depth)
  return part && makeNot(part)
}

/** `a NEAR b NEAR c`: each near the next. */
function readNear(reading: Reading, depth: number): Watch | null {
  let one = readOne(reading, depth)
  const pairs: Watch[] = []
  for (;;) {
    const sign = reading.tokens[reading.next]
    if (!one || sign?.kind !== 'near') break
    reading.next++
    const within = sign.within ?? usualNear
    if (!(within >= 1 && within <= widestNear)) return fail(reading, 'near-number', sign)
    const other = readOne(reading, depth)
    if (!other) return null
    if (!isRow(one) || !isRow(other)) return fail(reading, 'near-needs-words', sign)
    pairs.push(makeNear(one, other, within))
    one = other
  }
  return pairs.length > 0 ? makeAnd(pairs) : one
}

function readOne(reading: Reading, depth: number): Watch | null {
  const token = reading.tokens[reading.next]
  const before = reading.tokens[reading.next - 1]
  if (!token) return before ? fail(reading, 'nothing-after', before) : null
  reading.next++
  switch (token.kind) {
    case 'word':
    case 'phrase': {
      const terms = termsOf(token.text)
      return terms.length > 0 ? { kind: 'phrase', terms } : fail(reading, 'no-word', token)
    }
    case 'name': {
      const keys = namesOf(token.text)
      return keys.length > 0 ? { kind: 'name', keys } : fail(reading, 'no-word', token)
    }
    case 'open':
      return readBracket(reading, depth + 1, token)
    default:
      // After a sign that wants something, that sign is to blame; else this one.
      return before && before.kind !== 'close' && !isOperand(before)
        ? fail(reading, 'nothing-after', before)
        : fail(reading, token.kind === 'close' ? 'close-bracket' : 'nothing-before', token)
  }
}

function isOperand({ kind }: WatchToken): boolean {
  return kind === 'word' || kind === 'phrase' || kind === 'name'
}

function readBracket(reading: Reading, depth: number, open: WatchToken): Watch | null {
  if (depth > deepest) return fail(reading, 'too-deep', open)
  const inside = readOr(reading, depth)
  if (!inside) return null
  if (reading.tokens[reading.next]?.kind !== 'close') return fail(reading, 'open-bracket', open)
  reading.next++
  return inside
}
