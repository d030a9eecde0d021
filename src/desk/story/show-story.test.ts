import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { draftFromStory } from '../../alerts/index.ts'
import { endItems, receiveItem, wantFullText } from '../../sources/index.ts'
import type { Store } from '../../store/index.ts'
import { testDesk } from '../test-desk.ts'

const first = 'Strong earthquake hits Chile'

async function receive(store: Store, title: string, at: number): Promise<number> {
  const none = { url: null, publishedAt: null, language: null }
  const received = { ...none, sourceName: 'cms', externalId: 'quake', title, text: '', at }
  return (await store.write(tx => receiveItem(tx, received))).itemId
}

/** The page of a story whose one item had these headlines, a minute apart. */
async function storyOf(t: TestContext, ...headlines: string[]): Promise<string> {
  const { store, get } = await testDesk(t)
  let itemId = 0
  for (const [n, headline] of headlines.entries())
    itemId = await receive(store, headline, Date.UTC(2026, 7, 18, 14, n))
  await store.write(async tx => {
    const times = { created_at: 0, last_item_at: 0 }
    const story = { headline: headlines[0] ?? '', item_count: 1, source_count: 1, ...times }
    const { id } = await tx.insertInto('stories').values(story).returning('id').executeTakeFirstOrThrow()
    const item = { item_id: itemId, story_id: id, url_key: null, headline_key: '', added_at: 0 }
    await tx.insertInto('story_items').values(item).execute()
  })
  const page = await get('/desk/stories/1')
  assert.equal(page.status, 200)
  return page.text()
}

test('a changed headline is shown at its item, with what it was and when it changed', async t => {
  const page = await storyOf(t, first, 'Ten dead in Chile earthquake')
  assert.match(page, /Headline changed<\/strong> <time datetime="2026-08-18T14:01:00.000Z">/)
  assert.match(
    page,
    /<del><bdi class="visually-hidden" lang="en-GB">It was: <\/bdi>Strong earthquake hits Chile<\/del>/,
  )
  assert.match(
    page,
    /<ins><bdi class="visually-hidden" lang="en-GB">It is now: <\/bdi>Ten dead in Chile earthquake<\/ins>/,
  )
})

test('an item that nobody changed, or only mended, shows no change', async t => {
  assert.doesNotMatch(await storyOf(t, 'Strong earthqauke hits Chile', first), /<del>|changed/)
})

test('a story that is over is shown with what is kept of its items, and says that it is no more', async t => {
  const { store, get } = await testDesk(t)
  const none = {
    url: 'https://n.example/1',
    publishedAt: null,
    language: null,
    sourceName: 'cms',
    externalId: '1',
  }
  const text = `The first words. ${'And so on. '.repeat(60)}The last words.`
  const { itemId } = await store.write(tx => receiveItem(tx, { ...none, title: first, text, at: 0 }))
  await store.write(async tx => {
    const story = { headline: first, item_count: 1, source_count: 1, created_at: 0, last_item_at: 0 }
    await tx
      .insertInto('stories')
      .values({ ...story, state: 'ended' })
      .execute()
    const item = { item_id: itemId, story_id: 1, url_key: null, headline_key: '', added_at: 0 }
    await tx.insertInto('story_items').values(item).execute()
    await tx.insertInto('ending_items').values({ item_id: itemId }).execute()
  })
  await store.write(tx => endItems(tx, { limit: 10 }))
  const page = await (await get('/desk/stories/1')).text()
  assert.match(page, /Over<\/strong>\s*<span>of its items only the beginnings/)
  assert.match(page, /The first words\..*And so on.*\[…\]/)
  assert.match(page, /full-text/, 'an editor may have its page fetched')
  const drafted = await store.write(tx => draftFromStory(tx, { storyId: 1, by: 'editor:Ada', at: 1 }))
  assert.equal(drafted.kind, 'drafted')
  assert.match(await (await get('/desk/stories?asleep=1')).text(), /Over<\/strong>/)
})

test('what a source put into a headline is text on the page', async t => {
  const page = await storyOf(
    t,
    first,
    'Ten dead <script>alert(1)</script>',
    'Twelve <ins onclick=x>dead</ins>',
  )
  assert.doesNotMatch(page, /<script>alert|<ins onclick/)
})

test('of very many changes the newest are shown, and the others counted', async t => {
  const counts = Array.from({ length: 9 }, (_, n) => `${n + 10} dead in Chile earthquake`)
  const page = await storyOf(t, ...counts)
  assert.equal(page.match(/<del>/g)?.length, 5)
  assert.match(page, /and 3 earlier changes/)
})

test('of a headline that kept most of its words the changed words are marked, and said', async t => {
  const page = await storyOf(t, 'Twelve people dead in the Chile quake', '14 people dead in the Chile quake')
  assert.match(
    page,
    /<del><bdi class="visually-hidden" lang="en-GB">\[taken out: <\/bdi>Twelve<bdi class="visually-hidden" lang="en-GB">\]<\/bdi><\/del> <ins><bdi class="visually-hidden" lang="en-GB">\[put in: <\/bdi>14<bdi class="visually-hidden" lang="en-GB">\]<\/bdi><\/ins> people dead in the Chile quake/,
  )
})

/** The desk, and a story whose one item has this address. */
async function deskWithItem(t: TestContext, url: string | null) {
  const desk = await testDesk(t)
  const at = desk.clock.now()
  const received = {
    sourceName: 'cms',
    externalId: 'quake',
    title: first,
    text: '',
    url,
    publishedAt: null,
    language: null,
    at,
  }
  const { itemId } = await desk.store.write(async tx => {
    const item = await receiveItem(tx, received)
    const story = { headline: first, item_count: 1, source_count: 1, created_at: 0, last_item_at: 0 }
    const { id } = await tx.insertInto('stories').values(story).returning('id').executeTakeFirstOrThrow()
    const row = { item_id: item.itemId, story_id: id, url_key: null, headline_key: '', added_at: 0 }
    await tx.insertInto('story_items').values(row).execute()
    return item
  })
  const page = async () => (await desk.get('/desk/stories/1')).text()
  return { ...desk, itemId, page }
}

test('the full text of an item that has a page can be got, and the page tells how far that is', async t => {
  const { store, post, page, itemId } = await deskWithItem(t, 'https://news.example/quake')
  assert.match(
    await page(),
    /<button class="quiet" aria-label="Get the full text: Strong earthquake hits Chile">/,
  )
  const asked = await post('/desk/stories/1/full-text', { item: String(itemId) })
  assert.deepEqual([asked.status, asked.headers.get('location')], [303, '/desk/stories/1?done=full-text'])
  const waiting = await page()
  assert.match(waiting, /Its page is being fetched/)
  assert.doesNotMatch(waiting, /Get the full text/)
  await store.write(async tx => {
    await tx.deleteFrom('full_text_wishes').execute()
    const full_text = 'One <b>paragraph</b>.\n\nAnother.'
    await tx.updateTable('items').set({ full_text, full_text_at: 0 }).execute()
  })
  assert.match(await page(), /<p>One &lt;b&gt;paragraph&lt;\/b&gt;\.<\/p><p>Another\.<\/p><\/details>/)
})

test('why a page could not be read stands at the item, with another try', async t => {
  const { store, page, itemId } = await deskWithItem(t, 'https://news.example/quake')
  await store.write(async tx => {
    await wantFullText(tx, itemId, 0)
    await tx.deleteFrom('full_text_wishes').execute()
    await tx.updateTable('items').set({ full_text_problem: 'It is gone.', full_text_at: 0 }).execute()
  })
  assert.match(await page(), /Its page could not be read: It is gone\.[\s\S]*Get the full text/)
})

test('an item without a page has no full text to get, nor has one of another story', async t => {
  const { page, post, itemId } = await deskWithItem(t, null)
  assert.doesNotMatch(await page(), /Get the full text/)
  assert.equal((await post('/desk/stories/1/full-text', { item: String(itemId + 1) })).status, 404)
})
