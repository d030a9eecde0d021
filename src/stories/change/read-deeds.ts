/** Somebody's word or deed: a denial, a resignation, an arrest; who it is said of, and whether it is said to be so. */
import { actorBefore, actorBehind, actorKeys, isName } from './actor.ts'
import type { CueTable, DeedCue } from './cues/cue-table.ts'
import type { DeedFact, DeedKind, MentionFact } from './fact.ts'
import { stanceAt } from './stance.ts'
import { quoteOf, type Sentence, type Token } from './tokens.ts'

/** How far what is agreed or ended may stand behind the verb. */
const objectReach = 5
const refusalReach = 4

/** Only the headline and the first sentence: behind them, deeds are background more often than news. */
export function deedsIn(sentence: Sentence, table: CueTable): DeedFact[] {
  const { tokens, isFirst } = sentence
  const found: DeedFact[] = []
  if (!isFirst) return found
  for (let at = 0; at < tokens.length; at++)
    for (const cue of table.deeds.get(tokens[at]?.low ?? '') ?? []) {
      const deed = deedAt(sentence, at, cue, table)
      if (!deed) continue
      found.push(deed)
      break
    }
  return found
}

/** What the headline has in a noun: "after the arrest of", "in $410 million deal", "sources say". */
export function mentionsIn(sentence: Sentence, table: CueTable): MentionFact[] {
  const found = new Set<DeedKind | 'hearsay'>()
  for (const [at, { low }] of sentence.tokens.entries()) {
    const deed = table.mentions.get(low)
    if (deed && isGiven(sentence, at, table)) found.add(deed)
    if (table.hearsay.has(low)) found.add('hearsay')
  }
  return [...found].map(of => ({ kind: 'mention', of }))
}

/** Not in "deal hopes fade" or "race for a deal". */
function isGiven(sentence: Sentence, at: number, table: CueTable): boolean {
  const behind = sentence.tokens.slice(at + 1, at + 3)
  const stance = stanceAt(sentence, at, at + 1, table)
  return stance !== 'doubted' && stance !== 'not' && !behind.some(({ low }) => table.doubt.has(low))
}

function deedAt(sentence: Sentence, at: number, cue: DeedCue, table: CueTable): DeedFact | null {
  const end = at + cue.phrase.length
  if (!fits(sentence, at, end, cue, table)) return null
  const stance = stanceAt(sentence, at, end, table)
  if (stance !== 'said' && stance !== 'not') return null
  const actor = actorOf(sentence, at, end, cue, table)
  if (cue.actor !== 'none' && !actorFits(actor, cue, table)) return null
  // "Denies" beside a negation is no denial and no opposite of one either.
  if (stance === 'not' && (cue.deed === 'denial' || cue.deed === 'confirmation')) return null
  const { deed, what } = cue
  const object = cue.follows && deed === 'end' ? anyOf(sentence.tokens, end, objectReach, cue.follows) : null
  const keys = actorKeys(actor, table)
  return {
    kind: 'deed',
    deed,
    what,
    object,
    actor,
    keys,
    not: stance === 'not',
    quote: quoteOf(sentence.text),
  }
}

function fits(
  { tokens, isTitle }: Sentence,
  at: number,
  end: number,
  cue: DeedCue,
  table: CueTable,
): boolean {
  if (cue.titleOnly && !isTitle) return false
  if (!cue.phrase.every((word, index) => tokens[at + index]?.low === word)) return false
  const before = tokens[at - 1]?.low ?? ''
  if (cue.beforeNot?.has(before) || (cue.subjectHas && !cue.subjectHas.has(before))) return false
  if (cue.possessiveNot && !/^\p{Lu}.*[^'’]..$/u.test(tokens[at - 1]?.text ?? '')) return false
  if (cue.bare && !table.auxiliaries.has(before) && !(isTitle && isBare(tokens, at, end, table))) return false
  if (cue.follows && !anyOf(tokens, end, objectReach, cue.follows)) return false
  return !(cue.followsNot && anyOf(tokens, end, refusalReach, cue.followsNot))
}

/** "Mayor arrested in bribery case", not "mayor says he arrested the man". */
function isBare(tokens: readonly Token[], at: number, end: number, table: CueTable): boolean {
  if (table.pronouns.has(tokens[at - 1]?.low ?? '') || finiteBehind(tokens, end, table)) return false
  const next = tokens[end]
  const last = tokens[end - 1]?.low ?? ''
  // A phrase that ends in a preposition has said what it is.
  return !next?.isWord || end - at > 1 || table.afterPassive.has(next.low) || table.afterPassive.has(last)
}

/** "Two staff detained in Kabul have been freed": the detention is not what is told. */
function finiteBehind(tokens: readonly Token[], from: number, table: CueTable): boolean {
  for (const { low, text } of tokens.slice(from, from + 8)) {
    if (/^[,;:]$/.test(text) || table.joins.has(low)) return false
    if (table.auxiliaries.has(low) || table.speech.has(low)) return true
  }
  return false
}

/** The first of these within the same clause. */
function anyOf(
  tokens: readonly Token[],
  from: number,
  reach: number,
  wanted: ReadonlySet<string>,
): string | null {
  for (const { low, text } of tokens.slice(from, from + reach)) {
    if (/^[,;:.]$/.test(text)) return null
    if (wanted.has(low)) return low
  }
  return null
}

function actorOf(sentence: Sentence, at: number, end: number, cue: DeedCue, table: CueTable): string | null {
  if (cue.actor === 'none') return null
  return cue.actor === 'before' ? actorBefore(sentence, at, table) : actorBehind(sentence, end, table)
}

function actorFits(actor: string | null, cue: DeedCue, table: CueTable): actor is string {
  if (actor === null) return false
  const parts = actor.toLowerCase().split(' ')
  if (cue.actorHas && !parts.some(part => cue.actorHas?.has(part))) return false
  if (cue.actorHasNot && parts.some(part => cue.actorHasNot?.has(part))) return false
  return !cue.named || (isName(actor, table) && actorKeys(actor, table).length >= 2)
}
