/**
 * What the machine is put together from. Every part is synchronous and deterministic, reads no clock, and is after a
 * restart exactly what it was, once its items were put back. What is `unknown` here is a part's own and JSON-able: the
 * machine keeps it and hands it back.
 */

import type { Read } from '../../store/index.ts'
import type { Fact } from '../change/fact.ts'
import type { ItemNames } from '../change/item-names.ts'
import type { GroupingRules } from '../grouping/rules.ts'
import type { Change, Reason } from '../moment.ts'
import type { ItemOrigin } from '../origins/assign-origins.ts'
import type { NamedOrigin } from '../origins/named-origin.ts'
import type { OriginItem } from '../origins/origin-item.ts'
import type { Sketch } from '../origins/sketch.ts'
import type { StoryItem } from '../story-item.ts'

/** What was read out of an item's words, once. */
export interface ItemReading {
  words: unknown
  sketch: Sketch
  /** Whom the text or the title names as its origin. */
  named: NamedOrigin | null
  facts: readonly Fact[]
  /** Whom and where it names; null: nobody looked. */
  names: ItemNames | null
}

/** An item as the grouping sees it. */
export interface Placed {
  itemId: number
  sourceId: number
  urlKey: string | null
  /** BCP 47. */
  language: string | null
  at: number
  reading: ItemReading
}

export interface StoryMove {
  /** `merge`: all of `from` went to `to`; `split`: `items` left `from` for the new story `to`; `move`: for one that was there. */
  kind: 'merge' | 'split' | 'move'
  from: number
  to: number
  items: readonly number[]
  /** In words. */
  why: string
}

export interface Grouping {
  /** Decides where the item goes; merges and splits that follow from it come along, in their order. */
  place(item: Placed): GroupingPlacement
  /**
   * The item says something else now, and stays where it is unless a move says so.
   * @param translated It says it in another language: no word tells whether it is the same.
   */
  revise(item: Placed, translated: boolean): readonly StoryMove[]
  /** Puts back what was decided; the same whatever the order of the items. */
  restore(item: Placed, storyId: number): void
  /** An editor's word: the items go to that story (null: a new one). Returns its id. */
  move(itemIds: readonly number[], to: number | null): number
  /** The stories sleep: no item joins them until theirs are put back. */
  sleep(storyIds: readonly number[]): void
  /** What a story is known by, the most telling first. */
  signatureOf(storyId: number): readonly Term[]
  /** New stories are given ids from here on. */
  startIdsAt(next: number): void
}

export interface GroupingPlacement {
  /** Where it went at first; the moves may have taken it further. */
  storyId: number
  founded: boolean
  moves: readonly StoryMove[]
  /** To the likeliest other story, 0 to 1000. */
  likeness: number
}

/** A word as the grouping has it: 32 bits. */
export type Term = number

/** The independent origins of one story; they follow from its items, whatever the order in which they were added. */
export interface StoryOrigins {
  /** Adds an item, or puts what a revision says in the place of what it said. What that changed of others comes along. */
  add(itemId: number, item: OriginItem): ItemOrigin & { changed: readonly ItemOrigin[] }
  /** Items that another story had; of all of them, those that have another origin now. */
  put(items: Iterable<readonly [itemId: number, item: OriginItem]>): readonly ItemOrigin[]
  /** Of those that stay, those that have another origin now. */
  remove(itemIds: Iterable<number>): readonly ItemOrigin[]
  originOf(itemId: number): ItemOrigin | undefined
  /** Independent ones. */
  readonly count: number
}

export interface FactsOfItem {
  itemId: number
  sourceName: string
  facts: readonly Fact[]
  names: ItemNames | null
}

/** What is new in an item, and what its story knows from then on. */
export interface News {
  changes: readonly Change[]
  known: unknown
}

/** Reads of each item what it tells of how breaking its story is, against what its source and the hour usually bring. */
export interface Breaking {
  /** Time goes on, never back, also without an item: by it the newest days are counted. */
  advance(at: number): void
  note(item: StoryItem, facts: readonly Fact[]): unknown
  revise(note: unknown, item: StoryItem, facts: readonly Fact[]): unknown
  /** Once for each item, after its note was made; after a restart for each item of the newest days, in order of ids. */
  learn(note: unknown): void
  /** What the newsroom weighs, for what comes from then on. */
  setWeights(weights: unknown): void
}

/** A story as its score is made from. */
export interface StoryNow {
  at: number
  foundedAt: number
  origins: number
  /** The newest ones, in order of their ids. */
  newest: readonly { note: unknown; origin: number; changes: readonly Change[] }[]
  /** How like the likest earlier story is, and how many days back it could look. */
  novelty: { likenessPercent: number; days: number } | null
}

export interface MachineParts {
  /** Throws for no item, however odd. */
  read(item: StoryItem): ItemReading
  /** Words as JSON has them, and back. */
  packWords(words: unknown): unknown
  unpackWords(packed: unknown): unknown
  createGrouping(rules: GroupingRules): Grouping
  createOrigins(items: Iterable<readonly [itemId: number, item: OriginItem]>): StoryOrigins
  /** @param known Null: the item founds the story. */
  whatIsNew(known: unknown, item: FactsOfItem): News
  /** @param item What it says now, and what it said before. */
  whatIsRevised(known: unknown, item: FactsOfItem & { before: readonly Fact[] }): News
  createBreaking(): Breaking
  /** What the newsroom weighs now, for `Breaking.setWeights`. */
  readWeights(read: Read): Promise<unknown>
  /** A score from 0 to 100, a whole number, and why, the weightiest first. */
  scoreStory(story: StoryNow): { score: number; reasons: readonly Reason[] }
  /** So many of a story's newest items make its score. */
  countedItems: number
}
