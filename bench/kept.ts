/**
 * `node bench/kept.ts [--store postgres --hours 12]`: what an item takes for good, in octets of each table, before and after its story
 * ended. The recorded wire is stored and grouped as if it came now, falls asleep, and is purged two years later by
 * RETENTION's defaults. Nothing of it is alerted of, so that all of it ends.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { hasCorpora, wireDocuments } from '../scripts/stories/corpora.ts'
import { alertedAmong } from '../src/alerts/index.ts'
import { migrations } from '../src/migrations.ts'
import { endItems } from '../src/sources/index.ts'
import { readDocument } from '../src/sources/reader/read-document.ts'
import { storeItems } from '../src/sources/store-items.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { endStories, firstPlace, purgeChanges, purgeMoments } from '../src/stories/index.ts'
import { purgeNotes } from '../src/stories/purge-notes.ts'
import { testGrouper } from '../src/stories/test-grouping.ts'
import { handOver, makeSource } from '../src/stories/test-items.ts'
import { createFakeClock } from '../test/support/fake-clock.ts'
import { startPostgres } from '../test/support/postgres.ts'

const dayMs = 86_400_000
const itemsAYear = 20_000 * 365
/** Where an item leaves something for good; the past of stories, and what is there once, aside. */
const lasting = ['items', 'item_revisions', 'item_events', 'stories', 'story_items', 'story_relations']

const { values } = parseArgs({
  options: { store: { type: 'string', default: 'sqlite' }, hours: { type: 'string', default: '72' } },
})
if (!hasCorpora()) throw new Error('There is nothing to store: ../shared/corpora is not there.')
const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'))
const server = values.store === 'postgres' ? await startPostgres() : null
const place = server
  ? { kind: 'postgres' as const, url: await server.createDatabase() }
  : { kind: 'sqlite' as const, file: join(folder, 'tocsin.db') }
try {
  await using store = await openStore(place, migrations)
  const last = await storeWire(store)
  await purgeOf(store, [tx => purgeNotes(tx, { limit: 500 })])
  await report(store, 'before')
  await endAll(store, last + 730 * dayMs)
  await report(store, 'after')
} finally {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Returns when the last document came. */
async function storeWire(store: Store): Promise<number> {
  const grouper = testGrouper(store, createFakeClock())
  const sources = new Map<string, number>()
  const documents = wireDocuments()
  const until = (documents[0]?.at ?? 0) + Number(values.hours) * 3_600_000
  let last = 0
  for (const { feed, at, body } of documents.filter(document => document.at < until)) {
    const document = {
      body: Uint8Array.from(body()),
      contentType: null,
      url: `https://${feed}.example/feed.xml`,
    }
    const reading = await readDocument({ kind: 'feed', ...document, knownHash: null })
    if (reading.kind !== 'read') continue
    const firstPoll = !sources.has(feed)
    const sourceId = sources.get(feed) ?? (await makeSource(store, feed))
    sources.set(feed, sourceId)
    await store.write(tx => storeItems(tx, reading.items, { sourceId, firstPoll, at }))
    while ((await grouper.step()) === 'again');
    last = at
  }
  for (const days of [5, 10, 15]) {
    await handOver(store, { title: `Nothing of day ${days}`, seenAt: last + days * dayMs })
    while ((await grouper.step()) === 'again');
  }
  await grouper.stop()
  return last
}

async function purgeOf(store: Store, purges: readonly Parameters<Store['write']>[0][]): Promise<void> {
  for (const purge of purges) while (Number(await store.write(purge)) > 0);
}

async function endAll(store: Store, at: number): Promise<void> {
  const before = at - 365 * dayMs
  await store.write(tx => tx.deleteFrom('fresh_moments').execute())
  let after = firstPlace
  await purgeOf(store, [
    tx => purgeMoments(tx, { before, limit: 500 }),
    tx => purgeChanges(tx, { before, limit: 500 }),
    async tx => {
      const ending = await endStories(tx, { before, after }, alertedAmong)
      after = ending.after
      return ending.looked
    },
    tx => endItems(tx, { limit: 200 }),
  ])
}

async function report(store: Store, when: string): Promise<void> {
  const items = await countOf(store, 'items')
  const counts = `${items} items, ${await countOf(store, 'stories')} stories, ${await countOf(store, 'item_revisions')} revisions`
  console.log(`\n${store.kind}, ${when}: ${counts}; octets an item:`)
  const rows = (await sizesOf(store)).filter(({ name }) => lasting.includes(name))
  for (const { name, bytes } of rows)
    console.log(`  ${name.padEnd(16)} ${(bytes / items).toFixed(0).padStart(6)}`)
  const each = rows.reduce((sum, { bytes }) => sum + bytes, 0) / items
  const year = (each * itemsAYear) / 1e9
  console.log(
    `  ${'all'.padEnd(16)} ${each.toFixed(0).padStart(6)}   ${year.toFixed(1)} GB a year at 20,000 a day`,
  )
}

async function countOf(store: Store, table: 'items' | 'stories' | 'item_revisions'): Promise<number> {
  const row = await store.read
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(row.rows)
}

/** With their indices, without the room that deleted rows left. */
async function sizesOf(store: Store): Promise<{ name: string; bytes: number }[]> {
  const isPostgres = store.kind === 'postgres'
  if (isPostgres) await sql`vacuum full`.execute(store.read)
  const sizes = isPostgres
    ? sql<{ name: string; bytes: number }>`
      select relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables order by 2 desc`
    : sql<{ name: string; bytes: number }>`
      select m.tbl_name as name, sum(s.payload + 4 * s.ncell) as bytes
      from dbstat s join sqlite_master m on m.name = s.name group by 1 order by 2 desc`
  const { rows } = await sizes.execute(store.read)
  return rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) }))
}
