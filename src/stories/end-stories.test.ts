/** Which stories end, and what stays of one that did. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { freshStore } from '../../test/support/store.ts'
import { alertedAmong, createAlert, draftFromStory } from '../alerts/index.ts'
import { endItems, isBeginning } from '../sources/index.ts'
import type { Store } from '../store/index.ts'
import { endStories, firstPlace, takeEndingTurn } from './end-stories.ts'
import { orderStory } from './orders.ts'
import { purgeMoments } from './purge-moments.ts'
import { readOrigins } from './read-origins.ts'
import { readStory } from './read-stories.ts'
import { groupAll } from './test-grouping.ts'
import { handOver, makeSource, reviseByHand } from './test-items.ts'
import { judgeStories } from './test-judge.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const start = Date.UTC(2026, 0, 1)
const clock = createFakeClock()
const titles = [
  'Volcano erupts on Kestrel island',
  'Parliament of Norvia dissolved by its president',
  'Ferry capsizes off Brelland with forty aboard',
  'Central bank of Cataria doubles its rate',
  'Glacier slides into lake Umber',
  'Cyclist Perrault wins the mountain stage',
  'Museum recovers stolen Vermeer painting',
  'Pilots strike at airline Aerodor',
  'Measles outbreak closes schools in Tamsin',
  'Telescope finds water on distant planet',
  'Farmers block motorways with tractors',
  'Chess champion Ivarsson retires',
]
const titleOf = (n: number) => titles[n] ?? ''
const long = (n: number) => `${titleOf(n)}, officials said. ${`Paragraph ${n} goes on and on. `.repeat(30)}`

/** A story a day, each of one item with a long text. Returns the items' ids, which are the stories'. */
async function news(
  t: TestContext,
  days: number,
): Promise<{ store: Store; sourceId: number; items: number[] }> {
  const store = await freshStore(t)
  const sourceId = await makeSource(store, 'The Wire')
  const items: number[] = []
  for (let day = 0; day < days; day++) {
    items.push(await handOver(store, { sourceId, title: titleOf(day), seenAt: start + day * dayMs }))
    await store.write(tx =>
      tx
        .updateTable('items')
        .set({ text: long(day) })
        .where('id', '=', items.at(-1) ?? 0)
        .execute(),
    )
    await groupAll(store, clock)
  }
  await quiet(store, sourceId, days)
  return { store, sourceId, items }
}

/** Whatever there is falls asleep, and no rule waits for it. */
async function quiet(store: Store, sourceId: number, day: number): Promise<void> {
  await handOver(store, {
    sourceId,
    title: `Quiet ${day} in every parish`,
    seenAt: start + (day + 6) * dayMs,
  })
  await groupAll(store, clock)
  await store.write(tx => tx.deleteFrom('fresh_moments').execute())
}

/** As a round does, on that day. */
async function end(store: Store, day: number, keepDays = 40): Promise<void> {
  const before = start + (day - keepDays) * dayMs
  while ((await store.write(tx => purgeMoments(tx, { before, limit: 500 }))) > 0);
  let after = firstPlace
  for (let looked = 1; looked > 0; ) {
    const ending = await store.write(tx => endStories(tx, { before, after }, alertedAmong))
    ;({ looked, after } = ending)
  }
  while ((await store.write(tx => endItems(tx, { limit: 3 }))) > 0);
}

async function storyOf(store: Store, itemId: number): Promise<number> {
  const row = await store.read
    .selectFrom('story_items')
    .select('story_id')
    .where('item_id', '=', itemId)
    .executeTakeFirstOrThrow()
  return row.story_id
}

async function ended(store: Store): Promise<number[]> {
  const rows = await store.read.selectFrom('items').select(['id', 'text']).orderBy('id').execute()
  return rows.filter(({ text }) => isBeginning(text)).map(({ id }) => id)
}

test('what is older ends, whole stories at once, and no sooner than its moments are gone', async t => {
  const { store, items } = await news(t, 12)
  await end(store, 45)
  assert.deepEqual(await ended(store), items.slice(0, 5))
  const states = await store.read.selectFrom('stories').select('state').orderBy('id').execute()
  assert.deepEqual(
    states.slice(0, 6).map(({ state }) => state),
    ['ended', 'ended', 'ended', 'ended', 'ended', 'asleep'],
  )
  await store.write(tx => endStories(tx, { before: start + 400 * dayMs, after: firstPlace }, alertedAmong))
  await store.write(tx => endItems(tx, { limit: 100 }))
  assert.deepEqual(await ended(store), items.slice(0, 5), 'a replay may read what came later')
})

test('what was alerted of, drafted, put right, fetched, revised, watched as a page or ordered stays whole', async t => {
  const { store, sourceId, items } = await news(t, 12)
  const [sent = 0, drafted = 0, pinned = 0, merged = 0, fetched = 0, revised = 0, page = 0, ordered = 0] =
    items
  const at = start + 20 * dayMs
  await store.write(async tx => {
    const fields = { headline: 'Told', story: await storyOf(store, sent) }
    const made = await createAlert(tx, { fields, by: 'editor:Ada', at, send: true })
    assert.equal(made.kind, 'created')
  })
  await store.write(async tx =>
    draftFromStory(tx, { storyId: await storyOf(store, drafted), by: 'editor:Ada', at }),
  )
  const [from, to] = [await storyOf(store, pinned), await storyOf(store, merged)]
  await store.write(tx => orderStory(tx, { kind: 'merge', storyId: from, to }, { by: 'Ada', at }))
  await groupAll(store, clock)
  await store.write(async tx => {
    await tx
      .updateTable('items')
      .set({ full_text: 'All.', full_text_at: at })
      .where('id', '=', fetched)
      .execute()
    const { id } = await tx
      .insertInto('sources')
      .values({
        name: 'p',
        url: 'https://p.example/',
        kind: 'page',
        host: 'p',
        on_item: 'none',
        created_at: 0,
        failures: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx.updateTable('items').set({ source_id: id }).where('id', '=', page).execute()
  })
  await reviseByHand(store, revised, { title: `${titleOf(5)} again`, at: start + 30 * dayMs })
  await groupAll(store, clock)
  await quiet(store, sourceId, 40)
  const storyId = await storyOf(store, ordered)
  await store.write(tx => orderStory(tx, { kind: 'split', storyId, itemIds: [ordered] }, { by: 'Ada', at }))
  await end(store, 65)
  assert.deepEqual(await ended(store), items.slice(8))
  await end(store, 80)
  assert.deepEqual(
    await ended(store),
    [...items.slice(8), revised].sort((one, other) => one - other),
    'revised long ago',
  )
})

test('a story that ended is shown, and wakes as who it was: no origin, score or change is made of what is gone', async t => {
  const store = await freshStore(t)
  const [one, other] = [
    await makeSource(store, 'The Daily Dune'),
    await makeSource(store, 'The Harbour Post'),
  ]
  const reports = ['Lava reached the village of Omb. ', 'Hundreds fled by boat at night. ']
  const byline = '\n\n(Reporting by Ada Lovelace for Reuters; editing by Bob)'
  const ids: number[] = []
  for (const [n, sourceId] of [one, other].entries()) {
    const item = { sourceId, title: titleOf(0), urlKey: 'a', seenAt: start + n * hourMs }
    ids.push(await handOver(store, item))
    const text = reports[n]?.repeat(20) + byline
    await store.write(tx =>
      tx
        .updateTable('items')
        .set({ text })
        .where('id', '=', ids[n] ?? 0)
        .execute(),
    )
  }
  await groupAll(store, clock)
  await quiet(store, one, 10)
  const storyId = await storyOf(store, ids[0] ?? 0)
  const shown = async () => {
    const found = await readStory(store.read, storyId)
    assert.ok(found.kind === 'found')
    const { state, ...story } = found.story
    const origins = (await readOrigins(store.read, storyId)).map(({ name, itemCount }) => [name, itemCount])
    return { story, origins, titles: found.items.map(({ title }) => title) }
  }
  const before = await shown()
  assert.deepEqual(before.origins, [['Reuters', 2]])
  await end(store, 100)
  assert.deepEqual([await ended(store), await shown()], [ids, before])
  const at = start + 120 * dayMs
  const apart = { kind: 'split', storyId, itemIds: [ids[1] ?? 0] } as const
  await store.write(tx => orderStory(tx, apart, { by: 'Ada', at }))
  await groupAll(store, clock)
  const back = { kind: 'merge', storyId: await storyOf(store, ids[1] ?? 0), to: storyId } as const
  await store.write(tx => orderStory(tx, back, { by: 'Ada', at }))
  await groupAll(store, clock)
  const after = await shown()
  assert.deepEqual([after.origins, after.story.originCount], [before.origins, 1])
  assert.ok(after.story.score <= before.story.topScore)
  const changes = await store.read
    .selectFrom('story_moments')
    .select('changes')
    .where('at', '=', at)
    .execute()
  assert.ok(changes.every(({ changes: made }) => made === '[]'))
  await judgeStories(store.read)
})

test('of many processes one makes the round of an hour, and the next hour another may', async t => {
  const store = await freshStore(t)
  const take = (at: number) => store.write(tx => takeEndingTurn(tx, at))
  const first = await Promise.all([start, start + 1, start + 2].map(take))
  assert.equal(first.filter(taken => taken).length, 1)
  assert.equal(await take(start + hourMs), true)
  assert.equal(await take(start + hourMs + 60_000), false)
  assert.equal(
    await take(start - 10 * dayMs),
    true,
    'a clock that was ahead holds it up for no longer than it runs',
  )
})

test('a kill leaves a story as it was or as it ended, and batches go on where the last one was', async t => {
  const { store, items } = await news(t, 12)
  const before = start + 8 * dayMs
  await store.write(tx => purgeMoments(tx, { before, limit: 500 }))
  const killed = store.write(async tx => {
    await endStories(tx, { before, after: firstPlace }, alertedAmong)
    throw new Error('killed')
  })
  await assert.rejects(killed, /killed/)
  assert.equal((await store.read.selectFrom('ending_items').selectAll().execute()).length, 0)
  const first = await store.write(tx =>
    endStories(tx, { before, after: firstPlace }, async (_, [id]) => [id ?? 0]),
  )
  assert.equal(first.looked, 8)
  assert.equal((await store.write(tx => endStories(tx, { before, ...first }, alertedAmong))).looked, 0)
  while ((await store.write(tx => endItems(tx, { limit: 3 }))) > 0);
  assert.deepEqual(await ended(store), items.slice(1, 8))
})
