/**
 * The whole product in a real Chromium, as a reader and an editor meet it, on a phone's and a desktop's size:
 * every page is judged by axe-core in light and dark. SCREENSHOTS=1 keeps pictures in test/screenshots.
 */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createApiClient } from './support/api-client.ts'
import { openBrowser, type Size, sizes } from './support/browser.ts'
import * as editing from './support/editor-steps.ts'
import { startFeedServer } from './support/feed-server.ts'
import { judgePage, keepPicture, violationsOf } from './support/judge-page.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { pollUntil } from './support/poll-until.ts'
import * as reading from './support/reader-steps.ts'
import { runHere } from './support/run-here.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin, type TocsinProcess } from './support/tocsin-process.ts'

const others = 11
const everybody = others + 1
const sender = { MAIL_FROM: 'The Brenvik Courier <alerts@localhost>' }
const address = 'ada.reader@example.org'

for (const size of ['phone', 'desktop'] as const)
  test(`on a ${size}: sign up, confirm, draft, test, send, flash, correct, read, leave`, {
    skip: size === 'phone' && judgedOverSqlite(),
  }, async t => {
    const browser = await openBrowser(t)
    if (!browser) return
    const { reader, editor, server, publish } = await openNewsroom(t, browser, size)
    await reading.signUp(reader)
    await reading.confirm(reader)

    await editing.enterDesk(editor)
    await sendDraftOfFeed(editor, publish)
    await sendFlashAndCorrect(editor)
    await reading.openMail(reader, flash.Headline)
    await editorsOtherPages(editor)

    await readMails(reader)
    await reading.leave(reader)
    const before = await reading.subjectsOf(reader)
    await editing.writeAlert(editor, { Headline: 'Nothing more for who has left' }, 'Developing')
    await editing.press(editor, others, 'sent-after-leaving')
    assert.deepEqual(await reading.subjectsOf(reader), before)
    await strangersPages(reader)
    assert.equal(await server.stop(), 0)
  })

const flash = {
  Headline: 'Dam above Brenvik breaks',
  Summary: 'The Skarv dam gave way at 14:05, says the water board. Brenvik is being cleared.',
  'Who says so': 'Brenvik Water Board',
}
const right = {
  Headline: 'The Skarv dam holds: water was let out on purpose',
  'What was wrong': 'The dam did not break. A gate was opened on purpose.',
  Summary: 'The water board opened a gate to lower the lake. Nobody has to leave Brenvik.',
}

interface Newsroom {
  reader: reading.Reader
  editor: editing.Editor
  server: TocsinProcess
  publish(headline: string): void
}

/** A server with a feed that makes drafts, some confirmed readers, and two people's browsers. */
async function openNewsroom(t: TestContext, browser: Browser, size: Size): Promise<Newsroom> {
  const place = await migratedStorePlace(t)
  const feed = await startFeedServer(t)
  const env = environmentOf(place, sender)
  const file = join(place.dataDir, 'people.csv')
  await writeFile(file, Array.from({ length: others }, (_, n) => `reader${n}@example.org\n`).join(''))
  const importing = ['subscriber', 'import', file]
  const adding = ['source', 'add', feed.url, '--on-item', 'draft', '--every', '200ms']
  for (const command of [importing, adding]) assert.equal((await runHere(env, command)).code, 0)
  const server = await startTocsin(t, env)
  const someone = async (who: string) => {
    const page = await openPage(browser, sizes[size])
    const called = (name: string) => `${size}-${who}-${name}`
    return {
      page,
      judge: (name: string) => judgePage(page, called(name)),
      picture: (name: string) => keepPicture(page, called(name)),
    }
  }
  const site = new URL(server.site).origin
  return {
    reader: { ...(await someone('reader')), site, address },
    editor: { ...(await someone('editor')), desk: server.desk },
    server,
    publish: feed.publish,
  }
}

/** In a context of its own: no two people share cookies. */
async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  page.setDefaultTimeout(60_000)
  return page
}

/** What the feed publishes becomes a draft on the open desk; it is edited, looked at, tested and sent. */
async function sendDraftOfFeed(editor: editing.Editor, publish: Newsroom['publish']): Promise<void> {
  const { page } = editor
  const stories = page.getByRole('region', { name: 'Stories' }).getByRole('listitem')
  await pollUntil('the first poll', async () => {
    await page.goto(new URL('/desk', page.url()).href)
    return (await stories.count()) > 0
  })
  publish('Harbour of Aldorra closed after a fire on board a ferry')
  await editing.openNewDraft(editor, 'Harbour of Aldorra closed')
  const headline = 'Fire on a ferry closes Aldorra harbour'
  const summary =
    'All 212 passengers are ashore, says the coast guard.\n\nShips turn to Brenvik until the evening.'
  await editing.fill(page, { Headline: headline, Summary: summary })
  await page.getByText('Not saved yet').waitFor()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  await editing.lookAtPreview(editor, headline)
  await editing.sendTest(editor, address)
  await editing.press(editor, everybody, 'sent')
}

async function sendFlashAndCorrect(editor: editing.Editor): Promise<void> {
  await editing.writeAlert(editor, flash, 'Flash')
  await editor.judge('flash-draft')
  await editing.pressFlashTwice(editor, everybody, 'flash')
  await editor.page.getByRole('button', { name: 'Write a correction' }).click()
  await editing.fill(editor.page, right)
  await editor.page.getByRole('button', { name: 'Save draft' }).click()
  await editor.page.getByText('Saved.', { exact: true }).waitFor()
  await editor.judge('correction-draft')
  await editing.pressFlashTwice(editor, everybody, 'correction')
}

/** Alert and correction are in the mailbox; the alert's permanent page says on top that it was wrong. */
async function readMails(reader: reading.Reader): Promise<void> {
  const { page, judge } = reader
  const correction = `CORRECTION: ${right.Headline}`
  await reading.openMail(reader, correction)
  assert.deepEqual((await reading.subjectsOf(reader)).slice(0, 2), [correction, flash.Headline])
  await judge('mailbox')
  for (const [subject, name] of [
    [correction, 'mail-correction'],
    ['[TEST] Fire on a ferry closes Aldorra harbour', 'mail-test'],
    [flash.Headline, 'mail-flash'],
  ] as const) {
    await reading.openMail(reader, subject)
    await judge(name)
    await reading.judgeMail(reader, `${name}-alone`)
  }
  await reading.followMailLink(reader, /^Read this alert/)
  const sinceThen = page.getByRole('main').getByText(/We corrected it on/)
  await sinceThen.waitFor()
  const headline = page.getByRole('heading', { level: 1, name: flash.Headline })
  const tops = await Promise.all(
    [sinceThen, headline].map(async part => (await part.boundingBox())?.y ?? NaN),
  )
  assert.ok((tops[0] ?? NaN) < (tops[1] ?? NaN), 'the correction stands above the headline')
  await judge('alert-corrected')
  await page.goBack()
}

async function editorsOtherPages({ page, judge }: editing.Editor): Promise<void> {
  for (const [name, key] of [
    ['sources', 'o'],
    ['help', '?'],
    ['desk-later', 'd'],
  ] as const) {
    // Else the page that is being left may still be the one that is looked at.
    const arrives = page.waitForEvent('framenavigated')
    await page.keyboard.press(key)
    await arrives
    await page.waitForLoadState()
    await judge(name)
  }
}

async function strangersPages({ page, site, judge }: reading.Reader): Promise<void> {
  for (const [name, path] of [
    ['no-such-page', '/nowhere'],
    ['no-editor', '/desk'],
    ['no-such-link', '/confirm/x'],
    ['no-such-leave', '/unsubscribe/x'],
    ['privacy', '/privacy'],
    ['archive', '/alerts'],
    ['front-later', '/'],
  ] as const) {
    await page.goto(site + path)
    await judge(name)
  }
}

for (const [way, press, javaScriptEnabled] of [
  ['with JavaScript off', reading.pressByPointer, false],
  ['by keyboard only', reading.pressByKey, true],
] as const)
  test(`${way} a reader signs up, confirms and leaves`, { skip: judgedOverSqlite() }, async t => {
    const browser = await openBrowser(t)
    if (!browser) return
    const env = environmentOf(await migratedStorePlace(t), sender)
    const api = await createApiClient(env)
    const { origin } = await startTocsin(t, env)
    const page = await openPage(browser, { ...sizes.phone, javaScriptEnabled })
    const sendAlert = async (headline: string) => {
      const alert = { headline, summary: 'Until tomorrow.', kind: 'alert', priority: 'breaking', send: true }
      const { status } = await api.post(origin, '/api/alerts', alert, 'the-one-alert')
      assert.equal(status, 201)
    }
    await reading.signUpConfirmLeave({ page, site: origin, address }, press, sendAlert)
  })

test('axe judges contrast: a planted fault is found', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const page = await browser.newPage()
  await page.setContent(
    '<html lang="en"><title>t</title><main><h1 style="color:#bbb">Grey on white</h1></main>',
  )
  assert.match((await violationsOf(page)).join('\n'), /^color-contrast: h1/)
})
