/**
 * Takes sources whose time has come for this process alone. A lease that is not given back runs out, and
 * another process polls the source again: a poll that a crash cut short is simply repeated.
 */
import type { Store } from '../../store/index.ts'
import type { KnownSource } from './read-source.ts'

/** Longer than the guarded fetch takes at most (20 s) with time to store what came. */
export const leaseMs = 45_000

export interface LeasedSource extends KnownSource {
  id: number
  host: string
  /** Names this poll; see `SourcesTable.lease_until`. */
  leaseUntil: number
}

export interface Room {
  at: number
  /** How many polls may start. */
  slots: number
  /** How many polls of each host are running. */
  running: ReadonlyMap<string, number>
  perHost: number
}

/** The longest overdue first; of one host no more than it has room for. */
export async function leaseDueSources(
  store: Store,
  { at, slots, running, perHost }: Room,
): Promise<LeasedSource[]> {
  if (slots <= 0) return []
  return store.write(async tx => {
    const busy = hostsWithoutRoom(running, perHost)
    const due = await tx
      .selectFrom('sources')
      .select(['id', 'url', 'host', 'etag', 'last_modified', 'body_hash'])
      .where('next_poll_at', '<=', at)
      .where(expression =>
        expression.or([expression('lease_until', 'is', null), expression('lease_until', '<', at)]),
      )
      .$if(busy.length > 0, query => query.where('host', 'not in', busy))
      .orderBy('next_poll_at')
      .limit(slots * 4)
      .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
      .execute()
    const taken = new Map(running)
    const chosen = due.filter(source => {
      const count = taken.get(source.host) ?? 0
      if (count >= perHost) return false
      taken.set(source.host, count + 1)
      return true
    })
    const leased = chosen.slice(0, slots)
    if (leased.length === 0) return []
    const leaseUntil = at + leaseMs
    await tx
      .updateTable('sources')
      .set({ lease_until: leaseUntil })
      .where(
        'id',
        'in',
        leased.map(source => source.id),
      )
      .execute()
    return leased.map(({ last_modified, body_hash, ...source }) => ({
      ...source,
      lastModified: last_modified,
      bodyHash: body_hash,
      leaseUntil,
    }))
  })
}

/** When the next source that nobody polls is due; null: none is waiting. */
export async function nextDueAt(
  store: Store,
  { running, perHost }: Pick<Room, 'running' | 'perHost'>,
): Promise<number | null> {
  const busy = hostsWithoutRoom(running, perHost)
  const row = await store.read
    .selectFrom('sources')
    .select(query => query.fn.min('next_poll_at').as('at'))
    .where('lease_until', 'is', null)
    .$if(busy.length > 0, query => query.where('host', 'not in', busy))
    .executeTakeFirst()
  return row?.at ?? null
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
