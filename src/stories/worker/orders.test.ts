import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { keepStory, orderStory, readOrder, type StoryOrder, waitForOrder } from '../orders.ts'
import { readMoments, readStoryChanges } from '../read-moments.ts'
import { listStories, readStory, readStoryHeadlines } from '../read-stories.ts'
import { groupAll } from '../test-grouping.ts'
import { handOver } from '../test-items.ts'
import { judgeStories } from '../test-judge.ts'
import { unrulyParts as parts } from '../test-unruly.ts'

const clock = createFakeClock()
const dayMs = 24 * 3_600_000

async function groupedItems(store: Store, ...titles: string[]): Promise<number[]> {
  const ids: number[] = []
  for (const [place, title] of titles.entries()) ids.push(await handOver(store, { title, seenAt: place }))
  await groupAll(store, clock, { parts })
  return ids
}

/** Returns how it was answered. */
async function order(store: Store, given: StoryOrder, at = 100) {
  const id = await store.write(tx => orderStory(tx, given, { by: 'Ada', at }))
  assert.ok(id !== null)
  await groupAll(store, clock, { parts })
  await judgeStories(store.read)
  return readOrder(store.read, id)
}

async function storyOf(store: Store, itemId: number | undefined): Promise<number> {
  const row = await store.read
    .selectFrom('story_items')
    .select('story_id')
    .where('item_id', '=', itemId ?? 0)
    .executeTakeFirstOrThrow()
  return row.story_id
}

test('an editor merges two stories: one has all, the other says where they went', async t => {
  const store = await freshStore(t)
  const [quake, flood] = await groupedItems(store, 'quake', 'flood')
  const [from, to] = [await storyOf(store, flood), await storyOf(store, quake)]
  assert.deepEqual(await order(store, { kind: 'merge', storyId: from, to }), { kind: 'done' })
  assert.deepEqual(await readStory(store.read, from), { kind: 'merged', into: to })
  const [gone] = await readStoryHeadlines(store.read, [from])
  assert.equal(gone?.headline, 'flood')
  const changes = await readStoryChanges(store.read, from)
  assert.deepEqual(
    changes.map(({ kind, by, items }) => [kind, by, items]),
    [['merge', 'editor:Ada', [flood]]],
  )
  const moments = await readMoments(store.read, to)
  assert.deepEqual(
    moments.map(({ kind, items }) => [kind, items]),
    [
      ['founded', 1],
      ['merged', 2],
    ],
  )
})

test('what an editor took apart the machine never puts together again', async t => {
  const store = await freshStore(t)
  const [first, second] = await groupedItems(store, 'quake', 'quake')
  const storyId = await storyOf(store, first)
  await order(store, { kind: 'split', storyId, itemIds: [second ?? 0] })
  const other = await storyOf(store, second)
  assert.notEqual(other, storyId)
  await handOver(store, { title: 'quake', seenAt: 200 })
  await handOver(store, { title: 'flood', seenAt: 201 })
  await handOver(store, { title: 'flood with quake', seenAt: 202 })
  await handOver(store, { title: 'quake apart', seenAt: 203 })
  await groupAll(store, clock, { parts })
  await judgeStories(store.read)
  assert.deepEqual([await storyOf(store, first), await storyOf(store, second)], [storyId, other])
})

test('a story with an alert keeps its id, whoever merges it, and in whichever direction', async t => {
  const store = await freshStore(t)
  const [quake, flood] = await groupedItems(store, 'quake', 'flood')
  const [older, alerted] = [await storyOf(store, quake), await storyOf(store, flood)]
  await store.write(tx => keepStory(tx, { storyId: alerted, itemId: flood ?? 0, at: 50 }))
  await handOver(store, { title: 'quake with flood', seenAt: 60 })
  await groupAll(store, clock, { parts })
  assert.deepEqual(await readStory(store.read, older), { kind: 'merged', into: alerted })
  const [vote] = await groupedItems(store, 'vote')
  const into = await storyOf(store, vote)
  await order(store, { kind: 'merge', storyId: alerted, to: into })
  assert.deepEqual(await readStory(store.read, into), { kind: 'merged', into: alerted })
})

test('an alert of no item in particular keeps its story too, also one that was merged meanwhile', async t => {
  const store = await freshStore(t)
  const [quake, flood, vote] = await groupedItems(store, 'quake', 'flood', 'vote')
  const [from, to] = [await storyOf(store, flood), await storyOf(store, quake)]
  await order(store, { kind: 'merge', storyId: from, to })
  await store.write(tx => keepStory(tx, { storyId: from, itemId: null, at: 150 }))
  const other = await storyOf(store, vote)
  await order(store, { kind: 'merge', storyId: to, to: other }, 200)
  assert.equal(await storyOf(store, vote), to)
})

test('where a story is divided, the part with the alert’s item keeps the id', async t => {
  const store = await freshStore(t)
  const [first, second, third] = await groupedItems(store, 'quake', 'quake', 'quake')
  const storyId = await storyOf(store, first)
  await store.write(tx => keepStory(tx, { storyId, itemId: second ?? 0, at: 50 }))
  await order(store, { kind: 'split', storyId, itemIds: [second ?? 0] })
  assert.equal(await storyOf(store, second), storyId)
  assert.equal(await storyOf(store, first), await storyOf(store, third))
  assert.notEqual(await storyOf(store, first), storyId)
})

test('what cannot be done is refused in words, and nothing is changed', async t => {
  const store = await freshStore(t)
  const [quake, flood] = await groupedItems(store, 'quake', 'flood')
  const [one, other] = [await storyOf(store, quake), await storyOf(store, flood)]
  const refused = async (given: StoryOrder, words: RegExp) => {
    const answer = await order(store, given)
    assert.match(answer.kind === 'refused' ? answer.problem : answer.kind, words)
  }
  await refused({ kind: 'split', storyId: one, itemIds: [quake ?? 0] }, /all were chosen/)
  await refused({ kind: 'split', storyId: one, itemIds: [flood ?? 0] }, /is not in it/)
  await refused({ kind: 'move', storyId: one, itemIds: [], to: other }, /none was chosen/)
  await refused({ kind: 'merge', storyId: one, to: one }, /Choose another/)
  assert.equal((await listStories(store.read, { limit: 9 })).length, 2)
  const unknown = await store.write(tx =>
    orderStory(tx, { kind: 'merge', storyId: one, to: 999 }, { by: 'Ada', at: 1 }),
  )
  assert.equal(unknown, null)
})

test('a story that sleeps wakes when an editor needs it', async t => {
  const store = await freshStore(t)
  const [quake, second] = await groupedItems(store, 'quake', 'quake')
  const later = await handOver(store, { title: 'flood', seenAt: 9 * dayMs })
  await groupAll(store, clock, { parts })
  const storyId = await storyOf(store, quake)
  const asleep = await readStory(store.read, storyId)
  assert.equal(asleep.kind === 'found' && asleep.story.state, 'asleep')
  const answer = await order(
    store,
    { kind: 'move', storyId, itemIds: [second ?? 0], to: await storyOf(store, later) },
    9 * dayMs + 1,
  )
  assert.deepEqual(answer, { kind: 'done' })
  assert.equal(await storyOf(store, second), await storyOf(store, later))
})

test('who waits for an answer has it when it is there, and hears when nobody groups', async t => {
  const store = await freshStore(t)
  const [quake, flood] = await groupedItems(store, 'quake', 'flood')
  const given: StoryOrder = {
    kind: 'merge',
    storyId: await storyOf(store, quake),
    to: await storyOf(store, flood),
  }
  const id = (await store.write(tx => orderStory(tx, given, { by: 'Ada', at: 100 }))) ?? 0
  const own = createFakeClock()
  const patient = waitForOrder({ store, clock: own }, id, 5_000)
  assert.deepEqual(await waitForOrder({ store, clock: own }, id, 0), { kind: 'waiting' })
  await groupAll(store, clock, { parts })
  const advancing = setInterval(() => void own.advance(1_000), 5)
  assert.deepEqual(await patient, { kind: 'done' })
  clearInterval(advancing)
})
