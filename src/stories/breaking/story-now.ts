/** A story as its score is made from: the machine keeps it together, and it can be put together anew at any time. */
import type { Change } from '../moment.ts'
import type { ItemNote } from './item-note.ts'

/** Older items of a story say nothing of how breaking it is now. */
export const countedItems = 64

export interface CountedItem {
  note: ItemNote
  /** Items with the same number are one origin. */
  origin: number
  /** What was materially new when it came. */
  changes: readonly Change[]
}

export interface StoryNow {
  /** The moment's time. */
  at: number
  /** When the story's first item was seen. */
  foundedAt: number
  /** Independent origins of the whole story. */
  origins: number
  /** The newest `countedItems`, or all, in order of their ids. */
  newest: readonly CountedItem[]
  /**
   * How like the likest earlier story is, in whole percent, as the grouping measures it; and how many days back it
   * could look, at most 30. Null: nobody knows.
   */
  novelty: { likenessPercent: number; days: number } | null
}
