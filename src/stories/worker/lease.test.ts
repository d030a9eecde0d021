import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { freshStore } from '../../../test/support/store.ts'
import { testStoreKind } from '../../../test/support/store-place.ts'
import { testGrouper } from '../test-grouping.ts'
import { handOver, makeSource, reviseByHand } from '../test-items.ts'
import { judgeStories } from '../test-judge.ts'
import { unrulyParts as parts } from '../test-unruly.ts'
import { createLease, LeaseLost, lapseMs } from './lease.ts'

test('one holds it; who loses it without knowing cannot write', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const first = createLease({ store, clock, holder: 'first' })
  assert.equal(await first.hold(), 'taken')
  assert.equal(await first.hold(), 'held')
  const other = createLease({ store, clock, holder: 'other' })
  let taken = await other.hold()
  for (let waits = 0; taken === 'not-ours' && waits < 10; waits++) {
    await clock.advance(lapseMs / 4)
    taken = await other.hold()
  }
  assert.equal(taken, 'taken')
  await assert.rejects(
    store.write(tx => first.fence(tx)),
    LeaseLost,
  )
  await store.write(tx => other.fence(tx))
  assert.equal(await first.hold(), 'not-ours')
})

test('as long as its holder beats, nobody takes it over; once it is let go, at once', {
  skip: testStoreKind() === 'sqlite' ? 'on SQLite who starts is the only one' : false,
}, async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const first = createLease({ store, clock, holder: 'first' })
  const other = createLease({ store, clock, holder: 'other' })
  await first.hold()
  for (let beats = 0; beats < 12; beats++) {
    await clock.advance(lapseMs / 3)
    assert.equal(await first.hold(), 'held')
    assert.equal(await other.hold(), 'not-ours')
  }
  await first.release()
  assert.equal(await other.hold(), 'taken')
  assert.equal(await first.hold(), 'not-ours')
})

test('two that take it over at once: one of them has it', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const leases = ['a', 'b', 'c'].map(holder => createLease({ store, clock, holder }))
  await Promise.all(leases.map(lease => lease.hold()))
  const fenced = await Promise.allSettled(leases.map(lease => store.write(tx => lease.fence(tx))))
  assert.equal(fenced.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('what was worked out under a lost lease is done once, by the other', async t => {
  const store = await freshStore(t)
  const clock = createFakeClock()
  const [one, other] = [testGrouper(store, clock), testGrouper(store, clock)]
  await handOver(store, { title: 'Bridge closed after a ship struck it' })
  assert.equal(await one.step(), 'again')
  await handOver(store, { title: 'Bridge closed after a ship struck it' })
  while ((await other.step()) === 'not-ours') await clock.advance(lapseMs / 2)
  await handOver(store, { title: 'Bridge opened again' })
  assert.equal(await one.step(), 'not-ours')
  assert.equal(await other.step(), 'again')
  await judgeStories(store.read)
})

/** Time stands still but for what reading an item takes. */
function slowReading() {
  let now = 0
  const slow = {
    ms: 0,
    clock: { ...createFakeClock(), now: () => now },
    parts: {
      ...parts,
      read(item) {
        now += slow.ms
        return parts.read(item)
      },
    } satisfies typeof parts,
  }
  return slow
}

test('who is slow at a batch goes on saying that it lives', {
  skip: testStoreKind() === 'sqlite' ? 'on SQLite who starts is the only one' : false,
}, async t => {
  const store = await freshStore(t)
  const slow = slowReading()
  slow.ms = lapseMs / 2
  const grouper = testGrouper(store, slow.clock, { parts: slow.parts })
  for (let number = 0; number < 6; number++) await handOver(store, { title: `quake ${number}` })
  assert.equal(await grouper.step(), 'again')
  const query = store.read.selectFrom('meta').select('value').where('key', '=', 'stories.grouping')
  assert.equal(JSON.parse((await query.executeTakeFirstOrThrow()).value).beat, 5)
  await grouper.stop()
})

test('who wakes a story of many items goes on saying that it lives', {
  skip: testStoreKind() === 'sqlite' ? 'on SQLite who starts is the only one' : false,
}, async t => {
  const store = await freshStore(t)
  const slow = slowReading()
  const grouper = testGrouper(store, slow.clock, { parts: slow.parts })
  const all = async () => {
    while ((await grouper.step()) === 'again');
  }
  const sourceId = await makeSource(store, 'a')
  const first = await handOver(store, { sourceId, title: 'quake' })
  const item = { source_id: sourceId, title: 'quake', text: '', seen_at: 0, first_poll: 0, revision: 1 }
  await store.write(async tx => {
    const copies = Array.from({ length: 500 }, () => item)
    const rows = await tx.insertInto('items').values(copies).returning('id').execute()
    await tx
      .insertInto('fresh_items')
      .values(rows.map(({ id }) => ({ item_id: id })))
      .execute()
  })
  await all()
  await handOver(store, { sourceId, title: 'flood', seenAt: 9 * 86_400_000 })
  await all()
  await reviseByHand(store, first, { title: 'quake again', at: 9 * 86_400_000 + 1 })
  const query = store.read.selectFrom('meta').select('value').where('key', '=', 'stories.grouping')
  const beat = async () => Number(JSON.parse((await query.executeTakeFirstOrThrow()).value).beat)
  const before = await beat()
  slow.ms = lapseMs / 400
  assert.equal(await grouper.step(), 'again')
  assert.ok((await beat()) >= before + 2, 'once for each two hundred')
  await grouper.stop()
  await judgeStories(store.read)
})
