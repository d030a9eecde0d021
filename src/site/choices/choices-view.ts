/** What the preference page is asked for, and all that it then shows. */
import type { Alert } from '../../alerts/index.ts'
import type { ChoicesEntry, ChoicesProblems, Chosen, Preferences, Topic } from '../../subscribers/index.ts'
import type { ChoicesContext } from './choices-context.ts'
import type { Brought, Judged } from './foresight.ts'
import type { History } from './history.ts'
import type { Owner } from './owner.ts'

export interface ChoicesWish {
  alertId?: number | null
  /** What was just done, as the address says it. */
  done?: string
  /** Typed and not saved. */
  entry?: ChoicesEntry
  mailLanguage?: string
  problems?: ChoicesProblems<string>
  previewing?: boolean
  /** What the form would be, could it be saved. */
  tried?: Chosen
  pauseProblem?: boolean
  pauseDate?: string
}

export interface ChoicesView extends Owner {
  wish: ChoicesWish
  languages: ChoicesContext['texts']['languages']
  preferences: Preferences
  topics: readonly Topic[]
  entry: ChoicesEntry
  mailLanguage: string
  alert: ({ alert: Alert } & Judged) | null
  history: readonly History[]
  mutedNames: ReadonlyMap<string, Alert>
  /** One for each expression of the entry. */
  brought: readonly (Brought | null)[]
  /** By the least priority, in words: "about 3 a week …". */
  often: Readonly<Record<Preferences['least'], string>>
  /** Of what the form says now. */
  least: Preferences['least']
}
