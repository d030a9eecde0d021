import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { scoreNow } from './breaking/index.ts'
import { likelyStories } from './likely-stories.ts'
import { listHighest } from './list-highest.ts'

const hourMs = 3_600_000
const now = 1_000 * hourMs

/** Numbers that look drawn by lot, the same every time. */
function* drawn(): Generator<number, never> {
  for (let seed = 7; ; seed = (seed * 48_271) % 2_147_483_647) yield seed
}

test('the highest are found as their scores are now, however many of higher kept scores have faded', async t => {
  const store = await freshStore(t)
  const lot = drawn()
  const rows = Array.from({ length: 900 }, (_, n) => {
    // Most are old and were high: what is high now lies far down in the order of what was kept.
    const at = now - (n % 9 === 0 ? lot.next().value % hourMs : (20 + (lot.next().value % 40)) * hourMs)
    const score = n % 9 === 0 ? lot.next().value % 60 : 40 + (lot.next().value % 60)
    return { headline: `${n}`, created_at: at, last_item_at: at, item_count: 1, source_count: 1, score }
  })
  await store.write(tx => tx.insertInto('stories').values(rows).execute())
  const all = await store.read.selectFrom('stories').select(['id', 'score', 'last_item_at']).execute()
  const expected = all
    .map(({ id, score, last_item_at: at }) => ({ id, at, score: scoreNow(score, at, now) }))
    .sort((one, other) => other.score - one.score || other.at - one.at || other.id - one.id)
  const found = await listHighest(store.read, { limit: 60, live: true }, now)
  assert.deepEqual(
    found.map(({ story }) => [story.id, story.score]),
    expected.slice(0, 60).map(({ id, score }) => [id, score]),
  )
  const last = found.at(-1)?.story
  const further = await listHighest(store.read, { limit: 60, live: true, before: last }, now)
  assert.deepEqual(
    further.map(({ story }) => story.id),
    expected.slice(60, 120).map(({ id }) => id),
  )
  const least = await listHighest(store.read, { limit: 900, live: true, lowestScore: 30 }, now)
  assert.deepEqual(
    least.map(({ story }) => story.id),
    expected.filter(({ score }) => score >= 30).map(({ id }) => id),
  )
})

test('likely stories share rare words, in any script; merged ones and the story itself are none', async t => {
  const store = await freshStore(t)
  const headlines = [
    'Dam above Brenvik breaks, says water board',
    'Brenvik dam: water board head resigns',
    'Parliament of Aldorra dissolved',
    'ブレンヴィク上流のダムが決壊',
    'ブレンヴィクのダム決壊で12人死亡',
    'Brenvik dam breaks again, says nobody',
  ]
  await store.write(async tx => {
    for (const headline of headlines) {
      const row = { headline, created_at: 0, last_item_at: 0, item_count: 1, source_count: 1 }
      await tx.insertInto('stories').values(row).execute()
    }
    await tx.updateTable('stories').set({ state: 'merged', merged_into: 1 }).where('id', '=', 6).execute()
  })
  const likely = async (id: number) =>
    (await likelyStories(store.read, { id, headline: headlines[id - 1] ?? '' })).map(story => story.id)
  assert.deepEqual(await likely(2), [1])
  assert.deepEqual(await likely(4), [5])
  assert.deepEqual(await likely(3), [])
})
