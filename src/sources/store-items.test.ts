import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { addSource } from './add-source.ts'
import { emptyFeed, type FeedItem } from './feed/feed.ts'
import { identifyItems } from './feed/index.ts'
import { dropFreshItems, readFreshItems, readFreshRevisions } from './fresh-items.ts'
import { readItemEvents } from './read-item-events.ts'
import { readItem, readItems, readRevisions } from './read-items.ts'
import { startSourcesOver } from './start-over.ts'
import { storeItems } from './store-items.ts'

const hourMs = 3_600_000
const start = Date.UTC(2026, 7, 18, 9)

const lead = 'An earthquake of magnitude 7 struck off the coast of central Chile on Tuesday, the survey said.'
const quake: FeedItem = {
  ...{
    guid: 'g1',
    url: 'https://news.example/quake',
    title: 'Strong earthquake hits Chile',
    text: lead,
    html: '',
  },
  ...{ image: null, author: null, publishedAt: start, updatedAt: null, language: null, categories: [] },
}

/** A source that was polled once before, with nothing in it. */
async function startSource(t: TestContext) {
  const store = await freshStore(t)
  const { id: sourceId } = await store.write(tx =>
    addSource(tx, { url: 'https://news.example/feed', name: null, onItem: 'send', everyMs: null, at: start }),
  )
  let at = start
  const read = (entries: Partial<FeedItem>[], afterMs = 300_000, firstPoll = false) => {
    at += afterMs
    const items = entries.map(entry => ({ ...quake, ...entry }))
    const identified = identifyItems({ ...emptyFeed, items }, 'https://news.example/feed')
    return store.write(tx => storeItems(tx, identified, { sourceId, firstPoll, at }))
  }
  const item = async () => (await readItem(store.read, 1)) ?? assert.fail('no item')
  const events = async () =>
    (await readItemEvents(store.read, { afterId: 0, limit: 100 })).map(({ kind, before, after }) => [
      kind,
      before,
      after,
    ])
  return { store, read, item, events, now: () => at }
}

test('what a source that starts over has changed meanwhile, or had just changed, counts as from its first poll', async t => {
  const { read, item, store, now } = await startSource(t)
  await read([{}])
  await read([{ title: 'Ten dead in Chile earthquake' }])
  assert.equal((await item()).firstPoll, false)
  await store.write(tx => startSourcesOver(tx, now()))
  assert.equal((await item()).firstPoll, true)
  await store.write(tx => tx.updateTable('items').set({ first_poll: 0 }).execute())
  await read([{ title: 'Twenty dead in Chile earthquake' }], 300_000, true)
  assert.deepEqual([(await item()).revision, (await item()).firstPoll], [3, true])
})

test('a changed headline is a revision and an event', async t => {
  const { read, item, events, store, now } = await startSource(t)
  await read([{}])
  await read([{ title: 'Ten dead in Chile earthquake' }])
  assert.deepEqual([(await item()).title, (await item()).revision], ['Ten dead in Chile earthquake', 2])
  assert.deepEqual(await events(), [
    ['headline changed', 'Strong earthquake hits Chile', 'Ten dead in Chile earthquake'],
  ])
  const [event] = await readItemEvents(store.read, { itemIds: [1], limit: 1 })
  assert.deepEqual([event?.itemId, event?.revision, event?.at], [1, 2, now()])
})

test('a changed first paragraph and a text that grew are events of their own', async t => {
  const { read, events } = await startSource(t)
  const more = Array.from({ length: 70 }, (_, n) => `detail${n}`).join(' ')
  await read([{ text: `${lead}\n\nThe end.` }])
  await read([{ text: `${lead.replace('7', '8')}\n\nThe end.` }])
  await read([{ text: `${lead.replace('7', '8')}\n\n${more}\n\nThe end.` }])
  assert.deepEqual(await events(), [
    ['lead changed', lead, lead.replace('7', '8')],
    ['text changed', '', more],
  ])
})

test('what an event quotes is bounded', async t => {
  const { read, store } = await startSource(t)
  const long = (word: string) => Array.from({ length: 900 }, (_, n) => `${word}${n}`).join(' ')
  await read([{ text: `${long('a')}\n\n${long('b')}` }])
  await read([{ text: `${long('c')}\n\n${long('d')}` }])
  const events = await readItemEvents(store.read, { afterId: 0, limit: 100 })
  assert.deepEqual(
    events.map(({ kind, after }) => [kind, after.length <= 2_000]),
    [
      ['lead changed', true],
      ['text changed', true],
    ],
  )
})

test('a mended headline and a few other words are shown, and are no revision', async t => {
  const { read, item, events } = await startSource(t)
  await read([{ title: 'Strong earthqauke hits Chile', text: `${lead}\n\nThe wave reached the harbour.` }])
  await read([{ text: `${lead}\n\nThe wave has reached the harbour.` }])
  const { title, text, revision } = await item()
  assert.deepEqual([title, revision], ['Strong earthquake hits Chile', 1])
  assert.match(text, /has reached/)
  assert.deepEqual(await events(), [])
})

test('a text that the feed cut short loses nothing of ours', async t => {
  const { read, item } = await startSource(t)
  const whole = `${lead}\n\n${'The wave reached the harbour. '.repeat(20).trim()}`
  await read([{ text: whole }])
  await read([{ text: lead }])
  assert.equal((await item()).text, whole)
})

test('a publisher named by its host at the headline’s end is no mending', async t => {
  const { read, item } = await startSource(t)
  await read([{ title: 'Strong earthquake hits Chile - Example' }])
  await read([{ title: 'Strong earthquake hits Chile - example.com' }])
  assert.equal((await item()).title, 'Strong earthquake hits Chile - Example')
})

test('two nodes that serve an old and a new copy in turns make one revision', async t => {
  const { read, item, events } = await startSource(t)
  const now = { title: 'Ten dead in Chile earthquake' }
  await read([{}])
  for (let turn = 0; turn < 20; turn++) {
    assert.equal((await read([now])).waiting, 0)
    assert.equal((await read([{}])).waiting, 1)
    await read([{}])
  }
  assert.deepEqual([(await item()).title, (await item()).revision], [now.title, 2])
  assert.equal((await events()).length, 1)
})

test('a publisher that takes a headline back for good is heard after an hour', async t => {
  const { read, item, events } = await startSource(t)
  await read([{}])
  await read([{ title: 'Ten dead in Chile earthquake' }])
  await read([{}])
  await read([{}], hourMs - 1)
  assert.equal((await item()).revision, 2)
  await read([{}], 1)
  assert.deepEqual([(await item()).title, (await item()).revision], [quake.title, 3])
  assert.deepEqual((await events()).at(-1), ['headline changed', 'Ten dead in Chile earthquake', quake.title])
})

test('an item that goes back and forth for days makes ever fewer revisions', async t => {
  const { read, item } = await startSource(t)
  for (let turn = 0; turn < 24; turn++) {
    await read([{}], 2 * hourMs)
    await read([{}], 2 * hourMs)
    await read([{ title: 'Ten dead in Chile earthquake' }], 2 * hourMs)
    await read([{ title: 'Ten dead in Chile earthquake' }], 2 * hourMs)
  }
  assert.ok((await item()).revision <= 5, `${(await item()).revision} revisions`)
})

test('a third version is a revision at once, also while an old copy is served', async t => {
  const { read, item, store } = await startSource(t)
  await read([{}])
  await read([{ title: 'Ten dead in Chile earthquake' }])
  await read([{}])
  await read([{ title: 'Twelve dead in Chile earthquake' }])
  assert.equal((await item()).revision, 3)
  assert.deepEqual(
    (await readRevisions(store.read, 1)).map(({ title }) => title),
    [quake.title, 'Ten dead in Chile earthquake', 'Twelve dead in Chile earthquake'],
  )
})

test('whatever its date, an item waits to be grouped, and alerts unless the first poll brought it', async t => {
  const { read, store, now } = await startSource(t)
  const dates = [null, 0, start - 900 * 24 * hourMs, start + 900 * 24 * hourMs]
  const entry = (publishedAt: number | null, n: number, kind: string) => ({
    ...{ guid: `${kind}${n}`, url: `https://news.example/${kind}${n}` },
    ...{ title: `${kind} ${'abcd'[n]}`, text: `${kind} ${'efgh'[n]}`, publishedAt },
  })
  await read(
    dates.map((date, n) => entry(date, n, 'First')),
    0,
    true,
  )
  await read(dates.map((date, n) => entry(date, n, 'Later')))
  const fresh = await store.read.selectFrom('fresh_items').select('item_id').orderBy('item_id').execute()
  const items = await readItems(
    store.read,
    fresh.map(row => row.item_id),
  )
  assert.deepEqual(
    items.map(({ firstPoll }) => firstPoll),
    [true, true, true, true, false, false, false, false],
  )
  for (const { publishedAt } of items)
    assert.ok(publishedAt === null || (publishedAt > 0 && publishedAt <= now()), `${publishedAt}`)
})

test('who looks late sees an item as it came, and each revision as it was, whatever was mended or said since', async t => {
  const { read, store } = await startSource(t)
  const said = async () => {
    const items = await readFreshItems(store.read, 9)
    const revisions = (await readFreshRevisions(store.read, 9)).map(({ item }) => item)
    return [...items, ...revisions].map(({ title, text, url, language, publishedAt, revision }) => {
      return { title, text, url, language, publishedAt, revision }
    })
  }
  await read([{ title: 'Strong earthqauke hits Chile' }])
  const [came] = await said()
  await read([{ language: 'en', url: 'https://news.example/chile-quake' }])
  const now = { title: 'Ten dead in Chile earthquake', publishedAt: start + 1_000, language: 'en' }
  await read([now])
  const [, revised] = await said()
  await read([{ ...now, title: 'Ten dead in Chile earthquake!', text: `${lead} It said so.` }])
  await read([{ ...now, title: 'Fourteen dead in Chile earthquake' }])
  const [first, second, third] = await said()
  assert.deepEqual(first, came)
  assert.deepEqual(second, revised)
  assert.deepEqual(
    [came?.title, came?.language, third?.title],
    ['Strong earthqauke hits Chile', null, 'Fourteen dead in Chile earthquake'],
  )
  await store.write(tx => dropFreshItems(tx, [1]))
  assert.equal((await said()).length, 2)
})
