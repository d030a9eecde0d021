/**
 * What the rules see, one after the other: moments of stories, and between them what else was known when they were
 * looked at. The live worker keeps every event that is no moment in `rule_log`, at its place between the moments, so
 * that a replay sees what the worker saw, however fast or late it was and wherever it was killed.
 */
import type { KeptMoment, StoryMoment } from '../../stories/index.ts'
import type { AlertKind } from '../schema.ts'
import type { Rule } from './rule.ts'

export type Item = NonNullable<StoryMoment['item']>

export interface RuleVersion {
  /** Of the version. */
  id: number
  ruleId: number
  name: string
  rule: Rule
  on: boolean
  /** When somebody said so. */
  at: number
}

/**
 * `draft`: nobody has touched it. `held`: an editor has it in hand. `discarded`: it was a draft, and is no more. `sent`:
 * it went out. `stopped`: it was stopped, corrected or retracted since; nothing follows it by itself.
 */
export type AlertedState = 'draft' | 'held' | 'discarded' | 'sent' | 'stopped'

/** An alert of a story, or of one that was merged into it, as it then stood. */
export interface AlertFact {
  /** The rules' own name of it, where a rule of stories made it; else `alert ID`. */
  key: string
  kind: AlertKind
  /** Null: an editor's, a program's or a source's. */
  ruleId: number | null
  state: AlertedState
  itemId: number | null
  sourceId: number | null
  /** When it went out, was discarded or stopped; else when it was made. */
  at: number
  /** It went out, and an editor or too many refusals hold it; absent: not. */
  paused?: boolean
}

export type LoggedEvent =
  /** From here on this version is in force. */
  | { kind: 'rule'; version: RuleVersion }
  /** Its rule is no longer there. */
  | { kind: 'dropped'; ruleId: number }
  /** `isEarlier`: from before a replay begins. */
  | { kind: 'alert'; storyId: number; fact: AlertFact; isEarlier?: boolean }
  /** The next moment's item is of one origin with what these alerts were made from. */
  | { kind: 'relied'; keys: readonly string[] }
  /** The database came from a backup: readers may have what waited, so that nobody gets it. */
  | { kind: 'forgotten' }
  /** Nothing came for a while, but it is this late. */
  | { kind: 'tick'; at: number }

export interface MomentEvent {
  kind: 'moment'
  moment: KeptMoment
  /** What came; where items only moved, the newest that came to the story. Null: nothing that could be told. */
  item: Item | null
  /** Which stories gave items to which, at this moment. */
  moved: readonly Moved[]
}

export interface Moved {
  kind: 'merge' | 'split' | 'move'
  from: number
  to: number
  items: readonly number[]
}

export type RuleEvent = LoggedEvent | MomentEvent
