/** What a reader does in a browser: signs up, looks into the built-in mailbox, confirms, reads, leaves. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { judgePage, mailRules } from './judge-page.ts'
import { pollUntil } from './poll-until.ts'

export interface Visitor {
  page: Page
  site: string
  address: string
}

export interface Reader extends Visitor {
  /** Looks at the page as it stands; `name` is its picture's. */
  judge(name: string): Promise<void>
}

/** First with a slip: the page says so beside the field and keeps what was typed. */
export async function signUp({ page, site, address, judge }: Reader): Promise<void> {
  await page.goto(site)
  await judge('front')
  const field = page.getByRole('textbox', { name: 'Your email address' })
  assert.equal(await page.getByRole('checkbox').isChecked(), false, 'nothing is ticked beforehand')
  await field.fill('reader@example')
  await page.getByRole('button', { name: 'Send me alerts' }).click()
  await page.getByText('Please enter a valid email address').waitFor()
  assert.equal(await field.inputValue(), 'reader@example')
  const described = await field.getAttribute('aria-describedby')
  assert.match((await page.locator(`#${described}`).textContent()) ?? '', /^Please enter a valid email/)
  await judge('front-wrong-address')
  await field.fill(address)
  await pressUntilTaken(page, () => page.getByRole('button', { name: 'Send me alerts' }).click())
  await judge('check-your-inbox')
}

/** A form that was filled in faster than a person could comes back, and is pressed once more. */
async function pressUntilTaken(page: Page, press: () => Promise<void>): Promise<void> {
  await pollUntil('the sign-up to be taken', async () => {
    const answer = page.waitForResponse(response => response.request().method() === 'POST')
    await press()
    await page.waitForLoadState()
    return (await answer).status() === 303
  })
  await page.getByRole('heading', { level: 1, name: 'Check your inbox' }).waitFor()
}

/** The link in the mail, the button behind it; the second time it says that all is done. Returns where the preference page is. */
export async function confirm(reader: Reader): Promise<string> {
  const { page, judge } = reader
  await page.getByRole('link', { name: 'Open the mailbox' }).click()
  await openMail(reader, 'Please confirm your address')
  await judge('mail-confirmation')
  await page
    .locator('pre')
    .getByRole('link', { name: /\/confirm\// })
    .click()
  const link = page.url()
  await judge('confirm')
  await page.getByRole('button', { name: 'Yes, send me alerts' }).click()
  await page.getByRole('heading', { name: 'You are signed up' }).waitFor()
  await judge('confirmed')
  const choices = await page.getByRole('link', { name: 'Choose what I get' }).getAttribute('href')
  await page.goto(link)
  await page.getByRole('heading', { name: 'Already done' }).waitFor()
  await judge('confirmed-before')
  return choices ?? ''
}

/** Subjects of this reader's mails, newest first. */
export async function subjectsOf({ page, site, address }: Visitor): Promise<string[]> {
  await page.goto(`${site}/mailbox`)
  return page.locator('.mails li').filter({ hasText: address }).getByRole('link').allTextContents()
}

/** Looks again until the mail is there: the sender works by itself. */
export async function openMail(reader: Visitor, subject: string): Promise<void> {
  await pollUntil(`the mail "${subject}"`, async () => (await subjectsOf(reader)).includes(subject))
  const { page, address } = reader
  const row = page.locator('.mails li').filter({ hasText: address })
  await row.getByRole('link', { name: subject, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: subject }).waitFor()
}

/** The mail's HTML part, judged as a page of its own: in its frame no script runs. */
export async function judgeMail({ page }: Reader, name: string): Promise<void> {
  const address = await page.locator('iframe').getAttribute('src')
  const answer = await page.request.get(new URL(address ?? '', page.url()).href)
  const alone = await page.context().newPage()
  await alone.setViewportSize(page.viewportSize() ?? { width: 1280, height: 900 })
  await alone.setContent(await answer.text())
  await judgePage(alone, name, mailRules)
  await alone.close()
}

/** Presses a link of the mail in its frame, as a mail program shows it. */
export async function followMailLink({ page }: Reader, name: RegExp): Promise<void> {
  await page.frameLocator('iframe').getByRole('link', { name }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/mailbox'))
}

export async function leave(reader: Reader): Promise<void> {
  const { page, judge } = reader
  await followMailLink(reader, /Stop receiving|Leave|Unsubscribe/i)
  await page.getByRole('heading', { name: 'Leave these alerts?' }).waitFor()
  await judge('leave')
  await page.getByRole('button', { name: 'Stop sending me mail' }).click()
  await page.getByRole('heading', { name: 'You have left' }).waitFor()
  await judge('left')
  await page.goto(page.url())
  await page.getByText('there is nothing more to do').waitFor()
  await judge('left-before')
}

type Pressable = 'link' | 'button' | 'textbox'

/** Gets to what has this name, and presses it; a text field is only entered. */
export type Press = (page: Page, role: Pressable, name: string | RegExp) => Promise<void>

export const pressByPointer: Press = async (page, role, name) => {
  await page.getByRole(role, { name }).click()
}

/** Tab by Tab from the top, as somebody without a mouse; what has the focus must be seen. */
export const pressByKey: Press = async (page, role, name) => {
  const target = page.getByRole(role, { name })
  await target.waitFor()
  for (let tabs = 0; tabs < 40; tabs++) {
    await page.keyboard.press('Tab')
    if ((await target.and(page.locator(':focus')).count()) === 0) continue
    assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none')
    return role === 'textbox' ? undefined : page.keyboard.press('Enter')
  }
  assert.fail(`no Tab reaches the ${role} "${name}" on ${page.url()}`)
}

/** The reader's whole way in short; `sendAlert` brings the mail whose link leads out. */
export async function signUpConfirmLeave(
  reader: Visitor,
  press: Press,
  sendAlert: (headline: string) => Promise<void>,
): Promise<void> {
  const { page, site, address } = reader
  const arrive = (heading: string) => page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await page.goto(site)
  await press(page, 'textbox', 'Your email address')
  await page.keyboard.type(address)
  await pressUntilTaken(page, () => press(page, 'button', 'Send me alerts'))
  await press(page, 'link', 'Open the mailbox')
  await arrive('Mailbox')
  await pollUntil('the confirmation', async () => (await subjectsOf(reader)).length > 0)
  await press(page, 'link', 'Please confirm your address')
  await press(page, 'link', /\/confirm\//)
  await press(page, 'button', 'Yes, send me alerts')
  await arrive('You are signed up')
  await sendAlert('A bridge is closed')
  await pollUntil('the alert', async () => (await subjectsOf(reader)).length > 1)
  await press(page, 'link', 'A bridge is closed')
  await press(page, 'link', /\/unsubscribe\//)
  await press(page, 'button', 'Stop sending me mail')
  await arrive('You have left')
}
