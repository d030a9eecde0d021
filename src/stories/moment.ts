/**
 * A moment: what an item, a revision, a merge or an editor did to a story, and how the story stood then. Moments are
 * only ever added, and purged when they are old. They are all that rules look at, live and in a replay alike, and what the
 * desk draws the score's course from. Everything in one follows from the items before it in their order, never from a clock.
 */

export type MomentKind = 'founded' | 'joined' | 'revised' | 'merged' | 'split' | 'moved'

export interface Moment {
  storyId: number
  /** What came, or was revised; null: items went from one story to another. */
  itemId: number | null
  kind: MomentKind
  /** When the item or its revision was seen, or the editor's word was taken. Epoch milliseconds UTC. */
  at: number
  /** How many the story has from now on. */
  items: number
  sources: number
  /** Independent ones: ten outlets that carry one agency's text are one. */
  origins: number
  /** How breaking the story is, 0 to 100, a whole number. */
  score: number
  /** Why, the weightiest first. */
  reasons: readonly Reason[]
  /** What is materially new to the story; empty: nothing. */
  changes: readonly Change[]
}

/**
 * What the score is made of. `speed`: faster than its sources and the hour usually are. `origins`: how many say so.
 * `novelty`: no story like it in 30 days. `official`: an official or primary source. `mark`: the source's own
 * (BREAKING, urgency). `toll`: how many people a headline says died or are missing. `change`: what is materially new. `weight`: a place or topic that the newsroom weighs. `age`:
 * nothing came for a while. `routine`: of a kind that comes every day (markets, weather, sport results, previews).
 */
export type ReasonKind =
  | 'speed'
  | 'origins'
  | 'novelty'
  | 'official'
  | 'mark'
  | 'toll'
  | 'change'
  | 'weight'
  | 'age'
  | 'routine'

export interface Reason {
  kind: ReasonKind
  /** What it added to the score; negative where it took away. */
  points: number
  /** What the words are made from, such as `{ origins: 3 }` or `{ mark: 'BREAKING', source: 'Reuters' }`. */
  facts: Readonly<Record<string, string | number>>
}

/**
 * `number`: a toll or another count of the event rose, or fell. `denial`, `confirmation`, `resignation`, `arrest`,
 * `death`, `verdict`, `agreement`, `end`, `claim of responsibility`: somebody's word or deed that the story did not
 * have. `correction`: a source corrects what it said. `withdrawal`: it takes it back.
 */
export type ChangeKind =
  | 'number'
  | 'denial'
  | 'confirmation'
  | 'resignation'
  | 'arrest'
  | 'death'
  | 'verdict'
  | 'agreement'
  | 'end'
  | 'claim of responsibility'
  | 'correction'
  | 'withdrawal'

export interface Change {
  kind: ChangeKind
  itemId: number
  /** The sentence or headline that says so, plain text, at most 300 UTF-16 units. */
  quote: string
  /** What the words are made from, such as `{ of: 'killed', before: 3, now: 12 }`. */
  facts: Readonly<Record<string, string | number>>
}
