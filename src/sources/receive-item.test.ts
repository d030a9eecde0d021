import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { readFreshItems } from './fresh-items.ts'
import { listSources } from './list-sources.ts'
import { readItemEvents } from './read-item-events.ts'
import { readItem } from './read-items.ts'
import { receiveItem } from './receive-item.ts'

const received = {
  sourceName: 'cms',
  externalId: 'story-1',
  url: 'https://news.example/1',
  title: 'Minister resigns',
  text: 'She said so on Monday.',
  publishedAt: 5,
  language: 'en',
  at: 1_000,
}

test('what is handed in is new at once and waits to be grouped', async t => {
  const store = await freshStore(t)
  const { kind, itemId } = await store.write(tx => receiveItem(tx, received))
  const [item] = await readFreshItems(store.read, 10)
  assert.equal(kind, 'new')
  assert.deepEqual(
    [item?.id, item?.firstPoll, item?.sourceName, item?.sourceUrl, item?.onItem, item?.publishedAt],
    [itemId, false, 'cms', 'api:cms', 'none', 5],
  )
})

test('the same id again is a revision when the text changed, else nothing', async t => {
  const store = await freshStore(t)
  const { itemId } = await store.write(tx => receiveItem(tx, received))
  assert.deepEqual(await store.write(tx => receiveItem(tx, received)), { kind: 'known', itemId })
  const changed = { ...received, title: 'Minister resigns over letters' }
  assert.deepEqual(await store.write(tx => receiveItem(tx, changed)), { kind: 'revised', itemId })
  const item = await readItem(store.read, itemId)
  assert.deepEqual([item?.title, item?.revision], [changed.title, 2])
})

test('the same headline again without its text is nothing, however often it comes', async t => {
  const store = await freshStore(t)
  const { itemId } = await store.write(tx => receiveItem(tx, received))
  const bare = { ...received, text: '' }
  for (let again = 0; again < 2; again++)
    assert.deepEqual(await store.write(tx => receiveItem(tx, bare)), { kind: 'known', itemId })
  const item = await readItem(store.read, itemId)
  assert.deepEqual([item?.text, item?.revision], [received.text, 1])
})

test('what it changed is an event, and a mended word is a revision without one', async t => {
  const store = await freshStore(t)
  const receive = (title: string, at: number) =>
    store.write(tx => receiveItem(tx, { ...received, title, at: received.at + at }))
  await receive('Minister resgins over letters', 0)
  await receive('Minister resigns over letters', 1)
  await receive('Minister stays in spite of letters', 2)
  const events = await readItemEvents(store.read, { afterId: 0, limit: 10 })
  assert.deepEqual(
    events.map(({ kind, before, revision, at }) => [kind, before, revision, at]),
    [['headline changed', 'Minister resigns over letters', 3, 1_002]],
  )
})

test('another address alone is followed', async t => {
  const store = await freshStore(t)
  const { itemId } = await store.write(tx => receiveItem(tx, received))
  const url = 'https://news.example/moved'
  assert.equal((await store.write(tx => receiveItem(tx, { ...received, url }))).kind, 'known')
  const item = await readItem(store.read, itemId)
  assert.deepEqual([item?.url, item?.revision], [url, 1])
})

test('two ids are two items although everything else is the same', async t => {
  const store = await freshStore(t)
  await store.write(tx => receiveItem(tx, received))
  const second = await store.write(tx => receiveItem(tx, { ...received, externalId: 'story-2' }))
  assert.equal(second.kind, 'new')
})

test('the same id handed in twice at once is one item', async t => {
  const store = await freshStore(t)
  const results = await Promise.all([1, 2, 3, 4].map(() => store.write(tx => receiveItem(tx, received))))
  assert.deepEqual(results.map(({ kind }) => kind).toSorted(), ['known', 'known', 'known', 'new'])
})

test('its source is never polled', async t => {
  const store = await freshStore(t)
  await store.write(tx => receiveItem(tx, received))
  const [source] = await listSources(store.read)
  assert.deepEqual([source?.nextPollAt, source?.itemCount, source?.problem], [null, 1, null])
})
