/** Why an alert came or did not, how often what was chosen comes, and what is wrong with watch words. */
import type { AlertKind, Priority } from './alert-words.ts'

export interface ReasonsText {
  /** Clauses that begin with "because", for `mail.why` and `came`. */
  because: {
    everything: string
    /** It is of no topic. */
    everyone: string
    /** Names as the newsroom gave them. */
    topics(names: readonly string[]): string
    /** As the reader typed them; at most three, and how many more there are. */
    watch(words: { expressions: readonly string[]; more: number }): string
    /** Nothing but this story was asked for. */
    story: string
    follows: Record<Exclude<AlertKind, 'alert'>, string>
  }
  /** A whole sentence of one of `because`. */
  came(because: string): string
  /** Whole sentences: why an alert did not come. */
  obstacle: {
    /** `until` in epoch milliseconds, on the reader's clock. */
    paused(when: { until: number; timeZone: string }): string
    otherStory: string
    muted: string
    priority(least: Exclude<Priority, 'developing'>): string
    less(names: readonly string[]): string
    noMatch: string
  }
  /** After "That is"; of mails that would have come in so many days. */
  howOften: {
    aDay(count: { mails: number; days: number }): string
    aWeek(count: { mails: number; days: number }): string
    aMonth(count: { mails: number; days: number }): string
    lessThanMonthly(count: { days: number }): string
    never(count: { days: number }): string
    /** Of less than a week, counted and not reckoned up. */
    soFar(count: { mails: number; days: number }): string
    /** Nothing was ever sent. */
    nobodyKnows: string
  }
  /** Whole sentences. `found`: what stands at the place in the reader's text. */
  watchProblem: {
    empty: string
    tooLong(most: number): string
    tooDeep: string
    noWord(found: string): string
    openQuote(found: string): string
    openBracket: string
    closeBracket: string
    nothingBefore(found: string): string
    nothingAfter(found: string): string
    nearNeedsWords: string
    nearNumber(most: number): string
    onlyExcludes: string
    contradiction: string
  }
}
