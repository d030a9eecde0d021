/** Counts and deeds in languages without spaces, by patterns; see `cues/unspaced-table.ts`. */
import type { UnspacedTable } from './cues/unspaced-table.ts'
import type { CountFact, DeedFact, MentionFact } from './fact.ts'
import { quoteOf, type Sentence } from './tokens.ts'

const maxRead = 160
const maxActorLength = 24

export function unspacedCounts(sentence: Sentence, table: UnspacedTable): CountFact[] {
  const text = readable(sentence, table)
  if (text === null) return []
  return table.counts.flatMap(({ of, form }) => {
    const value = numeralValue(form.exec(text)?.[1] ?? '')
    if (value === null) return []
    return [{ kind: 'count', of, low: value, high: value, lowered: false, quote: quoteOf(sentence.text) }]
  })
}

export function unspacedDeeds(sentence: Sentence, table: UnspacedTable): DeedFact[] {
  const text = readable(sentence, table)
  if (text === null || !sentence.isFirst) return []
  return table.deeds.flatMap(({ deed, what, form }) => {
    const match = form.exec(text)
    const actor = match && (match[1] ?? actorIn(text, match.index + match[0].length, table))
    if (!actor) return []
    const quote = quoteOf(sentence.text)
    return [{ kind: 'deed', deed, what, actor, keys: [actor], object: null, not: false, quote }]
  })
}

export function unspacedMentions({ text }: Sentence, table: UnspacedTable): MentionFact[] {
  const head = text.slice(0, maxRead)
  const deeds = table.mentions.filter(({ form }) => form.test(head))
  const found: MentionFact[] = deeds.map(({ deed }) => ({ kind: 'mention', of: deed }))
  return table.hearsay.test(head) ? [...found, { kind: 'mention', of: 'hearsay' }] : found
}

/** Null: the sentence tells what may be, or what was. */
function readable({ text }: Sentence, table: UnspacedTable): string | null {
  const head = text.slice(0, maxRead)
  return table.doubt.test(head) ? null : head
}

/** `end`: behind the deed. */
function actorIn(text: string, end: number, table: UnspacedTable): string | null {
  const clause =
    text
      .slice(0, end)
      .split(/[、，。；\s]/)
      .at(-1) ?? ''
  const found = table.subject.exec(clause) ?? table.opening?.exec(text)
  const actor = found?.[1]?.replace(/[^\p{L}\p{M}\p{N}・]/gu, '').slice(0, maxActorLength)
  return actor ? actor : null
}

const digits = new Map([...'一二三四五六七八九'].map((sign, at) => [sign, at + 1] as const))
const units: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])
const scales: ReadonlyMap<string, number> = new Map([
  ['万', 10_000],
  ['萬', 10_000],
  ['億', 100_000_000],
  ['亿', 100_000_000],
])

/** "1万2000", "十二", "３００"; null: no number. */
export function numeralValue(text: string): number | null {
  let total = 0
  let part = 0
  let digit: number | null = null
  for (const [run] of text
    .normalize('NFKC')
    .replaceAll(',', '')
    .matchAll(/\d+(?:\.\d+)?|\D/g)) {
    const scale = scales.get(run)
    const unit = units.get(run)
    if (/^\d/.test(run)) digit = Number(run)
    else if (run === '两') digit = 2
    else if (digits.has(run)) digit = digits.get(run) ?? null
    else if (unit) {
      part += (digit ?? 1) * unit
      digit = null
    } else if (scale) {
      total += (part + (digit ?? (part === 0 ? 1 : 0))) * scale
      part = 0
      digit = null
    } else return null
  }
  const value = total + part + (digit ?? 0)
  return value > 0 && value <= Number.MAX_SAFE_INTEGER ? value : null
}
