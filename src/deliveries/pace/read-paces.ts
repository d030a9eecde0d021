import type { Throttles } from '../../config.ts'
import type { Read } from '../../store/index.ts'
import { slowedPace } from './falls.ts'
import { readFallen } from './pace-rows.ts'
import { createScopes } from './scopes.ts'

export interface SlowedPace {
  /** `relay`, a domain, or the first name of a group of THROTTLES. */
  scope: string
  /** Messages a second. */
  perSecond: number
  /** What THROTTLES allows; null: no limit. */
  configured: number | null
  since: number
}

/** For the desk and the metrics: what is slowed at this moment because it pushed back. */
export async function readPaces(
  read: Read,
  { throttles, at }: { throttles: Throttles; at: number },
): Promise<SlowedPace[]> {
  const { limitsOf } = createScopes(throttles)
  return (await readFallen(read)).flatMap(row => {
    const perSecond = slowedPace(row, at)
    if (perSecond === null) return []
    const configured = limitsOf(row.scope).perSecond
    return [{ scope: row.scope, perSecond, configured, since: row.slowed_at ?? at }]
  })
}
