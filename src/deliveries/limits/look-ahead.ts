/**
 * What readers' limits would say of an alert if it were frozen now: for the desk, which writes nothing. The freeze itself
 * looks again, under its locks.
 */
import { sql } from 'kysely'
import type { Store } from '../../store/index.ts'
import { jsonIds } from '../ledger/json-rows.ts'
import { type LimitedAlert, whyHeld } from './decide.ts'
import { createQuietNow } from './quiet-now.ts'
import type { WhyHeld } from './schema.ts'

type Reading = Pick<Store, 'read' | 'words'>

export interface LimitsAsked {
  alert: LimitedAlert & { id: number }
  /** At most a few thousand. */
  subscriberIds: readonly number[]
  at: number
}

const dayMs = 24 * 3_600_000

/** How many of these, as far as they are subscribed, would have it in their digest. */
export async function countHeldNow(store: Reading, asked: LimitsAsked): Promise<number> {
  return (await readHeldNow(store, asked)).size
}

/** Why, by reader; who would get it at once is not in the map. */
export async function readHeldNow(
  { read, words }: Reading,
  { alert, subscriberIds, at }: LimitsAsked,
): Promise<Map<number, WhyHeld>> {
  // Whom nothing could hold is not looked at: most alerts of a night are asked for by few with limits.
  if (whyHeld(alert, { isQuiet: true, dailyMost: 0, used: 0 }) === null) return new Map()
  const limited = await read
    .selectFrom('subscribers')
    .select(['id', 'daily_most', 'quiet_id'])
    .where(sql<boolean>`id in ${jsonIds(words, subscriberIds)}`)
    .where('state', '=', 'confirmed')
    .where(({ eb, or }) => or([eb('daily_most', 'is not', null), eb('quiet_id', 'is not', null)]))
    .execute()
  const quiet = await createQuietNow().ids(read, at)
  const counted = limited.filter(row => row.daily_most !== null).map(row => row.id)
  const used = await countUsed({ read, words }, { alertId: alert.id, subscriberIds: counted, at })
  return new Map(
    limited.flatMap(({ id, daily_most, quiet_id }) => {
      const isQuiet = quiet_id !== null && quiet.has(quiet_id)
      const why = whyHeld(alert, { isQuiet, dailyMost: daily_most, used: used.get(id) ?? 0 })
      return why ? [[id, why] as const] : []
    }),
  )
}

/**
 * As `usedPlaces` counts at a freeze, from the ledger of the last days: a place is only written down once a reader with a
 * limit was in an audience, and this looks before.
 */
async function countUsed(
  { read, words }: Reading,
  { alertId, subscriberIds, at }: { alertId: number; subscriberIds: readonly number[]; at: number },
): Promise<Map<number, number>> {
  if (subscriberIds.length === 0) return new Map()
  // "cross join", or SQLite reads the whole ledger: so it goes by the few alerts, and by the index of each.
  const { rows } = await sql<{ id: number; used: number }>`
    select d.subscriber_id as id, count(*) as used
    from alerts as a cross join deliveries as d
    left join limit_places as p on p.alert_id = d.alert_id and p.subscriber_id = d.subscriber_id
    where d.alert_id = a.id and a.kind in ('alert', 'update') and a.state <> 'draft' and a.id <> ${alertId}
      and (a.ended_at is null or a.ended_at > ${at - 2 * dayMs})
      and d.subscriber_id in ${jsonIds(words, subscriberIds)}
      and (d.state in ('queued', 'deferred', 'sending')
        or (d.state = 'uncertain' and (d.due_at is not null or d.parked is not null))
        or (d.state in ('accepted', 'uncertain') and coalesce(p.started_at, d.updated_at) > ${at - dayMs}))
    group by d.subscriber_id`.execute(read)
  return new Map(rows.map(({ id, used }) => [id, Number(used)]))
}
