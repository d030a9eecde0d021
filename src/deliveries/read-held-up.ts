/** Which domains do not get their mail as fast as it could go, at this moment, and why. */
import type { Throttles } from '../config.ts'
import type { Read } from '../store/index.ts'
import { readPaces } from './pace/index.ts'
import { createScopes } from './pace/scopes.ts'

export interface HeldUpScope {
  /** `relay`, a domain, or the first name of a group of THROTTLES. */
  scope: string
  /** `fallen`: it pushed back; `limited`: mail waits for what THROTTLES allows; `slow`: it answers late. */
  why: 'fallen' | 'limited' | 'slow'
  /** Messages a second now; null: no pace holds it. */
  perSecond: number | null
  /** What THROTTLES allows; null: no limit. */
  configured: number | null
}

/** Alerts, and domains of each, that are looked at: what is shown is shorter. */
const mostAlerts = 10
const mostScopes = 10

/** The slowest first. */
export async function readHeldUp(
  read: Read,
  { throttles, at }: { throttles: Throttles; at: number },
): Promise<HeldUpScope[]> {
  const [fallen, parked] = await Promise.all([readPaces(read, { throttles, at }), readParked(read)])
  const { limitsOf } = createScopes(throttles)
  const slowed = new Set(fallen.map(({ scope }) => scope))
  const waiting = [...parked].filter(scope => !slowed.has(scope))
  const all = [
    ...fallen.map(({ since: _, ...pace }) => ({ ...pace, why: 'fallen' as const })),
    ...waiting.map(scope => {
      const { perSecond, connections } = limitsOf(scope)
      const why = perSecond === null && connections === null ? ('slow' as const) : ('limited' as const)
      return { scope, why, perSecond, configured: perSecond }
    }),
  ]
  const pace = ({ perSecond }: HeldUpScope) => perSecond ?? Number.POSITIVE_INFINITY
  return all.toSorted((one, other) => (pace(one) < pace(other) ? -1 : Number(pace(one) > pace(other))))
}

/** Scopes that deliveries of alerts going out wait for: from one to the next through the index, row by row never. */
async function readParked(read: Read): Promise<Set<string>> {
  const alerts = await read
    .selectFrom('alerts')
    .select('id')
    .where('state', '=', 'sending')
    .orderBy('created_at', 'desc')
    .limit(mostAlerts)
    .execute()
  const found = await Promise.all(alerts.map(({ id }) => parkedOf(read, id)))
  return new Set(found.flat())
}

async function parkedOf(read: Read, alertId: number): Promise<string[]> {
  const scopes: string[] = []
  while (scopes.length < mostScopes) {
    const next = await read
      .selectFrom('deliveries')
      .select('parked')
      .where('alert_id', '=', alertId)
      .where('parked', '>', scopes.at(-1) ?? '')
      .orderBy('parked')
      .limit(1)
      .executeTakeFirst()
    if (!next?.parked) break
    scopes.push(next.parked)
  }
  return scopes
}
