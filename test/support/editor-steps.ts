/** What an editor does in a browser: enters the desk, edits and looks at a draft, tests, sends, corrects. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { pollUntil } from './poll-until.ts'

export interface Editor {
  page: Page
  /** The one-time link. */
  desk: string
  /** Looks at the page as it stands; `name` is its picture's. */
  judge(name: string): Promise<void>
  /** Only keeps a picture of it. */
  picture(name: string): Promise<void>
}

export async function enterDesk({ page, desk, judge }: Editor): Promise<void> {
  await page.goto(desk)
  await judge('desk-enter')
  await page.getByRole('button', { name: 'Enter the desk' }).click()
  await page.getByRole('heading', { name: 'Drafts' }).waitFor()
  await judge('desk-first')
}

/** Waits on the open page, which nobody reloads, until it says that something is new; then shows it. */
export async function openNewDraft({ page, judge }: Editor, headline: string): Promise<void> {
  await page.locator('[data-news]').getByText('new draft or alert').waitFor()
  await page.getByRole('link', { name: 'Show' }).click()
  await judge('desk')
  const drafts = page.getByRole('region', { name: 'Drafts' })
  await drafts.getByRole('link', { name: headline }).click()
  await page.getByRole('button', { name: 'Save draft' }).waitFor()
}

export async function writeAlert(
  { page, judge }: Editor,
  fields: Record<string, string>,
  priority: string,
): Promise<void> {
  await page.getByRole('link', { name: 'New alert' }).click()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Nothing was saved').waitFor()
  await judge('desk-new-wrong')
  await fill(page, fields)
  await page.getByRole('radio', { name: new RegExp(`^${priority}`) }).check()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('The draft is made').waitFor()
}

export async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields))
    await page.getByRole('textbox', { name, exact: true }).fill(value)
}

/** The preview on every screen says the saved headline. */
export async function lookAtPreview({ page, judge, picture }: Editor, headline: string): Promise<void> {
  await judge('draft')
  for (const [look, scheme] of [
    ['desktop', 'light'],
    ['phone', 'light'],
    ['desktop-dark', 'dark'],
    ['phone-dark', 'dark'],
  ] as const) {
    await page.locator(`label:has(#look-${look})`).click()
    const frame = page.frameLocator(`iframe.${scheme}`)
    await frame.getByRole('heading', { level: 1, name: headline }).waitFor()
    assert.equal(await page.locator(`iframe.${scheme}`).isVisible(), true, look)
    await picture(`draft-${look}`)
  }
  await page.locator('label:has(#look-text)').click()
  await page.locator('.preview pre').getByText(headline).waitFor()
  await judge('draft-text')
}

export async function sendTest({ page, judge }: Editor, address: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Send one test to' }).fill(address)
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The test is on its way').waitFor()
  await judge('draft-tested')
}

/** The button names the number of people; the page that follows counts up to it without being reloaded. */
export async function press({ page, judge }: Editor, people: number, name: string): Promise<void> {
  await page.getByRole('button', { name: `Send to ${people} people` }).click()
  await page.waitForURL(/done=sending/)
  await untilAccepted(page, people)
  await judge(name)
}

export async function pressFlashTwice({ page, judge }: Editor, people: number, name: string): Promise<void> {
  await page.getByRole('button', { name: `Send this FLASH to ${people} people …` }).click()
  await page.getByRole('heading', { name: 'Press again to send this flash' }).waitFor()
  await judge(`${name}-second-press`)
  await page.getByRole('button', { name: `Send this FLASH to ${people} people now` }).click()
  await page.waitForURL(/done=sending/)
  await untilAccepted(page, people)
  await judge(`${name}-sent`)
}

async function untilAccepted(page: Page, people: number): Promise<void> {
  await page.evaluate('window.notReloaded = true')
  const accepted = page.locator('[data-live="accepted"]')
  await pollUntil(`${people} accepted`, async () => (await accepted.textContent()) === String(people))
  await page.locator('[data-live="state"]').getByText('Sent').waitFor()
  assert.equal(await page.evaluate('window.notReloaded'), true)
}
