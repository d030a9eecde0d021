/**
 * Takes sources whose time has come for this process alone. A lease that is not given back runs out, and
 * another process polls the source again: a poll that a crash cut short is simply repeated. After a long
 * downtime everything is due at once: those go first of which the most news is to be expected, and each host is
 * asked no faster than it always is.
 */
import { sql } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { drawHostSlots } from './host-slots.ts'
import type { KnownSource } from './read-source.ts'

/** Longer than the guarded fetch takes at most (20 s) with time to store what came. */
export const leaseMs = 45_000
/** Of sources that have just come due those go first of which more is to be expected. */
const justDueMs = 1_000

export interface LeasedSource extends KnownSource {
  id: number
  host: string
  /** Names this poll; see `SourcesTable.lease_until`. */
  leaseUntil: number
  /** How many looks failed before, in a row. */
  failures: number
  /** Its host's robots.txt is to be read beside it. */
  robotsDue: boolean
}

export interface Room {
  at: number
  /** How many polls may start. */
  slots: number
  /** How many polls of each host are running. */
  running: ReadonlyMap<string, number>
  perHost: number
}

/** Those with the most news to be expected since they came due; of one host no more than it has room and slots for. */
export async function leaseDueSources(store: Store, room: Room): Promise<LeasedSource[]> {
  if (room.slots <= 0) return []
  return store.write(async tx => {
    const chosen = chooseByRoom(await dueSources(tx, store, room), room)
    const leased = await chooseBySlots(tx, store, { chosen, at: room.at })
    if (leased.length === 0) return []
    const leaseUntil = room.at + leaseMs
    await tx
      .updateTable('sources')
      .set({ lease_until: leaseUntil })
      .where(
        'id',
        'in',
        leased.map(source => source.id),
      )
      .execute()
    return leased.map(({ last_modified, body_hash, first_polled_at, every_ms: _, ...source }) => ({
      ...source,
      lastModified: last_modified,
      bodyHash: body_hash,
      firstPolledAt: first_polled_at,
      leaseUntil,
    }))
  })
}

type DueSource = Awaited<ReturnType<typeof dueSources>>[number]

/** Most to be expected first; more than there is room for: some may be of hosts that have none. */
async function dueSources(tx: Tx, store: Pick<Store, 'kind'>, room: Room) {
  const best = await bestDue(tx, room)
  if (best.length === 0) return []
  const rows = await tx
    .selectFrom('sources')
    .select(['id', 'url', 'host', 'etag', 'last_modified', 'body_hash', 'every_ms'])
    .select(['kind', 'selector', 'first_polled_at', 'failures'])
    .where('id', 'in', best)
    .where('next_poll_at', '<=', room.at)
    .where(query => query.or([query('lease_until', 'is', null), query('lease_until', '<', room.at)]))
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  const rank = new Map(best.map((id, index) => [id, index]))
  return rows.toSorted((one, other) => (rank.get(one.id) ?? 0) - (rank.get(other.id) ?? 0))
}

/** Looks at nothing but the index, for after a downtime everything is due. */
async function bestDue(tx: Tx, { at, slots, running, perHost }: Room): Promise<number[]> {
  const busy = hostsWithoutRoom(running, perHost)
  const rows = await tx
    .selectFrom('sources')
    .select('id')
    .where('next_poll_at', '<=', at)
    .where(query => query.or([query('lease_until', 'is', null), query('lease_until', '<', at)]))
    .$if(busy.length > 0, query => query.where('host', 'not in', busy))
    .where(({ or, not, exists, selectFrom }) =>
      or([
        sql<boolean>`every_ms is not null`,
        not(
          exists(
            selectFrom('hosts')
              .select('hosts.host')
              .whereRef('hosts.host', '=', 'sources.host')
              .where('hosts.free_at', '>', at),
          ),
        ),
      ]),
    )
    .orderBy(sql`(${at + justDueMs} - next_poll_at) * worth`, 'desc')
    .orderBy('id')
    .limit(slots * 4)
    .execute()
  return rows.map(({ id }) => id)
}

function chooseByRoom(due: readonly DueSource[], { running, perHost, slots }: Room): DueSource[] {
  const taken = new Map(running)
  const chosen = due.filter(source => {
    const count = taken.get(source.host) ?? 0
    if (count >= perHost) return false
    taken.set(source.host, count + 1)
    return true
  })
  return chosen.slice(0, slots)
}

/** Where the operator says how often, there is no queue. */
async function chooseBySlots(
  tx: Tx,
  store: Pick<Store, 'kind'>,
  { chosen, at }: { chosen: readonly DueSource[]; at: number },
): Promise<(DueSource & { robotsDue: boolean })[]> {
  const wanted = new Map<string, number>()
  for (const { host, every_ms } of chosen)
    if (every_ms === null) wanted.set(host, (wanted.get(host) ?? 0) + 1)
  const drawn = await drawHostSlots(tx, store, { wanted, at })
  return chosen.flatMap(source => {
    if (source.every_ms !== null) return [{ ...source, robotsDue: false }]
    const slots = drawn.get(source.host)
    if (!slots || slots.count === 0) return []
    slots.count -= 1
    const { robotsDue } = slots
    slots.robotsDue = false
    return [{ ...source, robotsDue }]
  })
}

/** When the next source that nobody polls is due and its host free; null: none is waiting. */
export async function nextDueAt(
  store: Store,
  { at, running, perHost }: Pick<Room, 'at' | 'running' | 'perHost'>,
): Promise<number | null> {
  const busy = hostsWithoutRoom(running, perHost)
  const waiting = store.read
    .selectFrom('sources')
    .where('lease_until', 'is', null)
    .$if(busy.length > 0, query => query.where('sources.host', 'not in', busy))
  const next = await waiting
    .select('next_poll_at')
    .where('next_poll_at', '>', at)
    .orderBy('next_poll_at')
    .limit(1)
    .executeTakeFirst()
  const due = waiting.where('next_poll_at', '<=', at)
  const held = await due
    .innerJoin('hosts', 'hosts.host', 'sources.host')
    .select(query => query.fn.min('hosts.free_at').as('free_at'))
    .where('hosts.free_at', '>', at)
    .where('every_ms', 'is', null)
    .executeTakeFirst()
  const times = [next?.next_poll_at ?? null, held?.free_at ?? null].filter(time => time !== null)
  return times.length > 0 ? Math.min(...times) : null
}

/** Gives sources back unpolled, due as before. */
export async function releaseSource(store: Store, { id, leaseUntil }: LeasedSource): Promise<void> {
  await store.write(async tx => {
    await tx
      .updateTable('sources')
      .set({ lease_until: null })
      .where('id', '=', id)
      .where('lease_until', '=', leaseUntil)
      .execute()
  })
}

/** On SQLite only one server runs: what is leased when it starts was left behind by a crash. */
export async function releaseLeftLeases(store: Store): Promise<void> {
  if (store.kind !== 'sqlite') return
  await store.write(async tx => {
    await tx.updateTable('sources').set({ lease_until: null }).where('lease_until', 'is not', null).execute()
  })
}

function hostsWithoutRoom(running: ReadonlyMap<string, number>, perHost: number): string[] {
  return [...running].filter(([, count]) => count >= perHost).map(([host]) => host)
}
