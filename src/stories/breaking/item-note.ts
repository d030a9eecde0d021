/** What an item tells of how breaking its story is, as it was when it came; small and JSON-able, kept with the item. */
import type { MarkLevel, RoutineForm } from './points.ts'
import type { Toll } from './toll.ts'

export interface ItemNote {
  sourceId: number
  sourceName: string
  /** When it was seen. */
  at: number
  /** When the news is from: `at`, or its date where that lies far back. */
  newsAt: number
  /** When it came to say what it says now: `at`, or when it was last revised. */
  saidAt: number
  /** The source's first successful poll brought it: it counts for nothing. */
  firstPoll: boolean
  /** The source's usual gap between items at this hour, as known before this item. */
  usualGapMs: number
  /** `marked` of the source's `of` newest items have one. */
  mark: { word: string; level: MarkLevel; points: number; marked: number; of: number } | null
  official: { by: 'source' | 'host' | 'statement'; points: number; host: string | null } | null
  /** `days`: of a regular one, on how many of the last days it came at this hour. See `routinePercent`. */
  routine: { form: RoutineForm; days: number } | null
  /** `said`: in which of its ways the item has the topic. Notes of earlier days have none, and no `toll`. */
  weights: readonly { words: string; points: number; said?: string }[]
  /** How many people its headline says were killed, or are missing. */
  toll?: Toll | null
  /** What the source's habits learn from it; a revision leaves it as it was. */
  habit: { marked: boolean; labels: readonly number[] }
}
