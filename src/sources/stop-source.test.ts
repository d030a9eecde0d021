import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { addSource } from './add-source.ts'
import { changeSource } from './change-source.ts'
import { countSources, listSources } from './list-sources.ts'
import { leaseDueSources } from './poll/lease-sources.ts'
import { receiveItem } from './receive-item.ts'
import { lookNow, stopSource, watchAgain } from './stop-source.ts'

const url = 'https://news.example/feed.xml'
const given = { url, name: null, onItem: null, everyMs: null, at: 1_000 }

async function withSource(t: TestContext) {
  const store = await freshStore(t)
  const { id } = await store.write(tx => addSource(tx, given))
  const row = () =>
    store.read.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const set = (changes: object) =>
    store.write(tx => tx.updateTable('sources').set(changes).where('id', '=', id).execute())
  return { store, id, row, set }
}

test('what the operator says of a source is changed as a whole, and a name is never taken away', async t => {
  const { store, id, row } = await withSource(t)
  const change = { id, at: 2_000, name: 'The News', onItem: 'send' as const, everyMs: 5_000 }
  assert.equal(await store.write(tx => changeSource(tx, change)), true)
  const { name, on_item, every_ms, next_poll_at } = await row()
  assert.deepEqual([name, on_item, every_ms, next_poll_at], ['The News', 'send', 5_000, 2_000])
  await store.write(tx => changeSource(tx, { ...change, name: ' ', everyMs: null }))
  const after = await row()
  assert.deepEqual([after.name, after.every_ms], ['The News', null])
  assert.equal(await store.write(tx => changeSource(tx, { ...change, id: id + 1 })), false)
})

test('a new interval and a look now do not go against a Retry-After', async t => {
  const { store, id, row, set } = await withSource(t)
  await set({ not_before: 90_000, next_poll_at: 90_000 })
  const change = { id, at: 2_000, name: '', onItem: 'none' as const, everyMs: 5_000 }
  await store.write(tx => changeSource(tx, change))
  assert.deepEqual(await store.write(tx => lookNow(tx, id, 2_000)), { kind: 'held', until: 90_000 })
  assert.equal((await row()).next_poll_at, 90_000)
  assert.deepEqual(await store.write(tx => lookNow(tx, id, 90_000)), { kind: 'due' })
})

test('a look now makes it due, once the watcher looks', async t => {
  const { store, id, row, set } = await withSource(t)
  await set({ next_poll_at: 3_600_000 })
  assert.deepEqual(await store.write(tx => lookNow(tx, id, 2_000)), { kind: 'due' })
  assert.equal((await row()).next_poll_at, 2_000)
})

test('what an editor waits for goes before all that was due long before', async t => {
  const { store, id, set } = await withSource(t)
  const at = 10_000_000
  const add = (address: string, more: object) =>
    store.write(tx => addSource(tx, { ...given, url: address, at, ...more }))
  for (let other = 0; other < 5; other += 1) await add(`https://news.example/${other}`, { at: at - 600_000 })
  const added = await add('https://paper.example/', { kind: 'unknown' })
  await set({ next_poll_at: at - 500_000 })
  await store.write(tx => lookNow(tx, id, at))
  const room = { at: at + 1_000, slots: 2, running: new Map(), perHost: 6 }
  assert.deepEqual(
    (await leaseDueSources(store, room)).map(source => source.id),
    [id, added.id],
  )
})

test('a source that is stopped is pushed by nobody any more: once watched again it is polled as ever', async t => {
  const { store, id, row, set } = await withSource(t)
  await set({ pushed_until: 90_000_000 })
  await store.write(tx => stopSource(tx, id, 6_000))
  await store.write(tx => watchAgain(tx, id, 7_000))
  assert.equal((await row()).pushed_until, null)
})

test('a source that is stopped is polled by nobody, and a poll that runs has lost it', async t => {
  const { store, id, row } = await withSource(t)
  const room = { at: 5_000, slots: 9, running: new Map(), perHost: 9 }
  assert.equal((await leaseDueSources(store, room)).length, 1)
  assert.equal(await store.write(tx => stopSource(tx, id, 6_000)), true)
  const { health, lease_until, next_poll_at, stopped_at } = await row()
  assert.deepEqual([health, lease_until, next_poll_at, stopped_at], ['stopped', null, null, 6_000])
  assert.deepEqual(await leaseDueSources(store, { ...room, at: 9_000_000 }), [])
  assert.equal(await store.write(tx => stopSource(tx, id, 7_000)), false)
  assert.deepEqual(await store.write(tx => lookNow(tx, id, 7_000)), { kind: 'not-watched' })
  assert.equal((await countSources(store.read)).stopped, 1)
})

test('what is watched again asks for everything, and what is there makes no alerts', async t => {
  const { store, id, row, set } = await withSource(t)
  await set({ first_polled_at: 2_000, etag: '"1"', body_hash: 'x', not_before: 50_000 })
  await store.write(tx => stopSource(tx, id, 6_000))
  assert.equal(await store.write(tx => watchAgain(tx, id, 9_000)), true)
  const { health, first_polled_at, etag, body_hash, next_poll_at, stopped_at } = await row()
  assert.deepEqual([health, first_polled_at, etag, body_hash, stopped_at], ['ok', null, null, null, null])
  assert.equal(next_poll_at, 50_000, 'the Retry-After still holds')
  assert.equal(await store.write(tx => watchAgain(tx, id, 9_000)), false)
})

test('adding a stopped source watches it again, importing a list that holds it does not', async t => {
  const { store, id, row } = await withSource(t)
  await store.write(tx => stopSource(tx, id, 6_000))
  await store.write(tx => addSource(tx, { ...given, everyMs: 9_000, keepStopped: true, at: 7_000 }))
  assert.deepEqual([(await row()).stopped_at, (await row()).next_poll_at], [6_000, null])
  await store.write(tx => addSource(tx, { ...given, at: 8_000 }))
  assert.deepEqual([(await row()).stopped_at, (await row()).next_poll_at], [null, 8_000])
})

test('what hands its items in is stopped until its next one, and never polled', async t => {
  const store = await freshStore(t)
  const item = { url: null, title: 'A', text: '', publishedAt: null, language: null, sourceName: 'cms' }
  const handIn = (externalId: string, at: number) =>
    store.write(tx => receiveItem(tx, { ...item, externalId, at }))
  await handIn('1', 1_000)
  const cms = async () => {
    const [source] = await listSources(store.read)
    return { id: source?.id ?? 0, is: [source?.health, source?.stoppedAt, source?.nextPollAt] }
  }
  const { id } = await cms()
  assert.equal(await store.write(tx => stopSource(tx, id, 2_000)), true)
  assert.deepEqual((await cms()).is, ['stopped', 2_000, null])
  assert.equal(await store.write(tx => stopSource(tx, id, 3_000)), false)
  assert.equal(await store.write(tx => watchAgain(tx, id, 3_000)), false)
  await handIn('1', 4_000)
  assert.deepEqual((await cms()).is, ['stopped', 2_000, null], 'it said nothing new')
  await handIn('2', 5_000)
  assert.deepEqual((await cms()).is, ['ok', null, null])
})
