/**
 * The preference page in a real Chromium, on a phone's and a desktop's size: judged by axe-core in light and dark, with its
 * script and without, and by keyboard alone. SCREENSHOTS=1 keeps pictures in test/screenshots.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { createApiClient } from './support/api-client.ts'
import { openBrowser, sizes } from './support/browser.ts'
import { judgePage } from './support/judge-page.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { pollUntil } from './support/poll-until.ts'
import * as reading from './support/reader-steps.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const address = 'ada.reader@example.org'
const sender = { MAIL_FROM: 'The Brenvik Courier <alerts@localhost>' }

interface Opened {
  page: Page
  url: string
  judge(name: string): Promise<void>
}

/** A reader who has confirmed, and the address of their preference page; three alerts were sent. */
async function open(t: TestContext, name: string, options: BrowserContextOptions): Promise<Opened | null> {
  const browser = await openBrowser(t)
  if (!browser) return null
  const env = environmentOf(await migratedStorePlace(t), sender)
  const server = await startTocsin(t, env)
  const page = await (await browser.newContext(options)).newPage()
  page.setDefaultTimeout(60_000)
  const judge = (what: string) => judgePage(page, `${name}-${what}`)
  const reader = { page, site: new URL(server.site).origin, address, judge: async () => undefined }
  await reading.signUp(reader)
  const path = await reading.confirm(reader)
  const api = await createApiClient(env)
  for (const [headline, priority] of [
    ['Harbour of Aldorra closed after a fire on board a ferry', 'breaking'],
    ['Dam above Brenvik breaks', 'flash'],
    ['Ministers meet on the harbour strike', 'developing'],
  ] as const)
    await api.post(server.origin, '/api/alerts', {
      headline,
      summary: '',
      priority,
      kind: 'alert',
      send: true,
    })
  await pollUntil('the alerts', async () => (await reading.subjectsOf(reader)).length > 3)
  return { page, url: `${reader.site}${path}`, judge }
}

for (const size of ['phone', 'desktop'] as const)
  test(`on a ${size}: choose, save, see what it would bring, mute, pause, read why`, {
    skip: size === 'phone' && judgedOverSqlite(),
  }, async t => {
    const opened = await open(t, size, { ...sizes[size], timezoneId: 'Europe/Berlin' })
    if (!opened) return
    const { page, url, judge } = opened
    await page.goto(`${url}?alert=1`)
    await judge('choices')
    await page.getByRole('button', { name: 'Mute this story' }).click()
    await page.getByText('This story is muted.').first().waitFor()
    await judge('choices-muted')
    assert.equal(await page.getByLabel('My time zone').inputValue(), 'Europe/Berlin', 'the browser’s own')
    await page.getByText('How to write them, with examples').click()
    await page.getByLabel('Watch words 1').fill('harbour strike')
    await page.getByText(/: 1 alert\.$/).waitFor()
    await page.getByLabel('Watch words 2').fill('"harbour')
    await page.getByText('quotation mark').waitFor()
    await page.getByRole('group', { name: 'Quiet hours' }).getByLabel('From').fill('22:00')
    await judge('choices-live')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Not saved yet.').waitFor()
    assert.equal(await page.getByLabel('Watch words 2').inputValue(), '"harbour')
    await judge('choices-problems')
    await page.getByLabel('Watch words 2').fill('')
    await page.getByRole('group', { name: 'Quiet hours' }).getByLabel('To').fill('07:00')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('button', { name: 'For a week' }).click()
    await page.getByText('Paused until').waitFor()
    await judge('choices-paused')
    await page.getByRole('button', { name: 'Void all older links' }).click()
    await page.getByRole('heading', { name: 'All older links are void' }).waitFor()
    await judge('choices-void')
    await page.goto(url)
    await page.getByRole('heading', { name: 'This link does not open anything' }).waitFor()
    await judge('choices-unknown')
  })

test('without script all of it works, and by keyboard alone', { skip: judgedOverSqlite() }, async t => {
  const opened = await open(t, 'no-script', { ...sizes.desktop })
  if (!opened) return
  const context = await opened.page.context().browser()?.newContext({ javaScriptEnabled: false })
  const page = await context?.newPage()
  assert.ok(page)
  page.setDefaultTimeout(60_000)
  await page.goto(opened.url)
  const press = async (role: 'button' | 'textbox', name: string) => {
    const target = page.getByRole(role, { name, exact: true })
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press('Tab')
      if ((await target.and(page.locator(':focus')).count()) === 0) continue
      return role === 'textbox' ? undefined : page.keyboard.press('Enter')
    }
    assert.fail(`no Tab reaches the ${role} "${name}"`)
  }
  await press('textbox', 'Watch words 1')
  await page.keyboard.type('harbour')
  await press('button', 'Show what this would have brought')
  await page.getByText(/: 2 alerts\.$/).waitFor()
  assert.equal(await page.getByLabel('Watch words 1').inputValue(), 'harbour')
  await press('button', 'Save')
  await page.getByText('Saved.').waitFor()
  assert.equal(await page.getByLabel('Watch words 1').inputValue(), 'harbour')
})
