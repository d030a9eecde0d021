import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { addSource } from '../add-source.ts'
import { type LeasedSource, leaseDueSources, nextDueAt, releaseSource } from './lease-sources.ts'

interface SourceToWatch {
  url: string
  everyMs?: number
  worth?: number
  overdueMs?: number
}

async function watch(t: TestContext, sources: readonly SourceToWatch[]) {
  const [store, clock] = [await freshStore(t), createFakeClock()]
  await store.write(async tx => {
    for (const { url, everyMs = null, worth = 1, overdueMs = 0 } of sources) {
      const at = clock.now() - overdueMs
      const { id } = await addSource(tx, { url, name: null, onItem: null, everyMs, at })
      await tx.updateTable('sources').set({ worth }).where('id', '=', id).execute()
    }
  })
  const room = { running: new Map<string, number>(), perHost: 10 }
  return {
    store,
    clock,
    lease: (slots: number) => leaseDueSources(store, { ...room, slots, at: clock.now() }),
    /** From now, in milliseconds. */
    async nextDue() {
      const at = await nextDueAt(store, { ...room, at: clock.now() })
      return at === null ? null : at - clock.now()
    },
  }
}

function onOneHost(count: number, source: Omit<SourceToWatch, 'url'> = {}): SourceToWatch[] {
  return Array.from({ length: count }, (_, index) => ({ ...source, url: `https://news.example/${index}` }))
}

/** One poll each: they are not due again. */
async function finish({ store, clock }: Awaited<ReturnType<typeof watch>>, leased: readonly LeasedSource[]) {
  const ids = leased.map(({ id }) => id)
  const done = { lease_until: null, next_poll_at: clock.now() + 3_600_000 }
  if (ids.length > 0)
    await store.write(tx => tx.updateTable('sources').set(done).where('id', 'in', ids).execute())
}

test('two processes never poll one source at the same time', async t => {
  const { lease } = await watch(t, onOneHost(20, { everyMs: 60_000 }))
  const leased = (await Promise.all([1, 2, 3].map(() => lease(12)))).flat()
  assert.equal(new Set(leased.map(source => source.id)).size, leased.length)
})

test('the sources of one host take turns, whatever they are worth, and others do not wait for them', async t => {
  const watching = await watch(t, [...onOneHost(7, { worth: 100 }), { url: 'https://other.example/' }])
  const turns: number[] = []
  const first = await watching.lease(10)
  assert.ok(first.some(({ host }) => host === 'other.example'))
  await finish(watching, first)
  turns.push(first.length - 1)
  for (let second = 1; second <= 6; second += 1) {
    await watching.clock.advance(1_000)
    const leased = await watching.lease(10)
    await finish(watching, leased)
    turns.push(leased.length)
  }
  // Four at once less the one for robots.txt; then the one that robots.txt took is missing once more.
  assert.equal(
    turns.reduce((sum, turn) => sum + turn, 0),
    7,
    `${turns}`,
  )
  assert.ok(turns[0] === 4 && turns.slice(1).every(turn => turn <= 1), `${turns}`)
  assert.equal([...first].filter(({ robotsDue, host }) => robotsDue && host === 'news.example').length, 1)
})

test('a host with hundreds of valuable sources does not stand before all others', async t => {
  const others = Array.from({ length: 4 }, (_, index) => ({ url: `https://other${index}.example/` }))
  const watching = await watch(t, [...onOneHost(300, { worth: 1_000, overdueMs: 3_600_000 }), ...others])
  const leased = [...(await watching.lease(8)), ...(await watching.lease(8))]
  assert.equal(leased.filter(({ host }) => host !== 'news.example').length, 4)
})

test('a crawl delay lies between any two polls of its host', async t => {
  const watching = await watch(t, onOneHost(3))
  const { store, clock } = watching
  await store.write(tx =>
    tx
      .insertInto('hosts')
      .values({
        host: 'news.example',
        free_at: 0,
        crawl_delay_ms: 10_000,
        robots_due_at: clock.now() + 86_400_000,
      })
      .execute(),
  )
  for (const expected of [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]) {
    const leased = await watching.lease(10)
    assert.equal(leased.length, expected)
    await finish(watching, leased)
    await clock.advance(2_000)
  }
})

test('what is held by its host is waited for no longer than that', async t => {
  const watching = await watch(t, onOneHost(6))
  assert.equal(await watching.nextDue(), null, 'what is due is not waited for')
  const leased = await watching.lease(10)
  assert.equal(leased.length, 4)
  await finish(watching, leased)
  // A second for the next poll, and one for robots.txt.
  assert.equal(await watching.nextDue(), 2_000)
  await watching.clock.advance(2_000)
  assert.equal((await watching.lease(10)).length, 1)
})

test('where the operator says how often, there is no queue', async t => {
  const { lease } = await watch(t, onOneHost(9, { everyMs: 1_000 }))
  assert.equal((await lease(10)).length, 9)
})

test('after a downtime those go first of which the most news is to be expected', async t => {
  const url = (name: string) => `https://${name}.example/`
  const { lease } = await watch(t, [
    { url: url('seldom'), worth: 0.1, overdueMs: 7_200_000 },
    { url: url('often'), worth: 60, overdueMs: 3_600_000 },
    { url: url('usual'), worth: 1, overdueMs: 3_600_000 },
    { url: url('due'), worth: 60, overdueMs: 0 },
  ])
  const order: string[] = []
  for (let turn = 0; turn < 4; turn += 1) order.push(...(await lease(1)).map(source => source.host))
  assert.deepEqual(
    order,
    ['often', 'usual', 'seldom', 'due'].map(name => `${name}.example`),
  )
})

test('a restart polls nothing that is not due', async t => {
  const watching = await watch(t, onOneHost(3))
  const { store, clock, lease } = watching
  await finish(watching, await lease(10))
  assert.deepEqual(await lease(10), [])
  assert.equal(await watching.nextDue(), 3_600_000)
  await clock.advance(3_600_000)
  const [source] = await lease(10)
  assert.ok(source)
  await releaseSource(store, source)
  await clock.advance(2_000)
  assert.deepEqual(
    (await lease(10)).map(({ id }) => id),
    [source.id],
  )
})
