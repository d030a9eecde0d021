/** Who did it, as the text names it, and whether two such names may be the same somebody. */
import { type CueTable, words } from './cues/cue-table.ts'
import { clauseStart } from './stance.ts'
import type { Sentence, Token } from './tokens.ts'

const longestActor = 8
const longestBehind = 6

/** The words before the cue back to where their clause starts; null: nothing that could be named in a sentence. */
export function actorBefore(sentence: Sentence, at: number, table: CueTable): string | null {
  const { tokens, isTitle } = sentence
  let end = at
  while (end > 0 && (table.auxiliaries.has(low(tokens, end - 1)) || adverbs.has(low(tokens, end - 1)))) end--
  // "The singer, Jane Doe, dies at 36", "Jane Doe, the singer, dies at 36"
  const isApposition = tokens[end - 1]?.text === ','
  if (isApposition) end = nameBeforeComma(sentence, end - 1, table)
  let start = clauseStart(tokens, end, table)
  while (start < end && !tokens[start]?.isWord) start++
  const speech = lastSpeech(tokens, start, end, table)
  if (speech !== -1) {
    // "The company said on Tuesday it …": the company. "Officials say Smith …": Smith.
    if (table.pronouns.has(low(tokens, end - 1))) end = speech
    else start = speech + 1
  }
  if (end - start > longestActor) start = nameStart(tokens, start, end)
  const first =
    isTitle && !isApposition && tokens[start - 1]?.text === ',' ? listStart(tokens, start, table) : start
  const cut = tokens.slice(start + 1, end).findIndex(token => table.cutsActor.has(token.low))
  if (cut !== -1) end = start + 1 + cut
  return first === null ? null : phraseOf(sentence, first, withoutDay(tokens, start, end), table)
}

/**
 * "Kushner, Netanyahu agree": both. Null: "Adviser to Paz, Milei detained", where it is the adviser, or nobody can tell.
 */
function listStart(tokens: readonly Token[], start: number, table: CueTable): number | null {
  let at = start - 1
  while (at > 0 && tokens[at - 1]?.isWord) at--
  const before = tokens.slice(at, start - 1)
  const isClause = before.some(({ low }) => table.auxiliaries.has(low) || table.speech.has(low))
  if (before.length > 4 || isClause) return start
  return at === 0 && before.length > 0 && before.every(({ text }) => /^\p{Lu}/u.test(text)) ? at : null
}

/** Behind the name of the two, where the one nearer to the verb is none. */
function nameBeforeComma(sentence: Sentence, end: number, table: CueTable): number {
  const start = clauseStart(sentence.tokens, end, table)
  if (sentence.tokens[start - 1]?.text !== ',' || start < 2) return end
  const [nearer, farther] = [
    [start, end],
    [clauseStart(sentence.tokens, start - 1, table), start - 1],
  ].map(([from = 0, to = 0]) => phraseOf(sentence, from, to, table))
  const isNearer = nearer && /^\p{Lu}/u.test(nearer) && isName(nearer, table)
  return !isNearer && farther && isName(farther, table) ? start - 1 : end
}

function lastSpeech(tokens: readonly Token[], start: number, end: number, table: CueTable): number {
  for (let at = end - 1; at >= start; at--) if (table.speech.has(low(tokens, at))) return at
  return -1
}

/** The words behind the cue up to a preposition or a mark. */
export function actorBehind(sentence: Sentence, from: number, table: CueTable): string | null {
  const { tokens } = sentence
  let end = from
  while (end < tokens.length && end - from < longestBehind) {
    const token = tokens[end] as Token
    if (isHyphen(tokens, end)) {
      end++
      continue
    }
    if (!token.isWord || table.breaks.has(token.low) || table.auxiliaries.has(token.low)) break
    end++
  }
  return phraseOf(sentence, from, end, table)
}

/** Within "Assad-era officer". */
function isHyphen(tokens: readonly Token[], at: number): boolean {
  const [before, here, next] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  return (
    here?.text === '-' &&
    here.at === (before?.at ?? 0) + (before?.text.length ?? 0) &&
    next?.at === here.at + 1
  )
}

const leading = words('of for and or de des du von und y et')

/** A name, a role or a person; not "a worldwide rise", nor half a sentence. */
function isSomebody(tokens: readonly Token[], table: CueTable): boolean {
  if (tokens.some(({ low }) => table.notInActor.has(low) || table.auxiliaries.has(low))) return false
  if (tokens.every(({ low }) => table.pronouns.has(low))) return false
  // "The mother of a man sentenced to death": which of the two, nobody can tell.
  if (tokens.some(({ low }, at) => low === 'of' && isAnybody(tokens, at + 1, table))) return false
  return tokens.some(({ text, low, isNumber }, at) => {
    if (isNumber) return false
    if (table.anybody.has(low) || (table.plain.has(low) && low.length > 4)) return true
    // The first word of a sentence has a capital in any case.
    return (
      /^\p{Lu}/u.test(text) && isTelling(low, table) && (at > 0 || tokens.length === 1 || hasCapital(tokens))
    )
  })
}

function isAnybody(tokens: readonly Token[], at: number, table: CueTable): boolean {
  const next = /^(?:an?|the)$/.test(low(tokens, at)) ? at + 1 : at
  return table.anybody.has(low(tokens, next))
}

function hasCapital(tokens: readonly Token[]): boolean {
  return tokens.slice(1).some(({ text }) => /^\p{Lu}/u.test(text)) || tokens.length <= 4
}

/** A name: it ends in two words with capitals, none of them a common word. */
export function isName(actor: string, table: CueTable): boolean {
  const proper = actor
    .split(' ')
    .slice(-2)
    .filter(part => /^\p{Lu}/u.test(part) && isTelling(part.toLowerCase(), table))
  return proper.length === 2
}

/** What two actors are compared by; empty: it could be anybody. */
export function actorKeys(actor: string | null, table: CueTable): string[] {
  if (actor === null) return []
  const keys = actor
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word.length > 1 && isTelling(word, table))
    .map(word => sameAs.get(word) ?? word)
  return [...new Set(keys)].slice(0, 6)
}

function isTelling(word: string, table: CueTable): boolean {
  return !(table.plain.has(word) || table.anybody.has(word))
}

const adverbs = words(`
  also later again now formally officially publicly strongly vehemently flatly categorically swiftly quickly abruptly
  suddenly jointly finally successfully not never did does do`)
const days = words('monday tuesday wednesday thursday friday saturday sunday today yesterday')

/** "The ministry on Tuesday denied": without the day. */
function withoutDay(tokens: readonly Token[], start: number, end: number): number {
  if (!days.has(low(tokens, end - 1))) return end
  return low(tokens, end - 2) === 'on' && end - 2 > start ? end - 2 : end - 1
}

/** The last run of words with capitals before `end`, and what belongs to them. */
function nameStart(tokens: readonly Token[], start: number, end: number): number {
  let at = end
  while (at > start && /^\p{Lu}/u.test(tokens[at - 1]?.text ?? '')) at--
  return at
}

function phraseOf({ text, tokens }: Sentence, start: number, end: number, table: CueTable): string | null {
  if (end <= start || end - start > longestActor) return null
  const inside = tokens.slice(start, end)
  const first = inside[0] as Token
  const last = inside.at(-1) as Token
  if (leading.has(first.low) || leading.has(last.low)) return null
  if (table.breaks.has(first.low) || table.past.has(first.low) || !isSomebody(inside, table)) return null
  // What is shown to people is letters, digits and little else, whatever a source wrote.
  const phrase = text
    .slice(first.at, last.at + last.text.length)
    .replace(/[^\p{L}\p{M}\p{N}\s.,&'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
  return /\p{L}/u.test(phrase) ? phrase : null
}

function low(tokens: readonly Token[], at: number): string {
  return tokens[at]?.low ?? ''
}

/** Capitals and houses that stand for a state. */
const sameAs = new Map<string, string>(
  Object.entries({
    moscow: 'russia',
    kremlin: 'russia',
    russian: 'russia',
    tehran: 'iran',
    iranian: 'iran',
    beijing: 'china',
    chinese: 'china',
    washington: 'us',
    american: 'us',
    'u.s': 'us',
    pentagon: 'us',
    israeli: 'israel',
    idf: 'israel',
    jerusalem: 'israel',
    kyiv: 'ukraine',
    kiev: 'ukraine',
    ukrainian: 'ukraine',
    london: 'britain',
    uk: 'britain',
    british: 'britain',
    paris: 'france',
    french: 'france',
    berlin: 'germany',
    german: 'germany',
    tokyo: 'japan',
    japanese: 'japan',
    seoul: 'korea',
    pyongyang: 'korea',
    korean: 'korea',
    indian: 'india',
    delhi: 'india',
    pakistani: 'pakistan',
    islamabad: 'pakistan',
    turkish: 'turkey',
    ankara: 'turkey',
    canadian: 'canada',
    ottawa: 'canada',
    syrian: 'syria',
    damascus: 'syria',
    lebanese: 'lebanon',
    beirut: 'lebanon',
    irgc: 'iran',
  }),
)
