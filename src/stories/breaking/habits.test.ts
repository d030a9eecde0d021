import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, rememberedDays } from './days.ts'
import { createHabits } from './habits.ts'
import { noon } from './test-story.ts'

const plain = { firstPoll: false, marked: false }

function learnEvery(
  habits: ReturnType<typeof createHabits>,
  sourceId: number,
  everyMs: number,
  from = noon - 3 * dayMs,
) {
  for (let at = from; at < noon; at += everyMs) habits.learn({ ...plain, sourceId, at })
}

test('a source that nobody knows brings one an hour', () => {
  assert.equal(createHabits().usualGapMs(1, noon), hourMs)
})

test('the usual gap follows what a source brings', () => {
  const habits = createHabits()
  learnEvery(habits, 1, 10 * 60_000)
  learnEvery(habits, 2, 6 * hourMs)
  const [busy, slow] = [habits.usualGapMs(1, noon), habits.usualGapMs(2, noon)]
  assert.ok(busy > 8 * 60_000 && busy < 12 * 60_000, String(busy))
  assert.ok(slow > 4 * hourMs && slow < 7 * hourMs, String(slow))
})

test('at an hour that is quiet over all sources the gap is longer', () => {
  const habits = createHabits()
  for (let at = noon - 5 * dayMs; at < noon; at += 10 * 60_000) {
    const isNight = new Date(at).getUTCHours() < 6
    if (!isNight || at % hourMs === 0) habits.learn({ ...plain, sourceId: 1, at })
  }
  assert.ok(habits.usualGapMs(1, noon + 15 * hourMs) > 1.5 * habits.usualGapMs(1, noon + 2 * hourMs))
})

test('what the first poll brought says how much a source marks, and nothing of how often it publishes', () => {
  const habits = createHabits()
  for (let count = 0; count < 50; count += 1)
    habits.learn({ sourceId: 1, at: noon, firstPoll: true, marked: count < 5 })
  assert.deepEqual(habits.markShare(1), { marked: 5, of: 50 })
  assert.equal(habits.usualGapMs(1, noon), hourMs)
})

test('what lies farther back than the remembered days is forgotten, by the newest day of any source', () => {
  const habits = createHabits()
  habits.learn({ ...plain, sourceId: 1, at: noon, marked: true })
  habits.learn({ ...plain, sourceId: 2, at: noon + (rememberedDays - 1) * dayMs })
  assert.deepEqual(habits.markShare(1), { marked: 1, of: 1 })
  habits.learn({ ...plain, sourceId: 2, at: noon + rememberedDays * dayMs })
  assert.deepEqual(habits.markShare(1), { marked: 0, of: 0 })
})

test('a hundred thousand sources cost less than a kilobyte each', () => {
  const habits = createHabits()
  const before = process.memoryUsage()
  for (let sourceId = 1; sourceId <= 100_000; sourceId += 1)
    for (const day of [0, 1]) habits.learn({ ...plain, sourceId, at: noon + day * dayMs })
  const after = process.memoryUsage()
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  assert.ok(grown < 100e6, `${Math.round(grown / 1e6)} MB`)
  assert.deepEqual(habits.markShare(100_000), { marked: 0, of: 2 })
})
