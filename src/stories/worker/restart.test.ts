import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { MachineParts } from '../machine/parts.ts'
import { readMoments } from '../read-moments.ts'
import { readStory } from '../read-stories.ts'
import { groupAll, testGrouper } from '../test-grouping.ts'
import { handOver, makeSource, reviseByHand } from '../test-items.ts'
import { allWritten } from '../test-judge.ts'
import { unrulyParts } from '../test-unruly.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const clock = createFakeClock()
const parts = unrulyParts

/** The same items, with or without a restart before each. */
async function writtenOf(
  t: TestContext,
  items: readonly { title: string; at: number }[],
  restarts: boolean,
  parts: MachineParts = unrulyParts,
) {
  await using store = await freshStore(t)
  const sourceId = await makeSource(store, 'a')
  const running = testGrouper(store, clock, { parts })
  for (const { title, at } of items) {
    await handOver(store, { sourceId, title, seenAt: at })
    if (restarts) await groupAll(store, clock, { parts })
    else while ((await running.step()) === 'again');
  }
  await running.stop()
  return await allWritten(store.read)
}

test('what is 30 days old at a minute between two restarts is remembered as if there were none', async t => {
  const morning = Date.UTC(2026, 0, 1, 10)
  const items = [
    { title: 'quake', at: morning + 20 * minuteMs },
    { title: 'flood', at: morning + 30 * dayMs + 5 * minuteMs },
    { title: 'vote', at: morning + 30 * dayMs + 50 * minuteMs },
    { title: 'quake', at: morning + 30 * dayMs + 55 * minuteMs },
  ]
  const written = await writtenOf(t, items, false)
  assert.equal(written['relations']?.length, 1)
  assert.deepEqual(await writtenOf(t, items, true), written)
})

test('a story that an older item joins began when that came, with and without a restart', async t => {
  const alike: MachineParts = {
    ...unrulyParts,
    createGrouping: rules => ({ ...unrulyParts.createGrouping(rules), signatureOf: () => [1, 2, 3] }),
  }
  const items = [
    { title: 'quake', at: 10 * minuteMs },
    { title: 'quake', at: 11 * minuteMs },
    { title: 'quake', at: 2 * minuteMs },
    { title: 'flood', at: 5 * minuteMs },
  ]
  const written = await writtenOf(t, items, false, alike)
  assert.equal(written['relations']?.length, 1)
  assert.deepEqual(await writtenOf(t, items, true, alike), written)
})

test('a story from before its facts were kept knows them after the start, so that what its item takes back is told', async t => {
  const store = await freshStore(t)
  const ids = [await handOver(store, { title: 'quake' }), await handOver(store, { title: 'quake' })]
  await groupAll(store, clock, { parts })
  await store.write(tx => tx.updateTable('stories').set({ known: null }).execute())
  await reviseByHand(store, ids[0] ?? 0, { title: 'quake after all', at: 5 })
  await groupAll(store, clock, { parts })
  const moments = await readMoments(store.read, 1)
  assert.deepEqual(
    moments.map(({ kind, changes }) => [kind, changes.length]),
    [
      ['founded', 0],
      ['joined', 0],
      ['revised', 1],
    ],
  )
})

test('an item that is revised at every look does not grow without end, nor does a headline that is cut break', async t => {
  const store = await freshStore(t)
  const id = await handOver(store, { title: 'quake' })
  for (let at = 1; at <= 40; at++)
    await reviseByHand(store, id, { title: `quakes ${'😀'.repeat(200)}${at}`, at })
  await groupAll(store, clock, { parts })
  const { note } = await store.read.selectFrom('item_readings').select('note').executeTakeFirstOrThrow()
  assert.equal(JSON.parse(note).changes.length, 20)
  const story = await readStory(store.read, 1)
  assert.equal(story.kind === 'found' && story.story.headline.isWellFormed(), true)
})
