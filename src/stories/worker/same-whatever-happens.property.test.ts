/** Whatever comes in whatever order, in batches of any size, with restarts and failing commits at any point. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { propertyRuns } from '../../../test/support/property-runs.ts'
import { freshStore } from '../../../test/support/store.ts'
import { testStoreKind } from '../../../test/support/store-place.ts'
import type { Store } from '../../store/index.ts'
import { groupAll, testGrouper } from '../test-grouping.ts'
import { handOver, makeSource, reviseByHand } from '../test-items.ts'
import { allWritten, judgeStories } from '../test-judge.ts'
import { unrulyParts } from '../test-unruly.ts'

const hourMs = 3_600_000
const parts = unrulyParts
const runs = propertyRuns(testStoreKind() === 'sqlite' ? 25 : 4)

const topics = ['quake', 'trial', 'flood', 'vote']
const title = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...topics) },
  fc
    .tuple(fc.constantFrom(...topics), fc.constantFrom(...topics))
    .map(([one, other]) => `${one} with ${other}`),
  fc.constantFrom(...topics).map(topic => `${topic} apart`),
)
const comes = fc.record({
  kind: fc.constant('item' as const),
  title,
  source: fc.nat(2),
  address: fc.option(fc.constantFrom('a', 'b'), { freq: 6 }),
  // Mostly minutes; now and then days, in which stories fall asleep.
  later: fc.oneof({ weight: 6, arbitrary: fc.nat(hourMs) }, fc.nat(70 * hourMs)),
})
const revised = fc.record({
  kind: fc.constant('revision' as const),
  which: fc.nat(30),
  title,
  later: fc.nat(hourMs),
})
const ordered = fc.record({
  kind: fc.constant('order' as const),
  order: fc.constantFrom('merge' as const, 'split' as const, 'move' as const, 'keep' as const),
  story: fc.nat(20),
  to: fc.nat(20),
  chosen: fc.array(fc.nat(3), { maxLength: 3 }),
  later: fc.nat(hourMs),
})
const step = fc.oneof({ weight: 6, arbitrary: comes }, revised, { weight: 2, arbitrary: ordered })
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Writes what comes in a round; orders look at the stories as they are before it. */
function createFeed(store: Store) {
  let now = Date.UTC(2026, 0, 1)
  let sources: number[] = []
  const items: number[] = []
  return async (steps: readonly Step[]) => {
    if (sources.length === 0)
      for (const name of ['a', 'b', 'c']) sources = [...sources, await makeSource(store, name)]
    const stories = await store.read.selectFrom('stories').select('id').orderBy('id').execute()
    const pick = (index: number) => stories[index % Math.max(stories.length, 1)]?.id
    for (const one of steps) {
      now += one.later
      if (one.kind === 'item') {
        const { title, address: urlKey } = one
        const sourceId = sources[one.source] ?? 0
        items.push(
          await handOver(store, { sourceId, title, seenAt: now, ...(urlKey === null ? {} : { urlKey }) }),
        )
      } else if (one.kind === 'revision') {
        const id = items[one.which % Math.max(items.length, 1)]
        if (id !== undefined) await reviseByHand(store, id, { title: one.title, at: now })
      } else {
        const [storyId, to] = [pick(one.story), pick(one.to)]
        if (storyId === undefined || to === undefined) continue
        const members = await store.read
          .selectFrom('story_items')
          .select('item_id')
          .where('story_id', '=', storyId)
          .orderBy('item_id')
          .execute()
        const chosen = [...new Set(one.chosen.flatMap(index => members[index]?.item_id ?? []))]
        const values = {
          kind: one.order,
          story_id: storyId,
          to_story: one.order === 'merge' || one.order === 'move' ? to : null,
          items: one.order === 'merge' ? null : JSON.stringify(chosen),
        }
        await store.write(tx =>
          tx
            .insertInto('story_orders')
            .values({ ...values, by: 'editor:Ada', at: now })
            .execute(),
        )
      }
    }
  }
}

async function undisturbed(t: TestContext, script: readonly (readonly Step[])[]) {
  await using store = await freshStore(t)
  const feed = createFeed(store)
  const clock = createFakeClock()
  for (const steps of script) {
    await feed(steps)
    await groupAll(store, clock, { parts, batchSize: 100 })
    await judgeStories(store.read)
  }
  return await allWritten(store.read)
}

async function sameOneByOne(t: TestContext, script: readonly (readonly Step[])[]): Promise<void> {
  await using store = await freshStore(t)
  const feed = createFeed(store)
  const clock = createFakeClock()
  for (const steps of script) {
    await feed(steps)
    for (let more = true; more; ) {
      const grouper = testGrouper(store, clock, { parts, batchSize: 1 })
      more = (await grouper.step()) === 'again'
      await grouper.stop()
      await judgeStories(store.read)
    }
  }
  assert.deepEqual(await allWritten(store.read), await undisturbed(t, script))
}

test('one by one, with a restart after each, is the same as all at once', async t => {
  const property = fc.asyncProperty(rounds, script => sameOneByOne(t, script))
  await fc.assert(property, runs)
})

test('a restart between a story that falls asleep and the item that needs it forgets nothing of its source', async t => {
  const item = (source: number, title: string, days: number, address: 'a' | null = null): Step => {
    return { kind: 'item', title, source, address, later: 24 * days * hourMs }
  }
  const script = [item(0, 'quake', 0), item(1, 'trial', 5, 'a'), item(1, 'flood', 2), item(0, 'vote', 3, 'a')]
  await sameOneByOne(t, [script])
})

test('commits that fail leave nothing behind, neither in the store nor in memory', async t => {
  const property = fc.asyncProperty(
    rounds,
    fc.array(fc.nat(6), { maxLength: 12 }),
    async (script, failing) => {
      await using store = await freshStore(t)
      const feed = createFeed(store)
      const flaky = failsSometimes(store, failing)
      const grouper = testGrouper(flaky, createFakeClock(), { parts, batchSize: 3 })
      for (const steps of script) {
        await feed(steps)
        while ((await grouper.step().catch(() => 'again')) !== 'idle') await judgeStories(store.read)
      }
      await grouper.stop()
      assert.deepEqual(await allWritten(store.read), await undisturbed(t, script))
    },
  )
  await fc.assert(property, runs)
})

/** Each number: so many transactions go well, and the next one fails when all its work is done. */
function failsSometimes(store: Store, failing: readonly number[]): Store {
  const waits = [...failing]
  return {
    ...store,
    write: work =>
      store.write(async tx => {
        const result = await work(tx)
        if (waits[0] === 0) {
          waits.shift()
          throw new Error('the commit failed')
        }
        if (waits[0] !== undefined) waits[0] -= 1
        return result
      }),
  }
}
