/**
 * Stories at the desk, in a real Chromium on a phone's and a desktop's size: a big one, one of a single item, one of three
 * hundred, none; judged by axe-core in light and dark. SCREENSHOTS=1 keeps pictures in test/screenshots.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import type { Store } from '../src/store/index.ts'
import { openBrowser, sizes } from './support/browser.ts'
import { judgePage } from './support/judge-page.ts'
import { openPlace } from './support/open-place.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { pollUntil } from './support/poll-until.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { addStories } from './support/story-rows.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  ...sizes,
  narrow: { ...sizes.phone, viewport: { width: 320, height: 640 } },
}

for (const [size, options] of Object.entries(windows))
  test(`in a ${size} window: no stories, then many, the page of each, and what is asked before one is changed`, {
    skip: size !== 'desktop' && judgedOverSqlite(),
  }, async t => {
    const browser = await openBrowser(t)
    if (!browser) return
    const place = await migratedStorePlace(t)
    const store = await openPlace(place)
    t.after(() => store.close())
    const server = await startTocsin(t, environmentOf(place, { SOURCES: '' }), ['--roles', 'web'])
    const page = await (await browser.newContext(options)).newPage()
    const judge = (name: string) => judgePage(page, `${size}-stories-${name}`)
    const open = (path: string) => page.goto(new URL(path, page.url()).href)

    await page.goto(server.desk)
    await page.getByRole('button', { name: 'Enter the desk' }).click()
    await page.getByRole('link', { name: 'All stories' }).click()
    await page.getByText('No stories yet').waitFor()
    await judge('none')

    const stories = await addStories(store, Date.now())
    await open('/desk')
    await judge('front')
    await open('/desk/stories?asleep=1')
    await judge('all')
    await open(`/desk/stories/${stories.merged}`)
    await page.getByText(`Story ${stories.merged} was merged into this one`).waitFor()
    await judge('dam')
    await page.getByText(/more that carry or name Nordwire/).click()
    await judge('dam-unfolded')
    await page.getByRole('checkbox', { name: /Army helicopters/ }).check()
    await page.getByRole('button', { name: 'a story of their own' }).click()
    await page.getByRole('button', { name: 'Split off 1 item' }).waitFor()
    await judge('split')
    await open(`/desk/stories/${stories.dam}/merge?story=${stories.single}`)
    await judge('merge')
    await open(`/desk/stories/${stories.dam}/merge`)
    await judge('nothing-to-merge')
    await open(`/desk/stories/${stories.single}`)
    await judge('single')
    await open(`/desk/stories/${stories.long}`)
    await judge('long')
    assert.equal(await server.stop(), 0)
  })

test('without JavaScript ticked items are split off; with it j and k walk the list, and b leads to it', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const place = await migratedStorePlace(t)
  const store = await openPlace(place)
  t.after(() => store.close())
  const stories = await addStories(store, Date.now())
  const server = await startTocsin(t, environmentOf(place, { SOURCES: '' }), ['--roles', 'web'])
  const context = await browser.newContext({ ...sizes.desktop, javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(server.desk)
  await plain.getByRole('button', { name: 'Enter the desk' }).click()
  await plain.goto(new URL(`/desk/stories/${stories.dam}`, plain.url()).href)
  await plain.getByRole('checkbox', { name: /Army helicopters/ }).check()
  await plain.getByRole('button', { name: 'a story of their own' }).click()
  const press = plain.getByRole('button', { name: 'Split off 1 item' }).click()
  // Nobody groups here: the test does, as whoever groups would answer.
  await pollUntil('the order', async () => (await doOrders(store)) > 0)
  await press
  await plain.getByText(`Done: 1 item split off from story ${stories.dam}`).waitFor()

  const storageState = await context.storageState()
  const page = await (await browser.newContext({ ...sizes.desktop, storageState })).newPage()
  await page.goto(new URL('/desk', plain.url()).href)
  await page.keyboard.press('b')
  await page.getByRole('heading', { name: 'Stories', level: 1 }).waitFor()
  const focused = () => page.evaluate('document.activeElement?.textContent ?? ""')
  for (const [key, headline] of [
    ['j', /^Dam above Brenvik/],
    ['j', /./],
    ['k', /^Dam above Brenvik/],
    ['k', /^Dam above Brenvik/],
  ] as const) {
    await page.keyboard.press(key)
    assert.match(String(await focused()), headline)
  }
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'The score’s course' }).waitFor()
  assert.equal(await server.stop(), 0)
})

/** Returns how many were waiting. Each that was becomes a story of its own. */
async function doOrders(store: Store): Promise<number> {
  return store.write(async tx => {
    const waiting = await tx.selectFrom('story_orders').selectAll().where('done_at', 'is', null).execute()
    for (const { id, items } of waiting) {
      const row = { headline: 'Helicopters', created_at: 1, last_item_at: 1, item_count: 1, source_count: 1 }
      const made = await tx.insertInto('stories').values(row).returning('id').executeTakeFirstOrThrow()
      const ids = JSON.parse(items ?? '[]') as number[]
      await tx.updateTable('story_items').set({ story_id: made.id }).where('item_id', 'in', ids).execute()
      await tx.updateTable('story_orders').set({ done_at: 1 }).where('id', '=', id).execute()
    }
    tx.wake('stories')
    return waiting.length
  })
}
