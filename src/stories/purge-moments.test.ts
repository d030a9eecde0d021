import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { moveAll, tell } from '../alerts/rules/test-news.ts'
import { makeSource } from '../alerts/test-alerts.ts'
import type { Store } from '../store/index.ts'
import { lookBackMs, momentsKeptFrom, purgeChanges, purgeMoments } from './purge-moments.ts'

const dayMs = 86_400_000
const start = Date.parse('2026-01-01T00:00Z')

/** A moment a day, each of a story of its own, and a merge a day; the rules have seen all. */
async function news(store: Store, days: number): Promise<void> {
  const sourceId = await makeSource(store, 'none')
  for (let day = 0; day < days; day++) {
    const at = start + day * dayMs
    const { storyId: from } = await tell(store, at, { sourceId })
    const { storyId: to } = await tell(store, at + 1, { sourceId })
    await moveAll(store, at + 2, { kind: 'merge', from, to })
  }
  await store.write(tx => tx.deleteFrom('fresh_moments').execute())
}

async function left(store: Store) {
  const of = async (table: 'story_moments' | 'story_changes') =>
    (await store.read.selectFrom(table).select(['id', 'at']).orderBy('id').execute()).map(({ at }) => at)
  return { moments: await of('story_moments'), changes: await of('story_changes') }
}

test('what is older goes a batch at a time, the oldest first, and the mark is there with the first of it', async t => {
  const store = await freshStore(t)
  await news(store, 5)
  const before = start + 3 * dayMs
  assert.equal(await momentsKeptFrom(store.read), null)
  assert.equal(await store.write(tx => purgeMoments(tx, { before: start, limit: 4 })), 0)
  assert.equal(await momentsKeptFrom(store.read), null, 'nothing went, and nothing is said to have gone')
  assert.equal(await store.write(tx => purgeMoments(tx, { before, limit: 4 })), 4)
  assert.equal(await momentsKeptFrom(store.read), before)
  const { moments } = await left(store)
  assert.deepEqual([moments.length, moments[0]], [11, start + dayMs + 1])
  while ((await store.write(tx => purgeMoments(tx, { before, limit: 4 }))) > 0);
  while ((await store.write(tx => purgeChanges(tx, { before, limit: 1 }))) > 0);
  const kept = await left(store)
  const last = before - dayMs + 2
  assert.deepEqual(kept.moments, [
    last,
    ...[3, 4].flatMap(day => [0, 1, 2].map(ms => start + day * dayMs + ms)),
  ])
  assert.deepEqual(kept.changes, [last, before + 2, before + dayMs + 2])
})

test('a kill in the middle leaves the mark and the rows as they were, and no mark ever goes back', async t => {
  const store = await freshStore(t)
  await news(store, 5)
  const whole = await left(store)
  const killed = (before: number) =>
    store.write(async tx => {
      await purgeMoments(tx, { before, limit: 5 })
      await purgeChanges(tx, { before, limit: 1 })
      throw new Error('killed')
    })
  await assert.rejects(killed(start + 3 * dayMs), /killed/)
  assert.deepEqual([await momentsKeptFrom(store.read), await left(store)], [null, whole])
  await store.write(tx => purgeMoments(tx, { before: start + 2 * dayMs, limit: 1 }))
  // Another process, whose clock is a day behind; and one whose clock is ahead.
  await store.write(tx => purgeMoments(tx, { before: start + dayMs, limit: 1 }))
  assert.equal(await momentsKeptFrom(store.read), start + 2 * dayMs)
  await assert.rejects(killed(start + 4 * dayMs), /killed/)
  assert.equal(await momentsKeptFrom(store.read), start + 2 * dayMs)
  await store.write(tx => purgeChanges(tx, { before: start + 4 * dayMs, limit: 1 }))
  assert.equal(
    await momentsKeptFrom(store.read),
    start + 4 * dayMs,
    'a change that went moves it as a moment does',
  )
})

test('of two processes at once neither moves the mark back, and each row goes once', async t => {
  const store = await freshStore(t)
  await news(store, 6)
  const marks = [2, 5, 3, 4].map(day => start + day * dayMs)
  const gone = await Promise.all(
    marks.map(before => store.write(tx => purgeMoments(tx, { before, limit: 3 }))),
  )
  assert.equal(await momentsKeptFrom(store.read), start + 5 * dayMs)
  assert.equal((await left(store)).moments.length, 18 - gone.reduce((sum, rows) => sum + rows))
})

test('what the rules have not looked at stays, and what they will look back at', async t => {
  const store = await freshStore(t)
  await news(store, 50)
  const at = start + 40 * dayMs
  const { id } = await store.read
    .selectFrom('story_moments')
    .select('id')
    .where('at', '=', at)
    .executeTakeFirstOrThrow()
  await store.write(tx => tx.insertInto('fresh_moments').values({ moment_id: id }).execute())
  const wish = { before: start + 49 * dayMs, limit: 999 }
  await store.write(tx => purgeMoments(tx, wish))
  assert.equal(await momentsKeptFrom(store.read), at - lookBackMs)
  assert.equal((await left(store)).moments[1], at - lookBackMs)
  await store.write(tx => tx.deleteFrom('fresh_moments').execute())
  await store.write(tx => purgeMoments(tx, wish))
  assert.equal((await left(store)).moments.length, 4)
})

test('a batch asks by index alone', async t => {
  const store = await freshStore(t)
  // Which index PostgreSQL takes depends on what is in the tables.
  if (store.kind !== 'sqlite') return
  await news(store, 5)
  const plans: string[] = []
  const { prepare } = DatabaseSync.prototype
  t.mock.method(DatabaseSync.prototype, 'prepare', function (this: DatabaseSync, text: string) {
    if (/^\s*(?:select|update|delete)/i.test(text)) {
      const plan = prepare.call(this, `explain query plan ${text}`).all()
      plans.push(...plan.map(({ detail }) => String(detail)))
    }
    return prepare.call(this, text)
  })
  const wish = { before: start + 3 * dayMs, limit: 2 }
  await store.write(tx => purgeMoments(tx, wish))
  await store.write(tx => purgeChanges(tx, wish))
  assert.deepEqual(
    plans.filter(detail => /^SCAN (?!fresh_moments)|TEMP B-TREE/.test(detail)),
    [],
  )
  assert.ok(plans.length > 8)
})
