/**
 * What the machine is put together from. Every part is synchronous and deterministic, reads no clock, and is after a
 * restart exactly what it was, once its items were put back. What is `unknown` here is a part's own and JSON-able: the
 * machine keeps it and hands it back.
 */
import type { Change, Reason } from '../moment.ts'
import type { StoryItem } from '../story-item.ts'

/** What was read out of an item's words, once. */
export interface ItemReading {
  words: unknown
  sketch: unknown
  /** Whom the text or the title names as its origin. */
  named: unknown
  facts: readonly unknown[]
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
  /** `merge`: all of `from` went to `to`; `split`: `items` left `from` for the new story `to`. */
  kind: 'merge' | 'split'
  from: number
  to: number
  items: readonly number[]
  /** In words. */
  why: string
}

export interface Grouping {
  /** Decides where the item goes; merges and splits that follow from it come along, in their order. */
  place(item: Placed): { storyId: number; founded: boolean; moves: readonly StoryMove[] }
  /** The item says something else now, and stays where it is unless a move says so. */
  revise(item: Placed): readonly StoryMove[]
  /** Puts back what was decided, in order of the items' ids. Pinned ones are never moved again. */
  restore(item: Placed, storyId: number, pinned: boolean): void
  /** An editor's word: the items go to that story, or stay there (null: a new story), pinned. Returns its id. */
  move(itemIds: readonly number[], to: number | null, at: number): number
  /** The story sleeps: no item joins it until its items are put back. */
  forget(storyId: number): void
  /** The words that a story is known by, the most telling first. */
  signatureOf(storyId: number): readonly string[]
  /** New stories are given ids from here on. */
  startIdsAt(next: number): void
}

/** What the grouping must ask before it moves anything by itself. */
export interface GroupingRules {
  /** Which of two stories keeps its id when they go together; null: they must stay apart. */
  survivor(one: number, other: number): number | null
  /** An editor put this item where it is, or an alert was made of it: no split takes it away. */
  stays(itemId: number): boolean
}

/** The independent origins of one story; they follow from its items, whatever the order in which they were added. */
export interface StoryOrigins {
  /** Adds an item, or puts what a revision says in the place of what it said. What that changed of others comes along. */
  add(itemId: number, item: OriginItem): ItemOrigin & { changed: readonly ItemOrigin[] }
  originOf(itemId: number): ItemOrigin | undefined
  /** Independent ones. */
  readonly count: number
}

export interface ItemOrigin {
  itemId: number
  /** Items with the same number carry one origin's text, or name it; null: nobody knows whose it is. */
  origin: number | null
  originName: string | null
}

export interface OriginItem {
  sketch: unknown
  named: unknown
  sourceName: string
}

export interface FactsOfItem {
  itemId: number
  sourceName: string
  facts: readonly unknown[]
}

/** What is new in an item, and what its story knows from then on. */
export interface News {
  changes: readonly Change[]
  known: unknown
}

/** Reads of each item what it tells of how breaking its story is, against what its source and the hour usually bring. */
export interface Breaking {
  note(item: StoryItem): unknown
  revise(note: unknown, item: StoryItem): unknown
  /** Once for each item, after its note was made; after a restart for each item of the newest days, in order of ids. */
  learn(note: unknown): void
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
  createGrouping(rules: GroupingRules): Grouping
  createOrigins(items: Iterable<readonly [itemId: number, item: OriginItem]>): StoryOrigins
  /** @param known Null: the item founds the story. */
  whatIsNew(known: unknown, item: FactsOfItem): News
  /** @param item What it says now, and what it said before. */
  whatIsRevised(known: unknown, item: FactsOfItem & { before: readonly unknown[] }): News
  createBreaking(): Breaking
  /** A score from 0 to 100, a whole number, and why, the weightiest first. */
  scoreStory(story: StoryNow): { score: number; reasons: readonly Reason[] }
  /** So many of a story's newest items make its score. */
  countedItems: number
}
