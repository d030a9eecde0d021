/** Numbers in a sentence: digits, words, ranges and the vague ones, with what they leave open. */
import type { CueTable } from './cues/cue-table.ts'
import type { Token } from './tokens.ts'

export interface Numeral {
  low: number
  high: number
  /** The first token of it, and the first behind it. */
  from: number
  to: number
}

/** The number that starts at this word; null: none does. */
export function numeralAt(tokens: readonly Token[], at: number, table: CueTable): Numeral | null {
  const first = plainNumber(tokens, at, table)
  if (!first) return null
  const join = tokens[first.to]
  if (join && (table.to.has(join.low) || join.text === '-' || join.text === '–')) {
    const second = plainNumber(tokens, first.to + 1, table)
    if (second && second.low > first.high && second.low <= first.high * 20)
      return { low: first.low, high: second.high, from: at, to: second.to }
  }
  return table.upTo.some(phrase => endsAt(tokens, at, phrase))
    ? { ...first, low: 1, from: at }
    : { ...first, from: at }
}

function endsAt(tokens: readonly Token[], end: number, phrase: readonly string[]): boolean {
  return phrase.every((word, index) => tokens[end - phrase.length + index]?.low === word)
}

interface Plain {
  low: number
  high: number
  to: number
}

function plainNumber(tokens: readonly Token[], at: number, table: CueTable): Plain | null {
  const token = tokens[at]
  if (!token) return null
  const vague = table.vague.get(token.low)
  if (vague) return { low: vague[0], high: vague[1], to: at + 1 }
  const start = token.isNumber ? digits(token.text, table.decimalComma) : table.numbers.get(token.low)
  if (start === undefined || !Number.isFinite(start)) return null
  let value = start
  let to = at + 1
  // "twenty-three"
  const unit = table.numbers.get(tokens[to + 1]?.low ?? '')
  if (!token.isNumber && tokens[to]?.text === '-' && value >= 20 && value < 100 && unit && unit < 10) {
    value += unit
    to += 2
  }
  for (
    let scale = table.scales.get(tokens[to]?.low ?? '');
    scale;
    scale = table.scales.get(tokens[to]?.low ?? '')
  ) {
    value *= scale
    to++
    if (to > at + 6) break
  }
  return value <= Number.MAX_SAFE_INTEGER ? { low: value, high: value, to } : null
}

/** "1,200", "1.2"; in languages with a decimal comma the other way round. */
function digits(text: string, decimalComma: boolean): number | undefined {
  if (text.length > 20) return undefined
  const [group, decimal] = decimalComma ? ['.', ','] : [',', '.']
  const parts = text.split(decimal)
  if (parts.length > 2) return undefined
  const whole = (parts[0] ?? '').split(group)
  // "12,5" in English is two numbers; "1,00,000" in India is one.
  if (whole.slice(1).some(part => part.length < 2 || part.length > 3)) return undefined
  return Number(`${whole.join('')}.${parts[1] ?? '0'}`)
}
