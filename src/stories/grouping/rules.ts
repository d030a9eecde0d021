/** What the grouping asks before it moves anything that is in a story already: who has an alert, what editors placed. */
export interface GroupingRules {
  /** Which of two stories keeps its id when they go together; null: they must stay apart. */
  survivor(one: number, other: number): number | 'either' | null
  /** An editor put something into its story, or an alert was made of it: it does not leave by itself. */
  stays(itemId: number): boolean
}

/** Whatever belongs together goes together. */
export const plainRules: GroupingRules = { survivor: () => 'either', stays: () => false }
