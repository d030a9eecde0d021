/**
 * What an item says that its story did not have. In: what the story knows, as plain JSON, and an item's facts. Out: the
 * changes, and what the story knows from then on. What always holds: the founding item changes nothing; the same count,
 * deed or correction said by a tenth source is not new; what is known is bounded and follows from the items alone.
 */
import type { Change } from '../moment.ts'
import type { CountFact, CountOf, DeedFact, Fact, MentionFact, SourceWordFact } from './fact.ts'
import { addNames, type ItemNames, tellsOfAnother } from './item-names.ts'
import { fellBeyondNoise, roseBeyondNoise, tellsByItself } from './material.ts'

export interface KnownFacts {
  counts: KnownCount[]
  deeds: KnownDeed[]
  /** Quotes of corrections and withdrawals, folded: ten outlets carry one. */
  words: string[]
  /** What its items' headlines mention; see `MentionFact`. */
  mentions: MentionFact['of'][]
  /** Whom and where its items name; see `item-names.ts`. */
  names?: readonly string[]
}

interface KnownCount {
  of: CountOf
  /** As it was when it was last news: so that a toll that creeps up by one and one is news again some time. */
  low: number
  high: number
  /** The highest that anybody said: who still says what was lowered since brings no rise. */
  top: number
  /** Whose number it is. */
  itemId: number
}

interface KnownDeed {
  deed: DeedFact['deed']
  what: string
  /** What actors are compared by; empty: it could be anybody. */
  keys: string[]
  not: boolean
  itemId: number
}

export interface ItemFacts {
  itemId: number
  /** Whose text is corrected or withdrawn, where the words do not say. */
  sourceName?: string
  facts: readonly Fact[]
  names?: ItemNames | null
}

const maxDeeds = 40
const maxWords = 20
const maxWordsLength = 120

/** `known`: null for a story that this item founds. */
export function whatIsNew(
  known: KnownFacts | null,
  item: ItemFacts,
): { changes: Change[]; known: KnownFacts } {
  const next: KnownFacts = known
    ? {
        counts: [...known.counts],
        deeds: [...known.deeds],
        words: [...known.words],
        mentions: [...known.mentions],
        names: known.names ?? [],
      }
    : { counts: [], deeds: [], words: [], mentions: [], names: [] }
  const others = Boolean(item.names && tellsOfAnother(next.names ?? [], item.names))
  // Another event's toll is no rise of this one's, and must not hide it either; whose text is corrected stays true.
  const facts = others ? item.facts.filter(({ kind }) => isSourceWord(kind)) : item.facts
  if (item.names && !others) next.names = addNames(next.names ?? [], item.names)
  const changes = facts.map(fact => take(next, fact, item)).filter(change => change !== null)
  // An item's own mention of its deed is no sign that the story had it.
  for (const fact of facts)
    if (fact.kind === 'mention' && !next.mentions.includes(fact.of)) next.mentions.push(fact.of)
  return { changes: known ? changes : [], known: next }
}

/**
 * Of an item's own new revision: as above, and what its earlier revision said and this one takes back, be it a number
 * that fell or a deed that did not happen.
 */
export function whatIsRevised(
  known: KnownFacts,
  item: ItemFacts & { before: readonly Fact[] },
): { changes: Change[]; known: KnownFacts } {
  const next = whatIsNew(known, item)
  const taken = item.before.flatMap(before => item.facts.map(now => takenBack(next.known, before, now, item)))
  const back = taken.filter(change => change !== null)
  const denied = new Set(back.map(({ facts }) => facts['of']))
  const others = next.changes.filter(({ kind, facts }) => !(kind === 'denial' && denied.has(facts['of'])))
  return { changes: [...back, ...others], known: next.known }
}

function takenBack(known: KnownFacts, before: Fact, now: Fact, item: ItemFacts): Change | null {
  if (before.kind === 'count' && now.kind === 'count') return fallen(known, before, now, item)
  if (before.kind !== 'deed' || now.kind !== 'deed' || before.deed !== now.deed) return null
  if (before.not || !now.not) return null
  const { itemId, sourceName } = item
  const whose = sourceName === undefined ? {} : { whose: sourceName }
  return {
    kind: 'withdrawal',
    itemId,
    quote: now.quote,
    facts: { ...wordsOf(before), of: before.deed, ...whose },
  }
}

/**
 * Only where the story has the number from this item: what others say stands. A source that goes back and forth tells
 * its fall once.
 */
function fallen(known: KnownFacts, before: CountFact, now: CountFact, { itemId }: ItemFacts): Change | null {
  const { of, low, high, quote } = now
  if (before.of !== of || !fellBeyondNoise(of, before, now)) return null
  const at = known.counts.findIndex(count => count.of === of && count.itemId === itemId)
  const count = known.counts[at]
  if (!count || !fellBeyondNoise(of, count, now)) return null
  known.counts[at] = { ...count, low, high }
  return { kind: 'number', itemId, quote, facts: { of, before: before.low, now: low } }
}

function isSourceWord(kind: Fact['kind']): boolean {
  return kind === 'correction' || kind === 'withdrawal'
}

function take(known: KnownFacts, fact: Fact, item: ItemFacts): Change | null {
  if (fact.kind === 'count') return takeCount(known, fact, item)
  if (fact.kind === 'deed') return takeDeed(known, fact, item)
  if (fact.kind === 'mention') return null
  return takeWord(known, fact, item)
}

function takeCount(known: KnownFacts, fact: CountFact, { itemId }: ItemFacts): Change | null {
  const { of, low, high, quote } = fact
  if (high === 0) return null
  const at = known.counts.findIndex(count => count.of === of)
  const before = known.counts[at]
  const now = { of, low, high, itemId, top: Math.max(low, before?.top ?? 0) }
  if (!before) {
    const tells = tellsByItself(
      of,
      fact,
      known.counts.map(count => count.of),
    )
    known.counts.push(now)
    return tells && !known.mentions.includes('unread')
      ? { kind: 'number', itemId, quote, facts: { of, now: low } }
      : null
  }
  const change: Change = { kind: 'number', itemId, quote, facts: { of, before: before.low, now: low } }
  if (fact.lowered && fellBeyondNoise(of, before, fact)) {
    known.counts[at] = now
    return change
  }
  const rose = roseBeyondNoise(of, before, fact) && low > before.top
  // A number takes the place of "dozens" that covered it.
  const narrowed = before.low < before.high && low === high && low >= before.low && low <= before.high
  known.counts[at] = rose || narrowed ? now : { ...before, top: now.top }
  return rose ? change : null
}

function takeDeed(known: KnownFacts, fact: DeedFact, { itemId }: ItemFacts): Change | null {
  const { keys } = fact
  const same = known.deeds.filter(deed => deed.deed === fact.deed && sameActor(deed, keys))
  const facts = wordsOf(fact)
  const now: KnownDeed = { deed: fact.deed, what: fact.what, keys, not: fact.not, itemId }
  if (fact.not) {
    const contradicts = same.some(deed => !deed.not) && !same.some(deed => deed.not)
    const kept = remember(known, now)
    return contradicts && kept
      ? { kind: 'denial', itemId, quote: fact.quote, facts: { ...facts, of: fact.deed } }
      : null
  }
  const isNew = same.filter(deed => !deed.not && sameStep(deed, fact)).length === 0
  const kept = remember(known, now)
  // Of a deed that headlines already went by, this is another wording; and what nobody doubted needs no confirming.
  const had =
    fact.deed === 'confirmation' ? !known.mentions.includes('hearsay') : hadInOtherWords(known, fact)
  return isNew && kept && !had ? { kind: fact.deed, itemId, quote: fact.quote, facts } : null
}

function wordsOf({ what, actor, object }: DeedFact): Record<string, string> {
  return { what, ...(actor === null ? {} : { actor }), ...(object === null ? {} : { object }) }
}

/**
 * Deeds of which a story has one, whoever is named with it: outlets name another of two who agreed, and who is
 * sentenced now by name, now by what they did.
 */
const oneAStory = new Set<string>(['agreement', 'confirmation', 'death', 'end', 'verdict'])

function sameActor({ deed, keys }: KnownDeed, others: readonly string[]): boolean {
  if (oneAStory.has(deed) || keys.length === 0 || others.length === 0) return true
  return keys.some(key => others.some(other => sameName(key, other)))
}

/** "Norvia" and "Norvian". */
function sameName(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short === long || (short.length >= 4 && long.startsWith(short))
}

function hadInOtherWords(known: KnownFacts, { deed, what }: DeedFact): boolean {
  if (!known.mentions.includes(deed)) return false
  return deed !== 'arrest' || what === 'arrested'
}

/** In this order; who is told to be arrested after the charge is not arrested anew. */
const steps = ['arrested', 'charged', 'admitted guilt', 'found guilty', 'sentenced']

function sameStep(known: KnownDeed, { deed, what }: DeedFact): boolean {
  if (deed !== 'arrest' && deed !== 'verdict') return true
  return known.what === what || (steps.includes(what) && steps.indexOf(known.what) > steps.indexOf(what))
}

/** False: there are so many that nothing more is told. */
function remember(known: KnownFacts, deed: KnownDeed): boolean {
  const same = known.deeds.find(
    other =>
      other.deed === deed.deed &&
      other.what === deed.what &&
      other.not === deed.not &&
      other.keys.join(' ') === deed.keys.join(' '),
  )
  if (same) return true
  if (known.deeds.length >= maxDeeds) return false
  known.deeds.push(deed)
  return true
}

function takeWord(known: KnownFacts, fact: SourceWordFact, { itemId, sourceName }: ItemFacts): Change | null {
  const key = `${fact.kind}: ${fact.quote.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`.slice(
    0,
    maxWordsLength,
  )
  if (known.words.includes(key)) return null
  known.words = [...known.words, key].slice(-maxWords)
  const whose = fact.whose ?? sourceName
  return { kind: fact.kind, itemId, quote: fact.quote, facts: whose ? { whose } : {} }
}
