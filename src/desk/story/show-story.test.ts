import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { receiveItem } from '../../sources/index.ts'
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
  assert.match(page, /<del><span class="visually-hidden">It was: <\/span>Strong earthquake hits Chile<\/del>/)
  assert.match(
    page,
    /<ins><span class="visually-hidden">It is now: <\/span>Ten dead in Chile earthquake<\/ins>/,
  )
})

test('an item that nobody changed, or only mended, shows no change', async t => {
  assert.doesNotMatch(await storyOf(t, 'Strong earthqauke hits Chile', first), /<del>|changed/)
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
