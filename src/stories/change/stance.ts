/** Whether the words around a cue say that it happened: precision goes before recall, so all doubt counts against. */
import type { CueTable } from './cues/cue-table.ts'
import type { Sentence, Token } from './tokens.ts'

export type Stance = 'said' | 'not' | 'doubted' | 'past'

const farthestBack = 16
const farthestAhead = 9
const nearNegation = 4

/** Of what the token at `at` says; `end` is behind it. */
export function stanceAt(sentence: Sentence, at: number, end: number, table: CueTable): Stance {
  if (sentence.isQuestion) return 'doubted'
  const { tokens } = sentence
  const start = clauseStart(tokens, at, table)
  if (table.infinitive.has(tokens[at - 1]?.low ?? '')) return 'doubted'
  let negated = false
  for (let index = at - 1; index >= start; index--) {
    const { low } = tokens[index] as Token
    negated ||= isNegation(low, table) && at - index <= nearNegation
    if (table.doubt.has(low)) return 'doubted'
    if (table.relative.has(low) || (!sentence.isTitle && table.after.has(low))) return 'past'
  }
  if (negated) return 'not'
  return isPast(tokens, Math.max(0, at - farthestBack), Math.min(tokens.length, end + farthestAhead), table)
    ? 'past'
    : 'said'
}

export function isNegation(low: string, table: CueTable): boolean {
  return table.not.has(low) || low.endsWith("n't") || low.startsWith("n'")
}

/** The first token of the clause that `at` stands in. */
export function clauseStart(tokens: readonly Token[], at: number, table: CueTable): number {
  const stop = Math.max(0, at - farthestBack)
  for (let index = at - 1; index >= stop; index--) {
    const token = tokens[index] as Token
    if (!token.isWord && /^[,;:–—"“”()?!|]$/.test(token.text)) return index + 1
    if (table.joins.has(token.low)) return index + 1
  }
  return stop
}

function isPast(tokens: readonly Token[], from: number, to: number, table: CueTable): boolean {
  for (let index = from; index < to; index++) {
    const token = tokens[index] as Token
    if (table.past.has(token.low)) return true
    if (table.longAgo.has(token.low) && table.after.has(tokens[index + 1]?.low ?? '')) return true
    if (table.months.has(token.low) && table.inMonth.has(tokens[index - 1]?.low ?? '')) return true
    if (token.isNumber && /^(?:1[5-9]|20)\d\d$/.test(token.text) && isYear(tokens, index)) return true
  }
  return false
}

/** A year is behind a word, and counts nothing: "in 2011", "the 2011 quake", not "killed 2011 people". */
function isYear(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.low ?? ''
  return !/^(?:kill|injur|wound|least|than|about|nearly|over|to)/.test(before)
}
