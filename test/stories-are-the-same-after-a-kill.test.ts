/**
 * Grouping under `kill -9`: stories, moments, changes and their order are byte for byte those of a run that nobody
 * disturbed, wherever the process was killed; and where several share PostgreSQL, whoever of them led. Short form: 3
 * kills; `npm run prove`: 20.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../src/clock.ts'
import { migrations } from '../src/migrations.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { groupAll } from '../src/stories/test-grouping.ts'
import { allWritten, judgeStories } from '../src/stories/test-judge.ts'
import { addNews, addNewsOrders, addNewsSources } from './support/news-feed.ts'
import { pollUntil } from './support/poll-until.ts'
import { proofSize } from './support/proof-size.ts'
import { freshStore } from './support/store.ts'
import { migratedStorePlace, type StorePlace, testStoreKind } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const kills = proofSize(3, 20)
const grouped = 400
const items = proofSize(1_200, 12_000)
const roles = ['--roles', 'watch']
const deadlineMs = 120_000

async function openAt(t: TestContext, { databaseUrl }: StorePlace): Promise<Store> {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
  const database = file ? { kind: 'sqlite' as const, file } : { kind: 'postgres' as const, url: databaseUrl }
  const store = await openStore(database, migrations)
  t.after(() => store.close())
  return store
}

/** Some of it grouped in peace; orders of editors for the middle of what comes then, where all of that waits at once. */
async function prepare(store: Store, orders: boolean): Promise<readonly number[]> {
  const sources = await addNewsSources(store)
  await addNews(store, sources, [0, grouped])
  await groupAll(store, systemClock)
  if (orders) await addNewsOrders(store, grouped + 600)
  return sources
}

/** Worked out once, for all tests that compare with it. */
const inPeace = new Map<boolean, ReturnType<typeof undisturbed>>()

function expectedOf(t: TestContext, orders: boolean): ReturnType<typeof undisturbed> {
  const known = inPeace.get(orders) ?? undisturbed(t, orders)
  inPeace.set(orders, known)
  return known
}

async function undisturbed(t: TestContext, orders: boolean) {
  const store = await freshStore(t)
  await addNews(store, await prepare(store, orders), [grouped, items])
  await groupAll(store, systemClock)
  return written(store)
}

/** The rules take what is fresh, and memory says what time it is: all else is compared. */
async function written(store: Store) {
  await judgeStories(store.read)
  const { fresh: _, ...all } = await allWritten(store.read)
  return all
}

async function waiting(store: Store): Promise<number> {
  const row = await store.read
    .selectFrom('fresh_items')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

async function untilDone(store: Store): Promise<void> {
  await pollUntil(
    'all to be grouped',
    async () => {
      const revisions = await store.read.selectFrom('fresh_revisions').select('id').limit(1).execute()
      return revisions.length === 0 && (await waiting(store)) === 0
    },
    deadlineMs,
  )
}

test('killed again and again while it groups, it has the stories and moments of a run in peace', async t => {
  const expected = await expectedOf(t, true)
  const place = await migratedStorePlace(t)
  const store = await openAt(t, place)
  await addNews(store, await prepare(store, true), [grouped, items])
  const env = environmentOf(place)
  for (let killed = 0; killed < kills; killed++) {
    const server = await startTocsin(t, env, roles)
    // Somewhere in the next part; what one batch takes is a part of it.
    const until = (await waiting(store)) - 1 - Math.floor((Math.random() * items) / (2 * kills))
    await pollUntil(
      'some to be grouped',
      async () => (await waiting(store)) <= Math.max(until, 1),
      deadlineMs,
    )
    await delay(Math.random() * 60)
    await server.kill()
    t.diagnostic(`killed with ${await waiting(store)} waiting`)
  }
  const server = await startTocsin(t, env, roles)
  await untilDone(store)
  await server.stop()
  assert.deepEqual(await written(store), expected)
})

test('of two processes one groups, and the other goes on when it is killed', {
  skip: testStoreKind() === 'postgres' ? false : 'SQLite has one process',
}, async t => {
  const expected = await expectedOf(t, false)
  const place = await migratedStorePlace(t)
  const store = await openAt(t, place)
  const sources = await prepare(store, false)
  const env = environmentOf(place)
  const leader = await startTocsin(t, env, roles)
  const middle = Math.floor((grouped + items) / 2)
  await addNews(store, sources, [grouped, middle])
  await pollUntil('the first to group', async () => (await waiting(store)) < middle - grouped)
  const other = await startTocsin(t, env, roles)
  await leader.kill()
  await addNews(store, sources, [middle, items])
  await untilDone(store)
  await other.stop()
  assert.deepEqual(await written(store), expected)
})

test('a process that stood still while another took over writes nothing of what it had worked out', {
  skip: testStoreKind() === 'postgres' ? false : 'SQLite has one process',
}, async t => {
  const expected = await expectedOf(t, false)
  const place = await migratedStorePlace(t)
  const store = await openAt(t, place)
  const sources = await prepare(store, false)
  const env = environmentOf(place)
  const stuck = await startTocsin(t, env, roles)
  const middle = Math.floor((grouped + items) / 2)
  await addNews(store, sources, [grouped, middle])
  await pollUntil('the first to group', async () => (await waiting(store)) < middle - grouped)
  stuck.suspend()
  const other = await startTocsin(t, env, roles)
  await addNews(store, sources, [middle, items])
  // Only the other one can have done it: its lease lapsed.
  await untilDone(store)
  stuck.wake()
  await other.stop()
  await addNews(store, sources, [items, items + 1])
  await untilDone(store)
  await stuck.stop()
  const { moments: expectedMoments } = expected
  assert.deepEqual((await written(store))['moments']?.slice(0, expectedMoments?.length), expectedMoments)
})
