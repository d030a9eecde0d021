/**
 * Promise 5 on the whole server: a burst of sign-ups from many networks meets its limit, then the page asks for a proof. A
 * real browser works it out under our own policy and the person gets their mail; no address of the burst gets more than one.
 * The page is judged in each of its states, in light and dark.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, sizes } from './support/browser.ts'
import { judgePage } from './support/judge-page.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { pollUntil } from './support/poll-until.ts'

const burst = 12
const person = 'ada.reader@example.org'
const env = {
  TRUST_PROXY: '127.0.0.0/8',
  SIGN_UP_LIMITS: `burst: ${burst}/min`,
  OPERATOR_NAME: 'The Brenvik Courier',
  CONTACT: 'desk@courier.example',
}

test('promise 5: a burst meets its limit, and a person’s browser proves its way in', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const newsroom = await startNewsroom(t, { env })
  const taken = await floodUntilAsked(newsroom)
  // A minute may have turned in the middle; beyond two of them nothing is taken.
  assert.ok(taken.length >= burst && taken.length <= 2 * burst, `${taken.length} were taken`)
  const alarm = await newsroom.store.read.selectFrom('sign_up_alarms').select('level').executeTakeFirst()
  assert.equal(alarm?.level, 'proof', 'the desk hears of it')

  await withoutScript(await openFront(t, browser, newsroom, { javaScriptEnabled: false }))
  await withScript(await openProofPage(t, browser, newsroom))
  const mail = await pollUntil('the person’s mail', async () => (await newsroom.inbox(person))[0])
  const path = /\/confirm\/[\w-]+/.exec(mail.mail.text ?? '')?.[0] ?? ''
  assert.equal((await newsroom.post(path)).status, 200)

  await pollUntil('the burst’s mails', async () => newsroom.sink.messages.length === taken.length + 1)
  const recipients = newsroom.sink.messages.map(({ envelopeTo: [to = ''] }) => to)
  assert.deepEqual(recipients.toSorted(), [...taken, person].toSorted(), 'one to each who was taken')
})

/** The page says so, and whom to write to. */
async function withoutScript(page: Page): Promise<void> {
  await pressUntilAsked(page)
  await page.getByText('Your browser does not run our script').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'desk@courier.example' }).waitFor()
  assert.equal(await page.getByText('Your browser is working').isVisible(), false)
  assert.equal(await page.getByRole('button', { name: 'Go on' }).isVisible(), false)
}

/** The page at work, done, and where it leads; nothing on the way is refused by our policy. */
async function withScript(page: Page): Promise<void> {
  const refused: string[] = []
  page.on('console', message => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text())
  })
  // It goes on by itself. Answered with nothing the first time, the page stays, and its button does the same.
  const byItself = page.waitForRequest(request => request.postData()?.includes('proof=%7B') ?? false, {
    timeout: 60_000,
  })
  await page.route('**/subscribe', route => route.fulfill({ status: 204 }), { times: 1 })
  await page.getByText('Your browser is working on it').waitFor()
  await judgePage(page, 'proof-working')
  await page.evaluate('globalThis.goOn()')
  await byItself
  await page.getByRole('button', { name: 'Go on' }).waitFor()
  await judgePage(page, 'proof-done')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Check your inbox' }).waitFor()
  assert.deepEqual(refused, [])
}

/** From another network each time; returns the addresses that were taken before a proof was asked for. */
async function floodUntilAsked({ subscribe }: Newsroom): Promise<string[]> {
  const taken: string[] = []
  for (let n = 0; n <= 3 * burst; n += 1) {
    const address = `stranger${n}@flood${n}.example`
    const answer = await subscribe({ address }, { 'x-forwarded-for': `${20 + n}.7.${n}.9` })
    if (answer.status === 429) {
      const page = await answer.text()
      assert.match(page, /data-challenge="/)
      assert.ok(page.includes('Your browser does not run our script'))
      return taken
    }
    assert.equal(answer.status, 303)
    taken.push(address)
  }
  assert.fail(`${taken.length} were taken, and no proof was asked for`)
}

async function openFront(
  t: TestContext,
  browser: Browser,
  { server }: Newsroom,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({ ...sizes.phone, ...options })
  t.after(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(server.origin)
  return page
}

/** The sum waits for `goOn`, so that the page can be looked at while it works. */
async function openProofPage(t: TestContext, browser: Browser, newsroom: Newsroom): Promise<Page> {
  const page = await openFront(t, browser, newsroom)
  await page.addInitScript(`{
    const gate = Promise.withResolvers()
    globalThis.goOn = () => gate.resolve()
    const derive = SubtleCrypto.prototype.deriveBits
    SubtleCrypto.prototype.deriveBits = async function (...args) {
      await gate.promise
      return derive.apply(this, args)
    }
  }`)
  await pressUntilAsked(page)
  return page
}

/** A form that was filled in faster than a person could comes back once. */
async function pressUntilAsked(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Your email address' }).fill(person)
  await pollUntil('the page to ask for a proof', async () => {
    const answer = page.waitForResponse(response => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Send me alerts' }).click()
    await page.waitForLoadState()
    return (await answer).status() === 429
  })
}
