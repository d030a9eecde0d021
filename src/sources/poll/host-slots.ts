/**
 * How fast one host is polled, by all sources on it and all processes together: whoever holds its row takes the
 * next free moments and moves the row past them. Four at once, then one a second; where robots.txt asks for a
 * delay, one after each.
 */
import type { Selectable } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import type { HostsTable } from '../schema.ts'

const intervalMs = 1_000
/** A host with a few feeds is polled at one go; longer queues are spread. */
const atOnce = 4
/** Who takes a host's robots.txt on and dies leaves it to the next after so long. */
const robotsAgainMs = 60 * 60_000
/** For the other sources of a host that says "too often": as long as it asks, within bounds. */
const tooOftenMs = 60_000
const longestHoldMs = 15 * 60_000

export interface HostSlots {
  count: number
  /** Its robots.txt is to be read, by whoever drew these. */
  robotsDue: boolean
}

/** As many slots of each host as are free now, at most as many as are wanted. */
export async function drawHostSlots(
  tx: Tx,
  { kind }: Pick<Store, 'kind'>,
  { wanted, at }: { wanted: ReadonlyMap<string, number>; at: number },
): Promise<Map<string, HostSlots>> {
  // Always in the same order: processes that hold rows of several hosts never wait for each other in a ring.
  const hosts = [...wanted.keys()].toSorted()
  const drawn = new Map<string, HostSlots>()
  if (hosts.length === 0) return drawn
  for (const row of await holdRows(tx, { kind, hosts, at })) {
    const { count, freeAt } = slotsOf(row, { want: wanted.get(row.host) ?? 0, at })
    const robotsDue = count > 0 && row.robots_due_at <= at
    drawn.set(row.host, { count, robotsDue })
    if (count === 0) continue
    await tx
      .updateTable('hosts')
      .set(
        robotsDue ? { free_at: freeAt + intervalMs, robots_due_at: at + robotsAgainMs } : { free_at: freeAt },
      )
      .where('host', '=', row.host)
      .execute()
  }
  return drawn
}

/** Moments that nobody wanted are not made up for, but for the few that may start at once. */
export function slotsOf(
  { free_at, crawl_delay_ms }: Pick<HostsTable, 'free_at' | 'crawl_delay_ms'>,
  { want, at }: { want: number; at: number },
): { count: number; freeAt: number } {
  const apartMs = Math.max(crawl_delay_ms ?? 0, intervalMs)
  const aheadMs = crawl_delay_ms === null ? (atOnce - 1) * apartMs : 0
  const first = Math.max(free_at, at - aheadMs)
  const free = first > at ? 0 : Math.floor((at - first) / apartMs) + 1
  const count = Math.min(want, free)
  return { count, freeAt: count === 0 ? free_at : first + count * apartMs }
}

/** Takes one slot where one is free. Returns 0, else how long to wait until one may be, in milliseconds. */
export async function takeTurn(tx: Tx, host: string, at: number): Promise<number> {
  const [row] = await holdRows(tx, { kind: tx.kind, hosts: [host], at })
  if (!row) return 0
  const { count, freeAt } = slotsOf(row, { want: 1, at })
  if (count === 0) return row.free_at - at
  await tx.updateTable('hosts').set({ free_at: freeAt }).where('host', '=', host).execute()
  return 0
}

/** RFC 9309 §2.4: a robots.txt is not to be trusted for more than a day. */
const robotsHoldMs = 24 * 60 * 60_000

/** What its robots.txt, read just now, asks for: the next request keeps to it already. */
export async function keepDelay(
  tx: Tx,
  host: string,
  { crawlDelayMs, at }: { crawlDelayMs: number | null; at: number },
): Promise<void> {
  const [row] = await holdRows(tx, { kind: tx.kind, hosts: [host], at })
  await tx
    .updateTable('hosts')
    .set({
      crawl_delay_ms: crawlDelayMs,
      robots_due_at: at + robotsHoldMs,
      ...(crawlDelayMs === null ? {} : { free_at: Math.max(row?.free_at ?? 0, at + crawlDelayMs) }),
    })
    .where('host', '=', host)
    .execute()
}

/** For what a poll asked for besides its one request: the host is left alone for as long as these would have taken. */
export async function payHost(
  tx: Tx,
  host: string,
  { requests, at }: { requests: number; at: number },
): Promise<void> {
  if (requests === 0) return
  const [row] = await holdRows(tx, { kind: tx.kind, hosts: [host], at })
  const freeAt = Math.max(row?.free_at ?? 0, at) + requests * Math.max(row?.crawl_delay_ms ?? 0, intervalMs)
  await tx.updateTable('hosts').set({ free_at: freeAt }).where('host', '=', host).execute()
}

/** A server counts our polls together (RFC 6585 §4): who is told "too often" leaves the whole host alone for a while. */
export async function holdHost(
  tx: Tx,
  host: string,
  { at, retryAfterMs }: { at: number; retryAfterMs: number | null },
): Promise<void> {
  const freeAt = at + Math.min(retryAfterMs ?? tooOftenMs, longestHoldMs)
  await tx
    .updateTable('hosts')
    .set({ free_at: freeAt })
    .where('host', '=', host)
    .where('free_at', '<', freeAt)
    .execute()
}

async function holdRows(
  tx: Tx,
  { kind, hosts, at }: { kind: Store['kind']; hosts: readonly string[]; at: number },
): Promise<Selectable<HostsTable>[]> {
  const hold = () =>
    tx
      .selectFrom('hosts')
      .selectAll()
      .where('host', 'in', hosts)
      .orderBy('host')
      .$if(kind === 'postgres', query => query.forUpdate())
      .execute()
  const rows = await hold()
  if (rows.length === hosts.length) return rows
  await tx
    .insertInto('hosts')
    .values(hosts.map(host => ({ host, free_at: 0, crawl_delay_ms: null, robots_due_at: at })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return hold()
}
