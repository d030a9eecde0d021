/** Which of the subscribers who chose something (`choosing` = 1) an alert is for, without asking each. */
import type { Alert } from '../alert.ts'

export interface Matcher {
  start(): void
  /** May be called twice. */
  stop(): Promise<void>
  /**
   * Ascending ids of the choosers who want it at that time, going by every choice that was committed before the call:
   * the same as `wants` says of each. Whoever left may be among them: the freeze looks at each again.
   */
  audienceOf(alert: Alert, at: number): Promise<ArrayLike<number>>
  /** How many of them are subscribed now: what the desk names. */
  countOf(alert: Alert, at: number): Promise<number>
}
