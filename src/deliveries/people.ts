/** What this stage asks of the subscribers, as one parameter of those who ask. */
import type { Secrets } from '../config.ts'
import type { Read } from '../store/index.ts'
import { plainAfter, readForDelivery } from '../subscribers/index.ts'
import { createQuietNow, type QuietNow } from './limits/quiet-now.ts'

export interface Person {
  /** As it was typed; mail goes there. */
  address: string
  state: 'pending' | 'confirmed' | 'left'
  suppressed: boolean
  /** BCP 47, as they read. */
  language: string
  /** Whether they chose anything. */
  choosing: boolean
  /** Of their preference links. */
  linkGeneration: number
}

export interface People {
  /** Who these are now; an erased subscriber is missing. */
  readForDelivery(read: Read, ids: readonly number[]): Promise<ReadonlyMap<number, Person>>
  /** Who chose nothing, confirmed by `confirmedBy`, in the order of their ids; fewer than `limit`: there are no more. */
  plainAfter(
    read: Read,
    wish: { afterId: number; limit: number; confirmedBy: number },
  ): Promise<{ id: number }[]>
  quietNow: QuietNow
}

export function peopleOf(secrets: Secrets): People {
  return {
    plainAfter,
    readForDelivery: (read, ids) => readForDelivery(read, { secrets }, ids),
    quietNow: createQuietNow(),
  }
}

export function mayReceive(person: Person | undefined): person is Person {
  return person?.state === 'confirmed' && !person.suppressed
}
