/**
 * What an item says happened, as far as it can make an update or a correction: a count of the event, a deed, or the
 * source's word about its own text. Plain JSON, a few of them an item; `whatIsNew` compares them with a story's.
 */
import type { ChangeKind } from '../moment.ts'

export type CountOf =
  | 'killed'
  | 'injured'
  | 'missing'
  | 'trapped'
  | 'rescued'
  | 'arrested'
  | 'evacuated'
  | 'magnitude'
  | 'money'
  | 'votes'

export interface CountFact {
  kind: 'count'
  of: CountOf
  /** "12", "at least 12": both are 12. "dozens": 24 to 99. "no deaths": both 0. */
  low: number
  high: number
  /** The source says itself that an earlier number was too high. */
  lowered: boolean
  quote: string
}

export type DeedKind = Exclude<ChangeKind, 'number' | 'correction' | 'withdrawal'>

export interface DeedFact {
  kind: 'deed'
  deed: DeedKind
  /** Which form of it: `charged`, `sentenced`, `ceasefire`; the words of the change are made from it. */
  what: string
  /** As the text names it, letters and digits only: "Iran's foreign ministry". Null: it does not. */
  actor: string | null
  /** What actors are compared by; empty: it could be anybody. */
  keys: string[]
  /** Of an end: what ended, a word of our own table. */
  object: string | null
  /** Said not to have happened: "did not resign". */
  not: boolean
  quote: string
}

/** `whose`: the agency whose text it is, where the words name it. */
export interface SourceWordFact {
  kind: 'correction' | 'withdrawal'
  whose: string | null
  quote: string
}

/**
 * What an item shows that its story knows, without being a change: "after the arrest of", "in a $410 million deal".
 * `hearsay`: its headline stands on somebody's word, and a confirmation would be news. `unread`: it
 * is in a language that nothing is read of, and may have any count.
 */
export interface MentionFact {
  kind: 'mention'
  of: DeedKind | 'hearsay' | 'unread'
}

export type Fact = CountFact | DeedFact | SourceWordFact | MentionFact
