/** Somebody's word or deed: a denial, a resignation, an arrest; who it is said of, and whether it is said to be so. */
import { actorBefore, actorBehind, actorKeys, isName } from './actor.ts'
import type { CueTable, DeedCue } from './cues/cue-table.ts'
import type { DeedFact } from './fact.ts'
import { stanceAt } from './stance.ts'
import { quoteOf, type Sentence, type Token } from './tokens.ts'

/** How far what is agreed or ended may stand behind the verb. */
const objectReach = 5
const refusalReach = 3

export function deedsIn(sentence: Sentence, table: CueTable): DeedFact[] {
  const { tokens } = sentence
  const found: DeedFact[] = []
  for (let at = 0; at < tokens.length; at++)
    for (const cue of table.deeds.get(tokens[at]?.low ?? '') ?? []) {
      const deed = deedAt(sentence, at, cue, table)
      if (!deed) continue
      found.push(deed)
      break
    }
  return found
}

function deedAt(sentence: Sentence, at: number, cue: DeedCue, table: CueTable): DeedFact | null {
  const end = at + cue.phrase.length
  if (!fits(sentence, at, end, cue)) return null
  const stance = stanceAt(sentence, at, end, table)
  if (stance !== 'said' && stance !== 'not') return null
  const actor = actorOf(sentence, at, end, cue, table)
  if (cue.actor !== 'none' && !actorFits(actor, cue, table)) return null
  // "Denies" beside a negation is no denial and no opposite of one either.
  if (stance === 'not' && (cue.deed === 'denial' || cue.deed === 'confirmation')) return null
  const { deed, what } = cue
  const object =
    cue.follows && cue.deed === 'end' ? anyOf(sentence.tokens, end, objectReach, cue.follows) : null
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

function fits({ tokens, isTitle }: Sentence, at: number, end: number, cue: DeedCue): boolean {
  if (cue.titleOnly && !isTitle) return false
  if (!cue.phrase.every((word, index) => tokens[at + index]?.low === word)) return false
  const before = tokens[at - 1]?.low ?? ''
  if (cue.beforeNot?.has(before) || (cue.aux && !cue.aux.has(before))) return false
  if (cue.follows && !anyOf(tokens, end, objectReach, cue.follows)) return false
  return !(cue.followsNot && anyOf(tokens, end, refusalReach, cue.followsNot))
}

/** The first of these within the same clause. */
function anyOf(
  tokens: readonly Token[],
  from: number,
  reach: number,
  wanted: ReadonlySet<string>,
): string | null {
  for (let at = from; at < Math.min(tokens.length, from + reach); at++) {
    const token = tokens[at] as Token
    if (/^[,;:.]$/.test(token.text)) return null
    if (wanted.has(token.low)) return token.low
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
