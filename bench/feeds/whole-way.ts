/**
 * The whole way of a feed as the product goes it, from the bytes of an answer to stored items: `pollSource` with a
 * fetch that has the answer already, the reader's threads, a transaction a document, a store on a disk. As many
 * polls run at a time as the watcher lets.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { systemClock } from '../../src/clock.ts'
import { migrations } from '../../src/migrations.ts'
import type { SafeFetch } from '../../src/net/index.ts'
import { createReader } from '../../src/sources/index.ts'
import type { LeasedSource } from '../../src/sources/poll/lease-sources.ts'
import { pollSource, type WatcherOptions } from '../../src/sources/poll/watcher.ts'
import { createWriteTurn, logInThread, openStore, type Store } from '../../src/store/index.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { type BenchScope, createScope } from '../support/scope.ts'

export type StoreKind = 'sqlite' | 'postgres'

export interface WayRun {
  /** Nothing is known of the sources. */
  newMs: number
  /** Of all threads, the database's where it is this process. */
  newCpuMs: number
  /** The same documents again, as if they had changed: every item is known. */
  knownMs: number
  items: number
}

export interface WholeWay {
  /**
   * In a fresh store that has been polled into for a while, as every store but in its first second: its connections,
   * statements and plans are there, and so are as many items of other sources.
   */
  run(): Promise<WayRun>
}

const pollsAtATime = 32
const silent = pino({ level: 'silent' })

export async function startWholeWay(
  scope: BenchScope,
  { feeds, kind, folder }: { feeds: readonly Uint8Array[]; kind: StoreKind; folder: string },
): Promise<WholeWay> {
  const reader = createReader({ clock: systemClock })
  scope.after(() => reader.stop())
  const open = await storeOpener(scope, kind, folder)
  return {
    async run() {
      await using turn = createScope(scope)
      const store = await open(turn)
      const parts = { store, clock: systemClock, random: () => 0.5, log: silent, reader }
      await pollAll(parts, await addSources(store, 'earlier', feeds.length), feeds)
      const before = await countItems(store)
      const sources = await addSources(store, 'news', feeds.length)
      const fresh = await pollAll(parts, sources, feeds)
      const items = await countItems(store)
      const known = await pollAll(parts, await leaseAgain(store, sources), feeds)
      const later = await countItems(store)
      if (later !== items) throw new Error(`Read again, ${items - before} items became ${later - before}.`)
      return { newMs: fresh.ms, newCpuMs: fresh.cpuMs, knownMs: known.ms, items: items - before }
    },
  }
}

async function storeOpener(scope: BenchScope, kind: StoreKind, folder: string) {
  const server = kind === 'postgres' ? await startPostgres({ durableIn: folder }) : null
  scope.after(() => server?.stop())
  return async (turn: BenchScope): Promise<Store> => {
    const dataDir = await mkdtemp(join(folder, 'tocsin-bench-'))
    turn.after(() => rm(dataDir, { recursive: true, force: true }))
    const place = server
      ? { kind: 'postgres' as const, url: await server.createDatabase() }
      : { kind: 'sqlite' as const, file: join(dataDir, 'tocsin.db') }
    // The program opens it like this, and shortens SQLite's log in a thread.
    const writeTurn = place.kind === 'sqlite' ? createWriteTurn() : undefined
    const store = await openStore(place, migrations, writeTurn)
    turn.after(() => store.close())
    if (place.kind === 'sqlite' && writeTurn) {
      const log = logInThread({ file: place.file, writeTurn: writeTurn.shared, log: silent })
      await log.start()
      turn.after(() => log.stop())
    }
    return store
  }
}

async function addSources(store: Store, name: string, count: number): Promise<LeasedSource[]> {
  const at = Date.now()
  const leaseUntil = at + 600_000
  return store.write(async tx => {
    const leased: LeasedSource[] = []
    for (let n = 0; n < count; n++) {
      const host = `${n}.${name}.example`
      const url = `https://${host}/feed.xml`
      const { id } = await tx
        .insertInto('sources')
        .values({
          ...{ name: host, url, host, on_item: 'none', created_at: at, failures: 0 },
          ...{ next_poll_at: at, lease_until: leaseUntil },
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const unknown = { etag: null, lastModified: null, bodyHash: null, firstPolledAt: null }
      const what = { kind: 'feed' as const, selector: null }
      leased.push({ id, host, url, leaseUntil, failures: 0, robotsDue: false, ...what, ...unknown })
    }
    return leased
  })
}

async function leaseAgain(store: Store, sources: readonly LeasedSource[]): Promise<LeasedSource[]> {
  const leaseUntil = Date.now() + 600_000
  await store.write(tx => tx.updateTable('sources').set({ lease_until: leaseUntil }).execute())
  return sources.map(source => ({ ...source, leaseUntil }))
}

async function pollAll(
  parts: Omit<WatcherOptions, 'fetch'>,
  sources: readonly LeasedSource[],
  feeds: readonly Uint8Array[],
): Promise<{ ms: number; cpuMs: number }> {
  // Each answer's octets are its own, as the guarded fetch gives them.
  const bodies = new Map(sources.map(({ url }, n) => [url, Uint8Array.from(feeds[n] ?? [])]))
  const fetch: SafeFetch = async url => {
    const body = bodies.get(url) ?? new Uint8Array()
    return { url, redirects: [], status: 200, headers: new Headers(), body, cutShort: false }
  }
  const next = sources.values()
  const { signal } = new AbortController()
  const lane = async () => {
    for (const source of next) {
      const { recorded, problem } = await pollSource({ ...parts, fetch }, source, signal)
      if (!recorded || problem !== null) throw new Error(`${source.url}: ${problem ?? 'lost its lease'}`)
    }
  }
  const cpu = process.cpuUsage()
  const from = performance.now()
  await Promise.all(Array.from({ length: pollsAtATime }, lane))
  const ms = performance.now() - from
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1_000 }
}

async function countItems(store: Store): Promise<number> {
  const { items } = await store.read
    .selectFrom('items')
    .select(({ fn }) => fn.countAll<number>().as('items'))
    .executeTakeFirstOrThrow()
  return Number(items)
}
