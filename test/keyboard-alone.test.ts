/**
 * A reader's whole way by keyboard alone, with the script and the style of the real pages: signs up, confirms, chooses, mutes
 * from a mail's link, takes their data along, leaves, undoes it. Tab, Enter and Space, an arrow within a group of radio
 * buttons, and typing; wherever Tab stops the focus can be seen and is in the window.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { createApiClient } from './support/api-client.ts'
import { openBrowser, sizes } from './support/browser.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { pollUntil } from './support/poll-until.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const address = 'ada.reader@example.org'
const mostStops = 250

test('every flow of a reader is done by keyboard alone, and the focus is seen at every stop', {
  skip: judgedOverSqlite(),
}, async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const env = environmentOf(await migratedStorePlace(t), {
    MAIL_FROM: 'The Brenvik Courier <alerts@localhost>',
  })
  const server = await startTocsin(t, env)
  const api = await createApiClient(env)
  const page = await browser.newPage(sizes.desktop)
  page.setDefaultTimeout(60_000)
  const site = new URL(server.site).origin

  await signUp(page, site)
  await openMail(page, site, 'Please confirm your address')
  await press(page, 'link', /\/confirm\//)
  await press(page, 'button', 'Yes, send me alerts')
  await arrive(page, 'You are signed up')
  await press(page, 'link', 'Choose what I get')
  await changeChoices(page)

  const wish = { headline: 'Harbour closed after a fire', summary: '', priority: 'breaking', kind: 'alert' }
  await api.post(server.origin, '/api/alerts', { ...wish, send: true })
  await openMail(page, site, wish.headline)
  await press(page, 'link', /\/choices\//)
  await press(page, 'button', 'Mute this story')
  await page.getByText('This story is muted.').first().waitFor()
  await press(page, 'button', 'Undo')
  await page.getByText('Undone.').waitFor()
  await press(page, 'button', 'Take along or erase my data')
  await arrive(page, 'We have sent you a mail')

  await openMail(page, site, 'Your data: copy it, or have it erased')
  await press(page, 'link', /\/my-data\//)
  await arrive(page, 'Your data')
  const download = page.waitForEvent('download')
  await press(page, 'button', 'Download my data')
  const copy = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  assert.equal(copy.person.address, address)

  await openMail(page, site, wish.headline)
  await press(page, 'link', /\/unsubscribe\//)
  await press(page, 'button', 'Stop sending me mail')
  await arrive(page, 'You have left')
  await press(page, 'button', 'Undo: keep sending me alerts')
  await arrive(page, 'You are back')
  await press(page, 'link', 'Alerts')
  await arrive(page, 'All alerts')
})

async function signUp(page: Page, site: string): Promise<void> {
  await page.goto(site)
  await tabTo(page, 'textbox', 'Your email address')
  await page.keyboard.type(address)
  await pollUntil('the sign-up to be taken', async () => {
    const answer = page.waitForResponse(response => response.request().method() === 'POST')
    await press(page, 'button', 'Send me alerts')
    await page.waitForLoadState()
    return (await answer).status() === 303
  })
  await arrive(page, 'Check your inbox')
}

/** Words, a radio button, a number, a box; saved with Enter, answered with Space. */
async function changeChoices(page: Page): Promise<void> {
  await tabTo(page, 'radio', /^Everything/)
  await page.keyboard.press('ArrowDown')
  await tabTo(page, 'textbox', 'Watch words 1')
  await page.keyboard.type('harbour')
  await tabTo(page, 'textbox', /^At most so many mails/)
  await page.keyboard.type('5')
  await press(page, 'button', 'Save')
  await page.getByText('Saved.').waitFor()
  assert.ok(await page.getByRole('radio', { name: /^Only what I choose/ }).isChecked())
  assert.equal(await page.getByLabel('Watch words 1').inputValue(), 'harbour')
  await tabTo(page, 'checkbox', /offers|marketing|besides/i)
  await page.keyboard.press('Space')
  await press(page, 'button', 'Save this answer', 'Space')
  await page.getByText('Your answer is saved.').waitFor()
  assert.ok(await page.getByRole('checkbox').last().isChecked())
}

async function openMail(page: Page, site: string, subject: string): Promise<void> {
  const rows = page.locator('.mails li').filter({ hasText: address })
  await pollUntil(`the mail "${subject}"`, async () => {
    await page.goto(`${site}/mailbox`)
    return (await rows.getByRole('link', { name: subject, exact: true }).count()) > 0
  })
  await press(page, 'link', subject)
  await arrive(page, subject)
}

function arrive(page: Page, heading: string): Promise<void> {
  return page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

type Role = 'link' | 'button' | 'textbox' | 'radio' | 'checkbox'

async function press(page: Page, role: Role, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, role, name)
  await page.keyboard.press(key)
}

/** From where the focus is, at most once around; every stop on the way is judged. */
async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' })
  await target.first().waitFor()
  for (let stops = 0; stops < mostStops; stops++) {
    await page.keyboard.press('Tab')
    await focusIsSeen(page)
    if ((await target.and(page.locator(':focus')).count()) > 0) return
  }
  assert.fail(`no Tab reaches the ${role} "${name}" on ${page.url()}`)
}

/** A page scrolls to what has the focus within some frames. */
async function focusIsSeen(page: Page): Promise<void> {
  let stop = await page.evaluate<Stop>(lookAtFocus)
  const look = async () => {
    stop = await page.evaluate<Stop>(lookAtFocus)
    return stop.problem === ''
  }
  if (stop.problem !== '') await pollUntil('the focus to be seen', look, 5_000).catch(() => undefined)
  assert.equal(stop.problem, '', `${stop.what} on ${page.url()}`)
}

interface Stop {
  what: string
  problem: string
}

/** In the page. A frame shows a mail of its own; the button inside a field for a time or a date has the browser's own ring. */
const lookAtFocus = `(() => {
  const element = document.activeElement
  const what = element.outerHTML.slice(0, 200)
  if (element === document.body || element.tagName === 'IFRAME') return { what, problem: '' }
  if (element.matches('input[type=time]:not(:focus), input[type=date]:not(:focus)')) return { what, problem: '' }
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const { width, height, top, bottom, left, right } = element.getBoundingClientRect()
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return { what, problem: 'the focus is not seen' }
  if (width < 1 || height < 1) return { what, problem: 'it has no size' }
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth)
    return { what, problem: 'it is outside of the window' }
  return { what, problem: '' }
})()`
