/** What the reading of one language needs to know. Words are lower case; phrases are words with one space between. */
import type { CountOf, DeedKind } from '../fact.ts'

export interface CueTable {
  /** Number words, and what they are worth; those of `scales` multiply what stands before them. */
  numbers: ReadonlyMap<string, number>
  scales: ReadonlyMap<string, number>
  /** "dozens": from and to. */
  vague: ReadonlyMap<string, readonly [number, number]>
  /** Between the two numbers of a range. */
  to: ReadonlySet<string>
  /** Before the number that a toll had before. */
  from: ReadonlySet<string>
  /** The number is not all there is to say: "up to 12". */
  upTo: readonly (readonly string[])[]
  /** Before or behind a number these make it another thing than a count of the event: "two more", "the first three". */
  notCount: ReadonlySet<string>
  decimalComma: boolean
  /** How many words may stand between a number and what became of those people. */
  bridge: number
  counts: readonly CountCue[]
  /** What is killed or missing beside people, and what a number may count else. */
  notPeople: ReadonlySet<string>
  /** No such word may stand between a number and what became of those people. */
  breaks: ReadonlySet<string>
  /** Stands behind the people where they are what it was done to: "12 people killed in …". */
  afterPassive: ReadonlySet<string>
  auxiliaries: ReadonlySet<string>
  /** "Claims 12 lives": kills only with both. */
  takesLives: ReadonlySet<string>
  lives: ReadonlySet<string>
  perfect: ReadonlySet<string>
  not: ReadonlySet<string>
  doubt: ReadonlySet<string>
  /** Told as background: "last year", "since". */
  past: ReadonlySet<string>
  relative: ReadonlySet<string>
  /** Directly before a verb: not done yet. */
  infinitive: ReadonlySet<string>
  /** In a text, what stands behind it is told as background; in a headline it often is the news. */
  after: ReadonlySet<string>
  /** With `after` behind them: "five years after the blast". */
  longAgo: ReadonlySet<string>
  months: ReadonlySet<string>
  /** "In March", not "on March 5". */
  inMonth: ReadonlySet<string>
  /** A clause starts behind these. */
  joins: ReadonlySet<string>
  deeds: ReadonlyMap<string, readonly DeedCue[]>
  /** By which an item shows that its story has the deed, though not in words that would make it a change. */
  mentions: ReadonlyMap<string, DeedKind>
  /** "Sources say": what a confirmation is news to. */
  hearsay: ReadonlySet<string>
  /** With these in it, what stands before a verb is no mere name. */
  notInActor: ReadonlySet<string>
  /** Where an actor before a verb at the end of its clause is over: "Bello in Genf festgenommen". */
  cutsActor: ReadonlySet<string>
  speech: ReadonlySet<string>
  pronouns: ReadonlySet<string>
  /** Words of no weight in a name or role; the rest of two actors is compared. */
  plain: ReadonlySet<string>
  /** Words that stand for anybody: a suspect, a man. */
  anybody: ReadonlySet<string>
  lowered: ReadonlySet<string>
}

export interface CountCue {
  of: CountOf
  /** "12 people were …". */
  behind: ReadonlySet<string>
  /** "… 12 people". */
  before: ReadonlySet<string>
  /** "… rose to 12". */
  toll: readonly (readonly string[])[]
}

export interface DeedCue {
  deed: DeedKind
  what: string
  phrase: readonly string[]
  /** Where the actor stands; `none`: the deed has no actor in the words. */
  actor: 'before' | 'behind' | 'none'
  /** One of these among the next words. */
  follows?: ReadonlySet<string>
  /** None of these among the next words. */
  followsNot?: ReadonlySet<string>
  /** None of these directly before. */
  beforeNot?: ReadonlySet<string>
  /** One of these directly before the verb, where the actor stands behind it. */
  subjectHas?: ReadonlySet<string>
  /** Not behind a possessive: "Ukraine's ousted minister". */
  possessiveNot?: boolean
  actorHas?: ReadonlySet<string>
  actorHasNot?: ReadonlySet<string>
  /** The actor must be a name. */
  named?: boolean
  titleOnly?: boolean
  /** Without an auxiliary in a text it describes: "a man charged with". */
  bare?: boolean
}

export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** "denies|has denied" to a list of phrases. */
export function phrases(text: string): string[][] {
  return text.split('|').map(phrase => phrase.trim().split(/\s+/))
}

type Spelled = Omit<DeedCue, 'phrase'> & { of: string }

/** By their first word, so that a text's words find them at once. */
export function deedCues(cues: readonly Spelled[]): ReadonlyMap<string, readonly DeedCue[]> {
  const byFirst = new Map<string, DeedCue[]>()
  for (const { of, ...cue } of cues)
    for (const phrase of phrases(of)) {
      const first = phrase[0] ?? ''
      byFirst.set(first, [...(byFirst.get(first) ?? []), { ...cue, phrase }])
    }
  return byFirst
}

const none: ReadonlySet<string> = new Set()

/** What a small table leaves out. */
export const nothingKnown: CueTable = {
  numbers: new Map(),
  scales: new Map(),
  vague: new Map(),
  to: none,
  from: none,
  longAgo: none,
  upTo: [],
  notCount: none,
  decimalComma: true,
  bridge: 9,
  counts: [],
  notPeople: none,
  breaks: none,
  afterPassive: none,
  auxiliaries: none,
  takesLives: none,
  lives: none,
  perfect: none,
  not: none,
  doubt: none,
  past: none,
  relative: none,
  infinitive: none,
  after: none,
  months: none,
  inMonth: none,
  joins: none,
  deeds: new Map(),
  mentions: new Map(),
  hearsay: none,
  notInActor: none,
  cutsActor: none,
  speech: none,
  pronouns: none,
  plain: none,
  anybody: none,
  lowered: none,
}

/** The words of a list, and from which number on they count by how much. */
export function countedFrom(first: number, step: number, list: string): [string, number][] {
  return list
    .trim()
    .split(/\s+/)
    .map((word, at) => [word, first + at * step])
}

/** "death: dies dead": one kind a list. */
export function mentionWords(lists: Partial<Record<DeedKind, string>>): ReadonlyMap<string, DeedKind> {
  const found = new Map<string, DeedKind>()
  for (const [deed, list] of Object.entries(lists))
    for (const word of words(list)) found.set(word, deed as DeedKind)
  return found
}
