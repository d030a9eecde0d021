/**
 * Sources in every state, the page of each, and the latency ledger, in a real Chromium on a phone's and a desktop's
 * size: judged by axe-core in light and dark. SCREENSHOTS=1 keeps pictures in test/screenshots.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, sizes } from './support/browser.ts'
import { addSourcesInEveryState, addTimedAlerts } from './support/desk-rows.ts'
import { judgePage } from './support/judge-page.ts'
import { openPlace } from './support/open-place.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

for (const size of ['phone', 'desktop'] as const)
  test(`on a ${size}: sources in every state, the page of each, and how fast news became mail`, {
    skip: size === 'phone' && judgedOverSqlite(),
  }, async t => {
    const browser = await openBrowser(t)
    if (!browser) return
    const place = await migratedStorePlace(t)
    const store = await openPlace(place)
    t.after(() => store.close())
    const sources = await addSourcesInEveryState(store, Date.now())
    await addTimedAlerts(store, Date.now())
    const name = 'Unbroken'.repeat(25)
    await store.write(tx => tx.updateTable('sources').set({ name }).where('health', '=', 'silent').execute())
    const server = await startTocsin(t, environmentOf(place, { SOURCES: '' }), ['--roles', 'web'])
    const page = await (await browser.newContext(sizes[size])).newPage()
    const judge = (name: string) => judgePage(page, `${size}-health-${name}`)

    await page.goto(server.desk)
    await page.getByRole('button', { name: 'Enter the desk' }).click()
    await page.getByRole('link', { name: /in trouble, \d silent/ }).click()
    await page.getByRole('heading', { name: 'In trouble' }).waitFor()
    await judge('sources')
    for (const [state, id] of Object.entries(sources)) {
      await page.goto(new URL(`/desk/sources/${id}`, page.url()).href)
      await judge(`source-${state}`)
    }
    await page.goto(new URL(`/desk/sources/${sources['failing']}`, page.url()).href)
    await page.getByRole('button', { name: 'Look now' }).click()
    await page.getByText('looked at within seconds').waitFor()
    await page.getByText('Stop watching it …').click()
    await page.getByRole('button', { name: 'Stop watching' }).click()
    await page.getByText('No longer watched', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Watch it again' }).click()
    await page.getByText('watched again').waitFor()
    await page.goto(new URL('/desk', page.url()).href)
    await judge('front')
    await page.getByRole('link', { name: /from seen to mailed/ }).click()
    await page.getByRole('heading', { name: 'The last alerts' }).waitFor()
    await judge('latency')
    assert.equal(await server.stop(), 0)
  })
