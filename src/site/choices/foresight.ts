/**
 * What choices would have brought: the alerts of the last 60 days, and the stories that nobody was alerted to, kept ready so
 * that a page answers while one types. The rules are those by which alerts go out (`alerts/wants`), and no others.
 */
import type { Alert } from '../../alerts/index.ts'
import type { Muted, Preferences, Topic } from '../../subscribers/index.ts'
import type { ReaderText } from '../../text/index.ts'
import type { SiteContext } from '../site-context.ts'

/** How many alerts in so many days. */
export interface Often {
  alerts: number
  days: number
}

/** What one expression would have brought; the lists are shorter than the counts where there was much. */
export interface Brought {
  alerts: number
  stories: number
  days: number
  found: readonly { headline: string; language: string | null; at: number; alertId: number | null }[]
}

export interface Judged {
  /** The topics that the alert names. */
  topics: readonly Topic[]
  /** What muting it mutes. */
  muted: Muted
  /** Why it is for them, and why it is not: sentences; one is null. */
  because: string | null
  obstacle: string | null
}

export interface Foresight {
  /** What is wrong with an expression, in words; null: nothing. */
  watchProblem(expression: string, text: ReaderText): string | null
  brought(expression: string): Promise<Brought>
  /** Null: nothing was sent yet. */
  often(preferences: Preferences): Promise<Often | null>
  oftenByLeast(preferences: Preferences): Promise<Readonly<Record<Preferences['least'], Often>> | null>
  /** By the choices as they are now. */
  judge(alert: Alert, wish: { preferences: Preferences; at: number; text: ReaderText }): Promise<Judged>
}

export function createForesight(context: SiteContext): Foresight {
  throw new Error(`not yet ${context}`)
}
