/** Tolls and other counts of the event: "12 people were killed", "kills 12", "the death toll rose to 12". */
import type { CountCue, CueTable } from './cues/cue-table.ts'
import type { CountFact } from './fact.ts'
import { type Numeral, numeralAt } from './numerals.ts'
import { isNegation, stanceAt } from './stance.ts'
import { quoteOf, type Sentence, type Token } from './tokens.ts'

const tollReach = 12
/** What is more is money. */
const mostPeople = 50_000_000

export function countsIn(sentence: Sentence, table: CueTable): CountFact[] {
  const { tokens, isFirst } = sentence
  const found: CountFact[] = []
  // Behind the first sentence numbers are background more often than news; a toll names itself.
  for (let at = 0; isFirst && at < tokens.length; ) {
    const numeral = numeralAt(tokens, at, table)
    if (numeral && counts(tokens, numeral, table)) {
      const match = behindNumber(sentence, numeral, table) ?? beforeNumber(tokens, numeral, table)
      const stance = match && stanceAt(sentence, match.at, Math.max(match.at + 1, numeral.to), table)
      if (match && stance === 'said') found.push(fact(match.cue, numeral, sentence))
    } else if (isNegation(tokens[at]?.low ?? '', table)) {
      const none = noneAt(tokens, at, table)
      if (none) found.push(fact(none, { low: 0, high: 0, from: at, to: at + 1 }, sentence))
    }
    at = numeral ? numeral.to : at + 1
  }
  return [...found, ...tollsIn(sentence, table)]
}

function fact(cue: CountCue, { low, high }: Numeral, { text }: Sentence, lowered = false): CountFact {
  return { kind: 'count', of: cue.of, low, high, lowered, quote: quoteOf(text) }
}

/** "15-year-old", "5%", "two more", "$3": no count of people. */
function counts(tokens: readonly Token[], { from, to, low, high }: Numeral, table: CueTable): boolean {
  const before = tokens[from - 1]
  const next = tokens[to]
  if (low !== Math.floor(low) || high < 1 || high > mostPeople) return false
  if (before && (/^[$€£¥₹#.-]$/.test(before.text) || table.notCount.has(before.low))) return false
  // "Nine in 10 deaths"
  if (/^(?:in|of)$/.test(before?.low ?? '') && isCount(tokens[from - 2], table)) return false
  return !(next && (/^[-%:/]$/.test(next.text) || table.notCount.has(next.low)))
}

function isCount(token: Token | undefined, table: CueTable): boolean {
  return token !== undefined && (token.isNumber || table.numbers.has(token.low))
}

interface Match {
  cue: CountCue
  at: number
}

function behindNumber(sentence: Sentence, numeral: Numeral, table: CueTable): Match | null {
  const { tokens } = sentence
  let passive = false
  let at = numeral.to
  let last = at + table.bridge
  for (; at < Math.min(tokens.length, last); at++) {
    const { low, isWord, text } = tokens[at] as Token
    if (text === ',' && /^(?:including|among)$/.test(tokens[at + 1]?.low ?? '')) {
      const behind = behindComma(tokens, at + 1)
      last += behind - at
      at = behind
      continue
    }
    const cue = table.counts.find(({ behind }) => behind.has(low))
    if (cue)
      return isDoneTo(tokens, at, passive, table) &&
        (passive || !/ed$/.test(low) || isTold(sentence, numeral, cue))
        ? { cue, at }
        : null
    if (!isWord || numeralAt(tokens, at, table) || table.breaks.has(low) || table.notPeople.has(low))
      return null
    passive ||= table.auxiliaries.has(low)
  }
  return null
}

/** Behind "…, including three children," or at the end. */
function behindComma(tokens: readonly Token[], from: number): number {
  for (let at = from; at < Math.min(tokens.length, from + 10); at++) if (tokens[at]?.text === ',') return at
  return tokens.length
}

/** "Two gunmen killed five" counts no two dead; "two men killed in Kabul" and "two were killed" do. */
function isDoneTo(tokens: readonly Token[], at: number, passive: boolean, table: CueTable): boolean {
  if (passive) return true
  const next = tokens[at + 1]
  return (
    !next?.isWord ||
    table.afterPassive.has(next.low) ||
    !/(?:ed|ound|dead|hurt|missing)$/.test(tokens[at]?.low ?? '')
  )
}

/** "Met four nationals detained in Kuwait": of the held only what opens a clause is told. */
function isTold({ tokens, isTitle }: Sentence, { from }: Numeral, { of }: CountCue): boolean {
  let at = from - 1
  while (at >= 0 && approximations.has(tokens[at]?.low ?? '')) at--
  return of !== 'arrested' || (isTitle && !tokens[at]?.isWord)
}

function beforeNumber(tokens: readonly Token[], numeral: Numeral, table: CueTable): Match | null {
  let at = numeral.from - 1
  // "at least", "more than", "as many as", "an estimated"
  for (let steps = 0; steps < 5; steps++) {
    const { low, isWord } = tokens[at] ?? { low: '', isWord: false }
    if (!isWord) return null
    const cue = table.counts.find(({ before }) => before.has(low))
    if (cue) {
      // "Has killed 300 since": what has been going on is summed up.
      if (table.perfect.has(tokens[at - 1]?.low ?? '')) return null
      const behind = tokens.slice(numeral.to, numeral.to + 3)
      if (table.takesLives.has(low) && !table.lives.has(behind[0]?.low ?? '')) return null
      return behind.some(token => table.notPeople.has(token.low)) ? null : { cue, at }
    }
    if (!approximations.has(low)) return null
    at--
  }
  return null
}

const approximations = new Set(
  `at least to up family of more than over about around nearly almost some as many fewer an estimated up all those mindestens über rund
   etwa mehr als knapp fast au moins plus de près environ al menos más casi unas unos cerca a pelo menos mais quase`.split(
    /\s+/,
  ),
)

/** "No deaths were reported", "nobody was hurt". */
function noneAt(tokens: readonly Token[], at: number, table: CueTable): CountCue | null {
  for (let index = at + 1; index < Math.min(tokens.length, at + 4); index++) {
    const low = tokens[index]?.low ?? ''
    if (low === 'casualties') return table.counts.find(({ of }) => of === 'killed') ?? null
    const cue = table.counts.find(
      ({ behind, of }) => behind.has(low) && (of === 'killed' || of === 'injured'),
    )
    if (cue) return cue
    if (!table.auxiliaries.has(low) && low !== 'people' && low !== 'one') return null
  }
  return null
}

/** "The death toll from the quake rose from 3 to 12": the last number of a toll's clause is what it stands at. */
function tollsIn(sentence: Sentence, table: CueTable): CountFact[] {
  const { tokens } = sentence
  const found: CountFact[] = []
  for (let at = 0; at < tokens.length; at++)
    for (const cue of table.counts) {
      const phrase = cue.toll.find(words => words[0] === tokens[at]?.low && startsAt(tokens, at, words))
      if (!phrase || stanceAt(sentence, at, at + phrase.length, table) !== 'said') continue
      const numeral = tollNumber(sentence, at + phrase.length, table)
      const around = tokens.slice(Math.max(0, at - 3), numeral?.from ?? at)
      const lowered = around.some(({ low }) => table.lowered.has(low))
      if (numeral) found.push(fact(cue, numeral, sentence, lowered))
    }
  return found
}

function startsAt(tokens: readonly Token[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, index) => tokens[at + index]?.low === word)
}

function tollNumber(sentence: Sentence, from: number, table: CueTable): Numeral | null {
  const { tokens } = sentence
  let last: Numeral | null = null
  for (let at = from; at < Math.min(tokens.length, from + tollReach); at++) {
    const { text, low } = tokens[at] as Token
    if (/^[,;:.(–—]$/.test(text) || table.doubt.has(low) || table.relative.has(low)) break
    const numeral = numeralAt(tokens, at, table)
    if (!numeral) continue
    // "From 12 to 43" is no range of a toll but its way; "to 43 from 12" ends where it stands.
    const from = table.from.has(tokens[at - 1]?.low ?? '')
    if (from && last) break
    const way = from && numeral.high > numeral.low
    const value = way ? { ...numeral, low: numeral.high } : numeral
    if (!counts(tokens, value, table) || table.notPeople.has(tokens[numeral.to]?.low ?? '')) break
    last = value
    at = numeral.to - 1
  }
  return last
}
