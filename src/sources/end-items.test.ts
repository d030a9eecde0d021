/** An item whose text is gone is the same item still, says nothing that it did not say, and is heard when it says else. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { propertyRuns } from '../../test/support/property-runs.ts'
import { freshStore } from '../../test/support/store.ts'
import { addSource } from './add-source.ts'
import { endItems } from './end-items.ts'
import { beginningOf, isBeginning } from './feed/beginning.ts'
import { emptyFeed, type FeedItem } from './feed/feed.ts'
import { identifyItems } from './feed/index.ts'
import { readItem, readRevisions } from './read-items.ts'
import { receiveItem } from './receive-item.ts'
import { storeItems } from './store-items.ts'

const start = Date.UTC(2026, 7, 18, 9)
const yearMs = 365 * 86_400_000
const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => `word${(from + n).toString(36)}`).join(' ')
const body = `An earthquake struck off the coast on Tuesday, the survey said. ${words(1000, 80)}\n\n${words(2000, 400)}`
const quake: FeedItem = {
  ...{ guid: 'g1', url: 'https://news.example/quake', title: 'Strong earthquake hits Chile', text: body },
  ...{
    html: '',
    image: null,
    author: null,
    publishedAt: start,
    updatedAt: null,
    language: null,
    categories: [],
  },
}

async function startSource(t: TestContext) {
  const store = await freshStore(t)
  const { id: sourceId } = await store.write(tx =>
    addSource(tx, { url: 'https://news.example/feed', name: null, onItem: 'send', everyMs: null, at: start }),
  )
  let at = start
  const read = (entries: Partial<FeedItem>[], afterMs = 300_000) => {
    at += afterMs
    const items = entries.map(entry => ({ ...quake, ...entry }))
    const identified = identifyItems({ ...emptyFeed, items }, 'https://news.example/feed')
    return store.write(tx => storeItems(tx, identified, { sourceId, firstPoll: false, at }))
  }
  /** Whatever there is was grouped, and is over. */
  const end = async () => {
    await store.write(async tx => {
      await tx.deleteFrom('fresh_items').execute()
      await tx.deleteFrom('fresh_revisions').execute()
      await sql`insert into ending_items (item_id) select id from items`.execute(tx)
    })
    while ((await store.write(tx => endItems(tx, { limit: 20 }))) > 0);
    at += yearMs
  }
  const waits = async () => {
    const items = await store.read.selectFrom('fresh_items').selectAll().execute()
    const revisions = await store.read.selectFrom('fresh_revisions').selectAll().execute()
    return items.length + revisions.length
  }
  const item = async (id = 1) => (await readItem(store.read, id)) ?? assert.fail('no item')
  return { store, read, end, waits, item }
}

test('both databases keep the beginning that later readings are compared with, and no more', async t => {
  const { store, read, end } = await startSource(t)
  const letter = fc.constantFrom('a', 'ß', '語', '👍', ' ', '\n', 'é', '…')
  const texts = fc.array(
    fc.array(letter, { minLength: 230, maxLength: 260 }).map(all => all.join('')),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  const holds = async (all: string[]) => {
    await store.write(async tx => {
      await tx.deleteFrom('items').execute()
      await tx.updateTable('sources').set({ item_count: 0 }).execute()
    })
    await read(all.map((text, n) => ({ guid: `g${n}`, url: null, title: `Title ${n}`, text })))
    const before = await store.read.selectFrom('items').select(['id', 'text']).orderBy('id').execute()
    await end()
    const after = await store.read.selectFrom('items').select('text').orderBy('id').execute()
    for (const [at, { text }] of before.entries()) {
      const kept = after[at]?.text ?? ''
      assert.equal(kept, beginningOf(text))
      assert.equal(beginningOf(kept), kept)
      if (kept !== text) assert.ok(isBeginning(kept))
    }
  }
  await fc.assert(fc.asyncProperty(texts, holds), propertyRuns(6))
})

test('what is over and listed again is known: as it was, renamed, dated anew, or at an old address', async t => {
  const { store, read, end, waits, item } = await startSource(t)
  const wordless = { guid: 'g9', url: null, title: '👍', publishedAt: null }
  const numbered = { guid: 'g8', url: 'https://news.example/world/dam-bursts-20481234', title: 'Dam bursts' }
  await read([{}, wordless, numbered])
  await end()
  const kept = await store.read.selectFrom('items').select(['id', 'text']).orderBy('id').execute()
  assert.ok(kept.every(({ text }) => text.length < 260))
  await read([{}, wordless, numbered])
  await read([{ guid: 'other' }, { ...numbered, url: 'https://news.example/world/burst-dam-20481234' }])
  await read([{ guid: null, publishedAt: start + 1 }, wordless])
  await read([{ url: 'http://www.news.example/quake?utm_source=x' }])
  await read([{ title: 'Strong earthquake hits Chile!' }])
  assert.equal(await waits(), 0)
  const now = await store.read.selectFrom('items').select(['id', 'text']).orderBy('id').execute()
  assert.deepEqual(now, kept, 'nothing came again, and no text came back')
  assert.equal((await item(3)).title, 'Strong earthquake hits Chile!')
})

test('what changes behind the beginning is no news; another headline or first words are, once, with all the text', async t => {
  const { read, end, waits, item, store } = await startSource(t)
  await read([{}])
  await end()
  await read([{ text: `${body}\n\n${words(9000, 300)}` }])
  assert.deepEqual([await waits(), (await item()).revision], [0, 1])
  const told = { title: 'Ten dead in Chile earthquake', text: `${body} More.` }
  await read([told])
  await read([told])
  assert.deepEqual([await waits(), (await item()).revision, (await item()).text], [1, 2, told.text])
  const events = await store.read.selectFrom('item_events').select('kind').execute()
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['headline changed'],
  )
  await end()
  await read([{ ...told, text: `11 are missing. ${told.text}` }])
  const [last] = await store.read.selectFrom('item_events').select('kind').orderBy('id', 'desc').execute()
  assert.equal(last?.kind, 'lead changed')
})

test('an old copy of a source shows what an item said before it was over, and is no news', async t => {
  const { read, end, waits, item } = await startSource(t)
  await read([{}])
  await read([{ title: 'Ten dead in Chile earthquake' }])
  await end()
  await read([{}])
  assert.deepEqual([await waits(), (await item()).revision], [0, 2])
  await read([{}], 3 * 3_600_000)
  assert.deepEqual(
    [await waits(), (await item()).revision],
    [1, 3],
    'it stands again for hours: its source went back',
  )
})

test('of many revisions the newest stay, and what headlines were', async t => {
  const { store, read, end } = await startSource(t)
  for (let n = 0; n < 12; n++) await read([{ title: `Quake kills ${n}`, text: `${n} missing. ${body}` }])
  const before = await store.read
    .selectFrom('item_events')
    .select('id')
    .where('kind', '=', 'headline changed')
    .execute()
  await end()
  const revisions = await readRevisions(store.read, 1)
  assert.deepEqual(
    revisions.map(({ revision }) => revision),
    [4, 5, 6, 7, 8, 9, 10, 11, 12],
  )
  assert.ok(revisions.every(({ text }) => isBeginning(text)))
  const events = await store.read.selectFrom('item_events').select(['id', 'kind']).execute()
  assert.deepEqual(
    events.map(({ id }) => id),
    before.map(({ id }) => id),
  )
  assert.ok(events.length === 11)
})

test('a kill leaves what is not done in the hand-over, and of two at once each item ends once', async t => {
  const { store, read } = await startSource(t)
  await read(
    Array.from({ length: 30 }, (_, n) => ({ guid: `g${n}`, url: null, title: `Title ${words(n, 3)}` })),
  )
  await store.write(tx => sql`insert into ending_items (item_id) select id from items`.execute(tx))
  const left = async () => (await store.read.selectFrom('ending_items').selectAll().execute()).length
  const killed = store.write(async tx => {
    await endItems(tx, { limit: 10 })
    throw new Error('killed')
  })
  await assert.rejects(killed, /killed/)
  assert.equal(await left(), 30)
  await store.write(tx => endItems(tx, { limit: 10 }))
  assert.equal(await left(), 20)
  const all = async () => {
    while ((await store.write(tx => endItems(tx, { limit: 3 }))) > 0);
  }
  await Promise.all([all(), all()])
  await all()
  const texts = await store.read.selectFrom('items').select('text').execute()
  assert.deepEqual([await left(), texts.filter(({ text }) => isBeginning(text)).length], [0, 30])
})

test('what is handed in again under its name is known by its beginning, and heard when that is another', async t => {
  const store = await freshStore(t)
  const received = {
    sourceName: 'cms',
    externalId: '1',
    url: null,
    title: 'Dam',
    text: body,
    publishedAt: null,
  }
  const hand = (more: object) =>
    store.write(tx => receiveItem(tx, { ...received, language: null, at: start, ...more }))
  const { itemId } = await hand({})
  await store.write(tx => tx.insertInto('ending_items').values({ item_id: itemId }).execute())
  await store.write(tx => endItems(tx, { limit: 10 }))
  assert.deepEqual(await hand({}), { kind: 'known', itemId })
  assert.deepEqual(await hand({ text: `Two towns are warned. ${body}` }), { kind: 'revised', itemId })
})
