/** What a step of freezing an audience is given, and how far it comes. */
import type { Alert } from '../../alerts/index.ts'
import type { Store } from '../../store/index.ts'
import type { People } from '../people.ts'
import type { FreezesTable } from '../schema.ts'
import type { Choosers } from './choosers.ts'

export interface FreezeParts {
  store: Pick<Store, 'kind' | 'words'>
  people: People
  /** Subscribers a step. */
  chunk: number
  /** Of an alert to everybody whom it is for. */
  choosers: Choosers
}

export type Freezing = FreezeParts & { alert: Alert; freeze: FreezesTable; at: number }

/** How far it came; `done`: the audience is frozen. */
export type FreezeProgress = Omit<FreezesTable, 'alert_id'> & { done: boolean }
