import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { takeFreshMoments } from '../read-moments.ts'
import { listStories, readStory, relatedEarlier } from '../read-stories.ts'
import { groupAll as groupWith, testGrouper } from '../test-grouping.ts'
import { handOver, makeSource, reviseByHand } from '../test-items.ts'
import { judgeStories } from '../test-judge.ts'
import { unrulyParts } from '../test-unruly.ts'

const dayMs = 24 * 3_600_000
const quake = 'Earthquake strikes eastern Turkey near Malatya'

async function groupAll(store: Store): Promise<void> {
  await groupWith(store, createFakeClock(0))
}

async function stories(store: Store) {
  return listStories(store.read, { limit: 100 })
}

test('an item that belongs to no story founds one', async t => {
  const store = await freshStore(t)
  await handOver(store, { title: quake, seenAt: 5 })
  await groupAll(store)
  const [story, ...others] = await stories(store)
  assert.deepEqual(others, [])
  assert.deepEqual(
    [story?.headline, story?.createdAt, story?.lastItemAt, story?.itemCount, story?.sourceCount],
    [quake, 5, 5, 1, 1],
  )
})

test('near-same headlines within a day are one story, and its counts follow', async t => {
  const store = await freshStore(t)
  const one = await makeSource(store, 'one')
  const other = await makeSource(store, 'other')
  await handOver(store, { sourceId: one, title: quake, seenAt: 1 })
  await handOver(store, { sourceId: other, title: `${quake} - Reuters`, seenAt: dayMs })
  await handOver(store, { sourceId: one, title: quake.toUpperCase(), seenAt: 2 })
  await groupAll(store)
  const [story, ...others] = await stories(store)
  assert.equal(others.length, 0)
  assert.deepEqual([story?.itemCount, story?.sourceCount, story?.lastItemAt], [3, 2, dayMs])
})

test('a headline whose story sleeps is a new story, and knows the earlier one', async t => {
  const store = await freshStore(t)
  await handOver(store, { title: quake, seenAt: 1 })
  await handOver(store, { title: quake, seenAt: 6 * dayMs })
  await groupAll(store)
  const [later, earlier] = await stories(store)
  assert.deepEqual([later?.state, earlier?.state], ['live', 'asleep'])
  const related = await relatedEarlier(store.read, later?.id ?? 0)
  assert.deepEqual(
    related.map(({ story }) => story.id),
    [earlier?.id],
  )
})

test('the same address joins two sources whatever their headlines say', async t => {
  const store = await freshStore(t)
  await handOver(store, { title: quake, urlKey: 'abc' })
  await handOver(store, { title: 'Dozens feared dead as buildings fall', urlKey: 'abc' })
  await groupAll(store)
  assert.equal((await stories(store)).length, 1)
})

test('an item that was grouped is handed on exactly once', async t => {
  const store = await freshStore(t)
  const id = await handOver(store, { title: quake })
  await groupAll(store)
  const first = await store.write(tx => takeFreshMoments(tx, 10))
  const [story] = await stories(store)
  assert.deepEqual(
    first.map(({ item, moment }) => [item?.id, moment.storyId, moment.kind]),
    [[id, story?.id, 'founded']],
  )
  assert.deepEqual(await store.write(tx => takeFreshMoments(tx, 10)), [])
})

test('what the next stage could not finish waits for it again', async t => {
  const store = await freshStore(t)
  await handOver(store, { title: quake })
  await groupAll(store)
  const broken = store.write(async tx => {
    await takeFreshMoments(tx, 10)
    throw new Error('the process dies')
  })
  await assert.rejects(broken)
  assert.equal((await store.write(tx => takeFreshMoments(tx, 10))).length, 1)
})

test('two groupers at once found one story for one event and lose no item', async t => {
  const store = await freshStore(t)
  for (let count = 0; count < 120; count += 1) await handOver(store, { title: quake, seenAt: count })
  await Promise.all([groupAll(store), groupAll(store), groupAll(store)])
  const found = await stories(store)
  assert.deepEqual(
    found.map(story => [story.itemCount, story.sourceCount]),
    [[120, 120]],
  )
})

test('a story shows its items newest first', async t => {
  const store = await freshStore(t)
  const older = await handOver(store, { title: quake, seenAt: 1 })
  const newer = await handOver(store, { title: quake, seenAt: 2 })
  await groupAll(store)
  const [story] = await stories(store)
  const shown = await readStory(store.read, story?.id ?? 0)
  assert.deepEqual(shown.kind === 'found' && shown.items.map(item => item.id), [newer, older])
  assert.deepEqual(await readStory(store.read, 999_999), { kind: 'not-found' })
})

test('stories are listed newest first, page by page, without gap or double', async t => {
  const store = await freshStore(t)
  const titles = [
    'Minister resigns over letters',
    'Volcano erupts beside village',
    'Bridge collapses under train',
  ]
  for (const title of titles) await handOver(store, { title, seenAt: 7 })
  await groupAll(store)
  const [first, second] = await listStories(store.read, { limit: 2 })
  assert.ok(first && second)
  const rest = await listStories(store.read, { before: second, limit: 2 })
  assert.deepEqual(
    [first, second, ...rest].map(story => story.headline),
    titles.toReversed(),
  )
})

test('an item at which the program fails founds a story of its own, and holds up nobody', async t => {
  const store = await freshStore(t)
  const bad = await handOver(store, { title: 'poison', seenAt: 1 })
  const good = await handOver(store, { title: quake, seenAt: 2 })
  const read: typeof unrulyParts.read = item => {
    if (item.title === 'poison') throw new Error('a bug')
    return unrulyParts.read(item)
  }
  const grouper = testGrouper(store, createFakeClock(0), { parts: { ...unrulyParts, read } })
  await assert.rejects(grouper.step(), /failed at item/)
  assert.equal(await grouper.step(), 'again')
  await grouper.stop()
  const found = await stories(store)
  assert.deepEqual(
    found.map(({ headline }) => headline),
    [quake, 'poison'],
  )
  assert.ok(bad < good)
})

test('an item at which the program fails holds up nobody when its story wakes either', async t => {
  const store = await freshStore(t)
  const bad = await handOver(store, { title: 'poison', seenAt: 1 })
  const read: typeof unrulyParts.read = item => {
    if (item.title === 'poison') throw new Error('a bug')
    return unrulyParts.read(item)
  }
  const grouper = testGrouper(store, createFakeClock(0), { parts: { ...unrulyParts, read } })
  const all = async () => {
    while ((await grouper.step()) === 'again');
  }
  await assert.rejects(all(), /failed at item/)
  await handOver(store, { title: 'flood', seenAt: 9 * dayMs })
  await all()
  const asleep = await readStory(store.read, 1)
  assert.equal(asleep.kind === 'found' && asleep.story.state, 'asleep')
  await reviseByHand(store, bad, { title: 'quake', at: 9 * dayMs + 1 })
  await all()
  await grouper.stop()
  await judgeStories(store.read)
  const awake = await readStory(store.read, 1)
  assert.deepEqual(awake.kind === 'found' && [awake.story.state, awake.story.headline], ['live', 'quake'])
})
