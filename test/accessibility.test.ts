/**
 * Every page of the readers' route table, and every one that only a token or a press leads to, in the languages that try a
 * page most, and the main ones in all (all in all with `npm run prove`): axe-core finds nothing in light and dark, nothing is
 * wider than a phone, also than the narrowest. A new page belongs into `filled`, a new state into `reader-states.ts`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTopic, preferencesToken, unsubscribeToken } from '../src/subscribers/index.ts'
import { createTexts } from '../src/text/index.ts'
import { openBrowser, sizes } from './support/browser.ts'
import { judgePage, keepPicture } from './support/judge-page.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { openState, readerStates } from './support/reader-states.ts'
import { pressByKey } from './support/reader-steps.ts'
import { type Site, serveSite } from './support/site.ts'

/** All that a reader can meet, each in a state where it has something to show. */
async function addresses(site: Site): Promise<string[]> {
  await addTopics(site)
  const first = { headline: 'First', sourceName: 'A source', topics: ['Harbour'] }
  const follows = await site.sendAlert({ ...first, priority: 'flash' })
  const words = { headline: 'Right', summary: 'It held.', whatWasWrong: 'All of it.' }
  const correction = await site.sendAlert({ kind: 'correction', follows, ...words })
  const confirm = await site.signUp('ada@example.org')
  await site.post(`/confirm/${await site.signUp('grace@example.org')}`, {})
  await site.post(`/confirm/${await site.signUp('lin@example.org')}`, {})
  const at = site.clock.now()
  const choices = preferencesToken(site.subscribers, { subscriberId: 2, linkGeneration: 0, at })
  await site.post(`/choices/${choices}/press`, { press: `mute thread ${follows}` })
  const left = await (await site.post(`/unsubscribe/${unsubscribeToken(site.subscribers, 3)}`, {})).text()
  const filled: Record<string, readonly string[]> = {
    '/confirm/:token': [`/confirm/${confirm}`, '/confirm/x'],
    '/unsubscribe/:token': [`/unsubscribe/${unsubscribeToken(site.subscribers, 1)}`, '/unsubscribe/x'],
    '/choices/:token': [`/choices/${choices}`, '/choices/x'],
    '/left/:token': [/\/left\/[^"?]+/.exec(left)?.[0] ?? '', '/left/x'],
    '/alerts/:id': [`/alerts/${follows}`, `/alerts/${correction}`],
    '/topics/:slug': ['/topics/harbour', '/topics/opera', '/topics/empty'],
  }
  const others = ['/nowhere']
  const known = site.routes
    .filter(({ method, path }) => method === 'GET' && !/^\/(?:assets|mailbox|push|robots\.txt)/.test(path))
    .flatMap(({ path }) => filled[path] ?? [path])
  return [...known, ...others]
}

const { languages } = createTexts()
const judgedBefore = judgedOverSqlite()
const arabic = createTexts().of('ar')

/** One with an alert, one without, and one that is not offered any more. */
async function addTopics({ store }: Site): Promise<void> {
  const about = 'Ships, ferries, strikes, and what the sea does to them.'
  const add = (name: string, kind: string) =>
    store.write(tx => addTopic(tx, { kind, name, slug: '', names: { ar: 'مرفأ' }, about }))
  await add('Harbour', 'place')
  await add('Empty', 'topic')
  await add('Opera', 'topic')
  await store.write(tx => tx.updateTable('topics').set({ retired: 1 }).where('slug', '=', 'opera').execute())
}

for (const { language, direction, name } of languages)
  test(`axe finds nothing on any page in ${language} (${name})`, {
    skip: judgedBefore,
  }, async t => {
    const browser = await openBrowser(t)
    if (!browser) return
    const site = await serveSite(t)
    const page = await browser.newPage(sizes.phone)
    const judge = async (what: string) => {
      assert.equal(await page.evaluate('document.documentElement.lang'), language, what)
      assert.equal(await page.evaluate('getComputedStyle(document.body).direction'), direction)
      await judgePage(page, `page-${language}-${what.replaceAll('/', '_').slice(0, 30)}`)
    }
    for (const path of await addresses(site)) {
      await page.goto(`${site.origin}${path}?language=${language}`)
      await judge(path)
    }
    // Without the script the page that asks for a proof stays.
    await page.route('**/assets/*/proof*', route => route.abort())
    for (const state of await readerStates(site)) {
      const status = await openState(page, state, { origin: site.origin, language })
      assert.equal(status, state.status, state.name)
      await judge(state.name)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${site.origin}/?language=${language}`)
    await judgePage(page, `front-wide-${language}`)
  })

/** All that stands beyond the window's edge (which a phone moves out for what is too wide), or is cut off by what holds it. */
const outside = `[...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest('.visually-hidden, .elsewhere, .skip'))
  .filter(one => {
    const { left, right, width } = one.getBoundingClientRect()
    return width > 0 && (left < -1 || right > 321 || (one.matches('button, a, h1, legend') && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'))
  })
  .map(one => one.outerHTML.slice(0, 200))`

test('on the narrowest phone no word stands out of its page, where words are long', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const site = await serveSite(t)
  const paths = [...(await addresses(site)), await myDataPath(site)]
  const page = await browser.newPage({ ...sizes.phone, viewport: { width: 320, height: 640 } })
  for (const language of ['de', 'fr', 'es'])
    for (const path of paths) {
      await page.goto(`${site.origin}${path}?language=${language}`)
      assert.deepEqual(await page.evaluate(outside), [], `${language} ${path}`)
      await keepPicture(page, `narrow-${language}-${path.replaceAll('/', '_').slice(0, 30)}`)
    }
})

/** To erasing, which says the most. */
async function myDataPath(site: Site): Promise<string> {
  const link = { subscriberId: 2, linkGeneration: 0, at: site.clock.now() }
  await site.post(`/choices/${preferencesToken(site.subscribers, link)}/my-data`, {})
  const { text } = await site.store.read
    .selectFrom('outbox')
    .select('text')
    .where('kind', '=', 'my-data')
    .executeTakeFirstOrThrow()
  return [...text.matchAll(/\/my-data\/\S+/g)].at(-1)?.[0] ?? ''
}

test('from right to left the page is mirrored, and numbers and addresses stay whole', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const site = await serveSite(t, { OPERATOR_NAME: 'X', CONTACT: 'desk@courier.example' })
  const id = await site.sendAlert({ sourceName: 'מקור (2)' })
  const page = await browser.newPage(sizes.desktop)
  const left = async (selector: string) => (await page.locator(selector).boundingBox())?.x ?? Number.NaN
  await page.goto(`${site.origin}/?language=ar`)
  assert.ok((await left('.masthead .name')) > (await left('.masthead nav')))
  assert.ok((await left('.now')) < (await left('.sign-up')))
  assert.equal(await page.locator('.foot a bdi').textContent(), 'desk@courier.example')
  await page.goto(`${site.origin}/alerts/${id}?language=ar`)
  assert.equal(await page.evaluate('getComputedStyle(document.querySelector("h1")).direction'), 'ltr')
  assert.equal(await page.locator('dd bdi').textContent(), 'מקור (2)')
})

test('by keyboard only, a reader signs up in the language chosen in the foot', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  const site = await serveSite(t)
  const page = await browser.newPage(sizes.phone)
  await page.goto(site.origin)
  await pressByKey(page, 'link', arabic.name)
  await page.waitForURL(/language=ar/)
  await pressByKey(page, 'textbox', arabic.site.form.address)
  await page.keyboard.type('ada@example.org')
  // Sooner than a person can, a form comes back.
  await site.clock.advance(5_000)
  await pressByKey(page, 'button', arabic.site.form.button)
  await page.getByRole('heading', { level: 1, name: arabic.site.checkInbox.title }).waitFor()
  assert.match(page.url(), /\/check-your-inbox\?language=ar$/)
})
