/** For load balancers and supervisors: alive while it serves, ready while the store answers. No secrets, no details. */
import type { Store } from '../store/index.ts'
import type { ApiHandler } from './api-route.ts'

const storeDeadlineMs = 2_000

export const isAlive: ApiHandler = async (_, c) => c.text('ok\n')

export const isReady: ApiHandler = async ({ store, clock }, c) => {
  const answered = new AbortController()
  const late = clock.wait(storeDeadlineMs, answered.signal).then(() => false)
  const ready = await Promise.race([storeAnswers(store), late])
  answered.abort()
  return ready ? c.text('ready\n') : c.text('The store does not answer.\n', 503)
}

async function storeAnswers(store: Store): Promise<boolean> {
  try {
    await store.ping()
    return true
  } catch {
    return false
  }
}
