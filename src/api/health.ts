/** For load balancers and supervisors: alive while it serves, ready while the store takes work. No secrets, no details. */
import type { ApiHandler, ApiParts } from './api-route.ts'

const storeDeadlineMs = 2_000

export const isAlive: ApiHandler = async (_, c) => c.text('ok\n')

export const isReady: ApiHandler = async (parts, c) =>
  (await askStore(parts)) === 'ready' ? c.text('ready\n') : c.text('The store does not answer.\n', 503)

/** `late`: it said nothing for two seconds. */
export async function askStore({
  store,
  clock,
}: Pick<ApiParts, 'store' | 'clock'>): Promise<'ready' | 'away' | 'late'> {
  const answered = new AbortController()
  const late = clock.wait(storeDeadlineMs, answered.signal).then(() => 'late' as const)
  const asked = store.ping().then(
    () => 'ready' as const,
    () => 'away' as const,
  )
  const answer = await Promise.race([asked, late])
  answered.abort()
  return answer
}
