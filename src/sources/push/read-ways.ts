/**
 * How each pushed source's news comes, for the desk and the metrics: by which way it was seen first, how much later
 * the other way saw the same, and how its hub is doing. Of the newest items only: a page must not grow with time.
 */
import type { Read } from '../../store/index.ts'
import type { PushState, Way } from './schema.ts'

const windowMs = 7 * 24 * 3_600_000
const newest = 10_000

export interface WayShare {
  /** Items that it was first to bring, within a week. */
  first: number
  /** How much later the other way saw those that it saw too, in milliseconds; null: none yet. */
  otherLaterMs: number | null
}

export interface SourceWays {
  sourceId: number
  hub: string
  state: Exclude<PushState, 'leaving'>
  /** In words; null: all is well, or nobody has been asked yet. */
  problem: string | null
  leaseExpiresAt: number | null
  lastPushAt: number | null
  /** Messages without a valid signature. */
  unsigned: number
  /** Until then polls only make sure. Null: it is polled as ever. */
  pushedUntil: number | null
  poll: WayShare
  push: WayShare
}

export interface Ways {
  /** All sources that a hub pushes, taken together. */
  all: Record<'poll' | 'push', WayShare>
  sources: SourceWays[]
}

export async function readWays(
  read: Read,
  { at, sourceId = null }: { at: number; sourceId?: number | null },
): Promise<Ways> {
  const subscriptions = await read
    .selectFrom('push_subscriptions as push')
    .innerJoin('sources', 'sources.id', 'push.source_id')
    .select(['push.source_id', 'push.hub', 'push.state', 'push.problem', 'push.lease_expires_at'])
    .select(['push.last_push_at', 'push.unsigned_count', 'sources.pushed_until'])
    .where('push.state', '<>', 'leaving')
    .$if(sourceId !== null, query => query.where('push.source_id', '=', sourceId))
    .orderBy('push.source_id')
    .execute()
  const items = await read
    .selectFrom('item_ways')
    .select(['source_id', 'first_way', 'first_at', 'other_at'])
    .where('first_at', '>', at - windowMs)
    .$if(sourceId !== null, query => query.where('source_id', '=', sourceId))
    .orderBy('first_at', 'desc')
    .limit(newest)
    .execute()
  const bySource = Map.groupBy(items, item => item.source_id)
  const sources = subscriptions.map(row => {
    const own = bySource.get(row.source_id) ?? []
    return {
      sourceId: row.source_id,
      hub: row.hub,
      state: row.state === 'active' ? 'active' : 'wanted',
      problem: row.problem,
      leaseExpiresAt: row.lease_expires_at,
      lastPushAt: row.last_push_at,
      unsigned: row.unsigned_count,
      pushedUntil: row.pushed_until !== null && row.pushed_until > at ? row.pushed_until : null,
      ...shares(own),
    } as const
  })
  return { all: shares(items), sources }
}

interface WayRow {
  first_way: Way
  first_at: number
  other_at: number | null
}

function shares(items: readonly WayRow[]): Ways['all'] {
  const of = (way: Way) => shareOf(items.filter(item => item.first_way === way))
  return { poll: of('poll'), push: of('push') }
}

function shareOf(items: readonly WayRow[]): WayShare {
  const lags = items
    .flatMap(({ first_at, other_at }) => (other_at === null ? [] : [other_at - first_at]))
    .sort((one, other) => one - other)
  return { first: items.length, otherLaterMs: lags[Math.floor(lags.length / 2)] ?? null }
}
