/**
 * Stories at the desk, in a real Chromium on a phone's and a desktop's size: a big one, one of a single item, one of three
 * hundred, none; judged by axe-core in light and dark. SCREENSHOTS=1 keeps pictures in test/screenshots.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { openBrowser, sizes } from './support/browser.ts'
import { judgePage } from './support/judge-page.ts'
import { openPlace } from './support/open-place.ts'
import { freshStorePlace } from './support/store-place.ts'
import { addStories } from './support/story-rows.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  ...sizes,
  narrow: { ...sizes.phone, viewport: { width: 320, height: 640 } },
}

for (const [size, options] of Object.entries(windows))
  test(`in a ${size} window: no stories, then many, the page of each, and what is asked before one is changed`, async t => {
    const browser = await openBrowser(t)
    if (!browser) return
    const place = await freshStorePlace(t)
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
