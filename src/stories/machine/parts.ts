/**
 * What the machine is put together from. Every part is synchronous and deterministic, reads no clock, and is after a
 * restart exactly what it was: either what it knows follows from its items as they are put back, or it says what has
 * to be remembered (`Remembering`).
 */
import type { Change, MomentKind, Reason } from '../moment.ts'
import type { StoryItem } from '../story-item.ts'

/** What was read out of an item, once; JSON-able, and kept as long as its story is looked at. */
export interface ItemReading {
  words: readonly string[]
  sketch: unknown
  /** Whom the text or the title names as its origin. */
  originName: string | null
  facts: readonly unknown[]
  marks: readonly unknown[]
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

/** The independent origins of one story. */
export interface StoryOrigins {
  add(itemId: number, item: OriginItem): { origin: number; originName: string | null }
  /** How many there are. */
  readonly count: number
}

export interface OriginItem {
  sketch: unknown
  name: string | null
  sourceId: number
  sourceName: string
}

/** What a story is known to say; JSON. */
export type KnownFacts = unknown

/** What the score is made from. All counts are from now on. */
export interface Signals {
  storyId: number
  kind: MomentKind
  at: number
  /** What came, or was revised; null: items went from one story to another. */
  item: { id: number; sourceId: number; sourceName: string; title: string; firstPoll: boolean } | null
  marks: readonly unknown[]
  changes: readonly Change[]
  items: number
  sources: number
  origins: number
  createdAt: number
  /** When an item joined before this one; null: it founded the story. */
  previousAt: number | null
  /** To the earlier story of the last 30 days that is most like it, 0 to 1000. */
  likeness: number
}

export interface Breaking extends Remembering {
  /** A score from 0 to 100, a whole number, and why, the weightiest first. */
  take(signals: Signals): { score: number; reasons: readonly Reason[] }
}

/** Of what does not follow from the items of live stories. */
export interface Remembering {
  /** What changed since it was last asked: keys and texts; null: forget it. */
  takeChanges(): Iterable<readonly [key: string, value: string | null]>
  /** After a restart, before anything else. */
  recall(key: string, value: string): void
}

export interface MachineParts {
  /** Throws for no item, however odd. */
  read(item: StoryItem): ItemReading
  createGrouping(rules: GroupingRules): Grouping
  createOrigins(): StoryOrigins
  /** What is materially new in an item; null: nothing is known yet. */
  whatIsNew(
    known: KnownFacts | null,
    item: { itemId: number; facts: readonly unknown[] },
  ): { changes: readonly Change[]; known: KnownFacts }
  createBreaking(): Breaking
}
