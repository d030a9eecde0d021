/**
 * How many a draft would go to, for pages that do not wait for it: the first count of a process reads what every reader
 * chose, and that may take longer than somebody looks at an empty page. One count of a draft runs at a time.
 */
import type { Alert, Matcher } from '../../alerts/index.ts'
import type { Clock } from '../../clock.ts'
import { type AudienceSize, readAudienceSize } from '../../deliveries/index.ts'
import type { Store } from '../../store/index.ts'
import { countConfirmed } from '../../subscribers/index.ts'
import { draftFormOf, fingerprint } from './draft-form.ts'

/** `counting`: not known yet, but nobody else can be in it. */
export type AudienceNow = AudienceSize | { kind: 'counting'; people: number }

export interface AudienceCounts {
  of(alert: Alert): Promise<AudienceNow>
}

const patienceMs = 1_200
/** What took long stands for so long, or who looks again would only start it again. */
const keepMs = 20_000

interface Counting {
  size: Promise<AudienceSize>
  /** Null: it is not counted yet. */
  until: number | null
}

export function createAudienceCounts(parts: {
  store: Store
  clock: Clock
  matcher: Pick<Matcher, 'audienceOf'>
}): AudienceCounts {
  const { store, clock, matcher } = parts
  const known = new Map<string, Counting>()
  const begin = (key: string, alert: Alert): Counting => {
    const begunAt = clock.now()
    for (const [other, { until }] of known) if (until !== null && until <= begunAt) known.delete(other)
    const counting: Counting = { size: readAudienceSize(store, alert, { matcher, at: begunAt }), until: null }
    known.set(key, counting)
    counting.size.then(
      () => {
        const at = clock.now()
        counting.until = at - begunAt > patienceMs ? at + keepMs : at
      },
      () => known.delete(key),
    )
    return counting
  }
  return {
    async of(alert) {
      const key = `${alert.id} ${fingerprint(draftFormOf(alert))}`
      const before = known.get(key)
      const isFresh = before && (before.until === null || clock.now() < before.until)
      const { size } = isFresh ? before : begin(key, alert)
      const answered = new AbortController()
      const late = clock.wait(patienceMs, answered.signal).then(() => null)
      const counted = await Promise.race([size, late]).finally(() => answered.abort())
      return counted ?? { kind: 'counting', people: await countConfirmed(store.read) }
    },
  }
}
