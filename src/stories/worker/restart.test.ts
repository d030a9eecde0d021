import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { groupAll, testGrouper } from '../test-grouping.ts'
import { handOver, makeSource } from '../test-items.ts'
import { allWritten } from '../test-judge.ts'
import { unrulyParts as parts } from '../test-unruly.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const clock = createFakeClock()

/** The same items, with or without a restart before each. */
async function writtenOf(t: TestContext, items: readonly { title: string; at: number }[], restarts: boolean) {
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
