/** For load balancers and supervisors: alive while it serves, ready while the store takes work. No secrets, no details. */
import { type AwayReason, StoreAwayError } from '../errors.ts'
import type { ApiHandler, ApiParts } from './api-route.ts'

const storeDeadlineMs = 2_000

const words: Readonly<Record<Exclude<StoreState, 'ready'>, string>> = {
  away: 'The store does not answer.',
  late: 'The store does not answer.',
  full: 'The disk of the store is full.',
  'read-only': 'The store can only be read.',
  locked: 'Another program has locked the store.',
}

/** `late`: it said nothing for two seconds. */
type StoreState = 'ready' | 'late' | AwayReason

export const isAlive: ApiHandler = async (_, c) => c.text('ok\n')

export const isReady: ApiHandler = async (parts, c) => {
  const state = await askStore(parts)
  return state === 'ready' ? c.text('ready\n') : c.text(`${words[state]}\n`, 503)
}

export async function askStore({ store, clock }: Pick<ApiParts, 'store' | 'clock'>): Promise<StoreState> {
  const answered = new AbortController()
  const late = clock.wait(storeDeadlineMs, answered.signal).then(() => 'late' as const)
  const asked = store.ping().then(
    () => 'ready' as const,
    error => (error instanceof StoreAwayError ? error.why : 'away'),
  )
  const state = await Promise.race([asked, late])
  answered.abort()
  return state
}
