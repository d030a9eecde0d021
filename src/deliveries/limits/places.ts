/**
 * The places of readers with a limit of so many mails in any 24 hours. A place is reserved when an alert is frozen and
 * moves to where its mail really starts; what a delivery ended as says whether its place is still taken, so nobody has
 * to give one back.
 */
import { sql } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { jsonIds, jsonRows } from '../ledger/json-rows.ts'

type Dialect = Pick<Store, 'kind' | 'words'>

const dayMs = 24 * 3_600_000

export interface LimitedReader {
  dailyMost: number | null
  quietId: number | null
}

/**
 * Those of these readers who have limits; no other process decides of one with a daily limit until the transaction
 * ends. Locks are taken in the order of ids.
 */
export async function holdLimited(
  tx: Tx,
  { kind, words }: Dialect,
  subscriberIds: readonly number[],
): Promise<Map<number, LimitedReader>> {
  if (subscriberIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('subscribers')
    .select(['id', 'daily_most', 'quiet_id'])
    .where(sql<boolean>`id in ${jsonIds(words, subscriberIds)}`)
    .where(({ eb, or }) => or([eb('daily_most', 'is not', null), eb('quiet_id', 'is not', null)]))
    .orderBy('id')
    .$if(kind === 'postgres', query => query.forNoKeyUpdate())
    .execute()
  const limited = rows.filter(row => row.daily_most !== null).map(row => row.id)
  if (limited.length > 0) await completePlaces(tx, { kind, words }, limited)
  return new Map(rows.map(row => [row.id, { dailyMost: row.daily_most, quietId: row.quiet_id }]))
}

/** Who has a limit since a moment ago has had mails before it: they count. */
async function completePlaces(tx: Tx, { words }: Dialect, subscriberIds: readonly number[]): Promise<void> {
  const ids = jsonIds(words, subscriberIds)
  const { rows: incomplete } = await sql<{ id: number; version: number }>`
    select p.subscriber_id as id, p.version from subscriber_preferences as p
    left join limited_readers as l on l.subscriber_id = p.subscriber_id
    where p.subscriber_id in ${ids} and (l.version is null or l.version <> p.version)`.execute(tx)
  if (incomplete.length === 0) return
  const fresh = jsonIds(
    words,
    incomplete.map(({ id }) => id),
  )
  // "where true" for SQLite: see `add-deliveries.ts`. "cross join" too: or it reads the whole ledger, where each is found
  // through the ledger's own index.
  await sql`insert into limit_places (subscriber_id, alert_id, started_at)
    select d.subscriber_id, d.alert_id, case when d.state = 'queued' then null else d.updated_at end
    from alerts as a cross join deliveries as d
    where d.alert_id = a.id and a.kind in ('alert', 'update') and a.state <> 'draft' and (a.ended_at is null or a.ended_at > (
        select coalesce(max(last_accepted_at), 0) - ${2 * dayMs} from audiences))
      and d.subscriber_id in ${fresh}
    on conflict (subscriber_id, alert_id) do nothing`.execute(tx)
  await sql`insert into limited_readers (subscriber_id, version)
    select cast(value->>0 as bigint), cast(value->>1 as bigint) from ${jsonRows(
      words,
      incomplete.map(({ id, version }) => [id, version]),
    )} where true
    on conflict (subscriber_id) do update set version = excluded.version`.execute(tx)
}

/**
 * How many places each has taken, of the alerts but this one.
 * @param open Whether those count that wait for their turn or their retry: at a freeze. At a start each of them asks
 * for itself.
 */
export async function usedPlaces(
  tx: Tx,
  { words }: Dialect,
  wish: { subscriberIds: readonly number[]; butAlertId: number; open: boolean; at: number },
): Promise<Map<number, number>> {
  const { subscriberIds, butAlertId, open, at } = wish
  if (subscriberIds.length === 0) return new Map()
  const waits = open
    ? sql`or d.state in ('queued', 'deferred') or (d.state = 'uncertain' and (d.due_at is not null or d.parked is not null))`
    : sql``
  const { rows } = await sql<{ id: number; used: number }>`
    select p.subscriber_id as id, count(*) as used from limit_places as p
    join deliveries as d on d.alert_id = p.alert_id and d.subscriber_id = p.subscriber_id
    where p.subscriber_id in ${jsonIds(words, subscriberIds)} and p.alert_id <> ${butAlertId}
      and (d.state = 'sending' or (d.state in ('accepted', 'uncertain') and p.started_at > ${at - dayMs}) ${waits})
    group by p.subscriber_id`.execute(tx)
  return new Map(rows.map(({ id, used }) => [id, Number(used)]))
}

/** @param startedAt Null: reserved. */
export async function takePlaces(
  tx: Tx,
  { words }: Dialect,
  places: readonly { subscriberId: number; alertId: number }[],
  startedAt: number | null,
): Promise<void> {
  if (places.length === 0) return
  const rows = places.map(({ subscriberId, alertId }) => [subscriberId, alertId])
  await sql`insert into limit_places (subscriber_id, alert_id, started_at)
    select cast(value->>0 as bigint), cast(value->>1 as bigint), cast(${startedAt} as bigint)
    from ${jsonRows(words, rows)} where true
    on conflict (subscriber_id, alert_id) do update set started_at = coalesce(excluded.started_at, limit_places.started_at)`.execute(
    tx,
  )
}

/**
 * Places of more than two days ago, at most `limit`; a delivery that was open for so long has long asked for itself. Returns
 * how many there were.
 */
export async function purgePlaces(tx: Tx, { at, limit }: { at: number; limit: number }): Promise<number> {
  const over = await tx
    .selectFrom('limit_places')
    .select(['subscriber_id', 'alert_id'])
    .where('started_at', '<', at - 2 * dayMs)
    .limit(limit)
    .$if(tx.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  if (over.length === 0) return 0
  const rows = over.map(row => sql`(cast(${row.subscriber_id} as bigint), cast(${row.alert_id} as bigint))`)
  await sql`delete from limit_places where (subscriber_id, alert_id) in (values ${sql.join(rows)})`.execute(
    tx,
  )
  return over.length
}
