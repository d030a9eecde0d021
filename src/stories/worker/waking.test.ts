/** A story that wakes is what it was, however many inputs waited with the one that woke it, and since when. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { readMoments } from '../read-moments.ts'
import { groupAll } from '../test-grouping.ts'
import { handOver, makeSource, reviseByHand } from '../test-items.ts'
import { allWritten, judgeStories } from '../test-judge.ts'
import { unrulyParts as parts } from '../test-unruly.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const clock = createFakeClock()

type Input =
  | { kind: 'item'; title: string; at: number; urlKey?: string }
  /** Of the item of that place. */
  | { kind: 'revision'; of: number; title: string; at: number }
  /** What came is grouped before more comes. */
  | { kind: 'pause' }

/** @param eager Each input is grouped when it comes; else all of them wait. */
async function writtenOf(
  t: TestContext,
  inputs: readonly Input[],
  { eager, batchSize }: { eager: boolean; batchSize: number },
) {
  await using store = await freshStore(t)
  const sourceId = await makeSource(store, 'a')
  const ids: number[] = []
  for (const input of inputs) {
    if (input.kind === 'revision') await reviseByHand(store, ids[input.of] ?? 0, input)
    else if (input.kind === 'item') {
      const { title, at: seenAt, urlKey } = input
      ids.push(
        await handOver(store, { sourceId, title, seenAt, ...(urlKey === undefined ? {} : { urlKey }) }),
      )
    }
    if (eager || input.kind === 'pause') await groupAll(store, clock, { parts, batchSize })
  }
  await groupAll(store, clock, { parts, batchSize })
  await judgeStories(store.read)
  return { ...(await allWritten(store.read)), moments: await readMoments(store.read, 1) }
}

async function sameHoweverItComes(t: TestContext, inputs: readonly Input[]) {
  const written = await writtenOf(t, inputs, { eager: false, batchSize: 100 })
  for (const batchSize of [1, 2])
    assert.deepEqual(await writtenOf(t, inputs, { eager: false, batchSize }), written, `by ${batchSize}`)
  assert.deepEqual(await writtenOf(t, inputs, { eager: true, batchSize: 100 }), written, 'as they came')
  return written
}

test('a story that one input puts to sleep and needs is the one that was written down, however it is read', async t => {
  await sameHoweverItComes(t, [
    { kind: 'item', title: 'quake', at: 0, urlKey: 'a' },
    { kind: 'item', title: 'quake', at: 1, urlKey: 'a' },
    // Its story is known by another word now, which is written down when it falls asleep.
    { kind: 'revision', of: 0, title: 'flood', at: 2 },
    { kind: 'item', title: 'vote', at: 4 * dayMs },
    { kind: 'item', title: 'quake', at: 4 * dayMs + 2 * hourMs, urlKey: 'a' },
  ])
})

test('what was learned of its items is forgotten on the same day, whatever else came in between', async t => {
  const morning = 12 * hourMs
  await sameHoweverItComes(t, [
    { kind: 'item', title: 'quake', at: morning },
    { kind: 'item', title: 'flood', at: 4 * dayMs + 23 * hourMs },
    { kind: 'pause' },
    // The flood's story falls asleep, which is when old notes are deleted, an hour before the quake's may be.
    { kind: 'item', title: 'vote', at: 9 * dayMs - 1 },
    { kind: 'item', title: 'trial', at: 9 * dayMs + 1 },
    { kind: 'revision', of: 0, title: 'quakes', at: 9 * dayMs + 2 },
  ])
})

test('it says what it said when it was last looked at, not what waits to be looked at', async t => {
  const { moments } = await sameHoweverItComes(t, [
    { kind: 'item', title: 'quake', at: 0, urlKey: 'a' },
    { kind: 'item', title: 'quake', at: 5 * dayMs, urlKey: 'a' },
    { kind: 'revision', of: 0, title: 'flood', at: 12 * dayMs },
  ])
  const [last] = moments.flatMap(({ changes }) => changes).slice(-1)
  assert.match(last?.quote ?? '', /quake.*flood/, 'what was before is known when it changes')
})
