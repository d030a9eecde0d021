/**
 * A topic's sign-up page, its form on another site, and a script there that calls the API, in a real Chromium; then what
 * the desk says of those who came that way. SCREENSHOTS=1 keeps pictures in test/screenshots.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { Store } from '../src/store/index.ts'
import { addTopic, keepPreferences, plainPreferences, readPreferences } from '../src/subscribers/index.ts'
import { createApiClient } from './support/api-client.ts'
import { openBrowser, sizes } from './support/browser.ts'
import { judgePage } from './support/judge-page.ts'
import { openPlace } from './support/open-place.ts'
import { judgedOverSqlite } from './support/pages-judged.ts'
import { pollUntil } from './support/poll-until.ts'
import * as reading from './support/reader-steps.ts'
import { migratedStorePlace } from './support/store-place.ts'
import { environmentOf, startTocsin } from './support/tocsin-process.ts'

const harbour = {
  kind: 'place',
  name: 'Harbour',
  slug: 'harbour',
  names: {},
  about: 'Ships, ferries and strikes.',
}

async function start(t: TestContext, size: 'phone' | 'desktop') {
  const browser = await openBrowser(t)
  if (!browser) return null
  const place = await migratedStorePlace(t)
  const store = await openPlace(place)
  t.after(() => store.close())
  await store.write(tx => addTopic(tx, harbour))
  for (const name of ['Schools', 'Elections', 'Courts', 'Opera'])
    await store.write(tx => addTopic(tx, { kind: 'topic', name, slug: '', names: {}, about: '' }))
  await store.write(tx => tx.updateTable('topics').set({ retired: 1 }).where('slug', '=', 'opera').execute())
  const env = environmentOf(place, { MAIL_FROM: 'The Brenvik Courier <alerts@localhost>' })
  const server = await startTocsin(t, env)
  const page = await (await browser.newContext(sizes[size])).newPage()
  page.setDefaultTimeout(60_000)
  const site = new URL(server.site).origin
  return { env, page, server, site, store, judge: (name: string) => judgePage(page, `${size}-${name}`) }
}

/** A site of somebody else: another origin, with this on its page. */
async function anotherSite(t: TestContext, content: string): Promise<string> {
  const document = `<!doctype html><html lang="en"><title>The Paper</title><main><h1>The Paper</h1>${content}</main>`
  const other = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(document),
  )
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
}

/** Presses again until the form is old enough to be a person's. */
async function pressUntilTaken(page: Page): Promise<void> {
  await pollUntil('the sign-up to be taken', async () => {
    const answer = page.waitForResponse(response => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Send me alerts' }).click()
    await page.waitForLoadState()
    return (await answer).status() === 303
  })
}

async function topicsOf({ read }: Store, address: string) {
  const { id } = await read
    .selectFrom('subscribers')
    .select('id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  const { scope, topics } = (await readPreferences(read, [id])).get(id) ?? {}
  return { id, scope, topics }
}

for (const size of ['phone', 'desktop'] as const)
  test(`on a ${size}: from a plain form on another site to one topic, and what the desk then says`, {
    skip: size === 'phone' && judgedOverSqlite(),
  }, async t => {
    const place = await start(t, size)
    if (!place) return
    const { env, page, server, site, store, judge } = place
    await page.goto(server.desk)
    await page.getByRole('button', { name: 'Enter the desk' }).click()
    await page.goto(`${site}/desk/topics`)
    await judge('desk-topics')
    await page.getByRole('link', { name: 'Change “Harbour”' }).click()
    await judge('desk-topic')
    const form = (await page.locator('pre code').textContent()) ?? ''

    await page.goto(await anotherSite(t, form))
    await page.getByRole('textbox').fill('ada@example.org')
    await page.getByRole('button', { name: 'Send me alerts: Harbour' }).click()
    await page.getByRole('button', { name: 'Send me alerts', exact: true }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/subscribe/embed')
    await judge('embedded')
    await pressUntilTaken(page)
    const ada = { page, site, address: 'ada@example.org', judge: async () => undefined }
    await reading.confirm(ada)
    const { id, scope, topics } = await topicsOf(store, ada.address)
    assert.deepEqual([scope, topics], ['chosen', [1]])

    const api = await createApiClient(env)
    const alert = {
      headline: 'A ferry is aground off Aldorra',
      summary: 'All 212 aboard are safe.',
      priority: 'breaking',
      kind: 'alert',
    }
    await api.post(server.origin, '/api/alerts', { ...alert, topics: ['Harbour'], send: true })
    await pollUntil('the alert', async () => (await reading.subjectsOf(ada)).length > 1)
    for (const path of ['topics', 'topics/harbour', 'topics/schools', 'topics/opera', 'alerts/1', '']) {
      await page.goto(`${site}/${path}`)
      await judge(`site-${path.replace('/', '-')}`)
    }

    // Two more readers: one asleep, one who wants something else.
    const other = {
      language: 'en',
      marketing: 0,
      created_at: 1,
      confirmed_at: 1,
      left_at: null,
      state: 'confirmed' as const,
    }
    for (const address of ['bob@example.org', 'eve@example.org'])
      await store.write(tx =>
        tx
          .insertInto('subscribers')
          .values({ ...other, address, address_key: address })
          .execute(),
      )
    const at = Date.now()
    const { id: bob } = await topicsOf(store, 'bob@example.org')
    await store.write(tx =>
      keepPreferences(tx, { subscriberId: bob, preferences: { ...plainPreferences, dailyMost: 0 }, at }),
    )
    await store.write(tx =>
      keepPreferences(tx, {
        subscriberId: id,
        preferences: { ...plainPreferences, scope: 'chosen', topics: [1], watch: ['ferry'] },
        at,
      }),
    )
    await api.post(server.origin, '/api/alerts', {
      ...alert,
      headline: 'The ferry is free',
      topics: ['Schools'],
    })
    await page.goto(`${site}/desk/alerts/2`)
    await page.getByText('Goes to 3 people').waitFor()
    await page.getByRole('textbox', { name: 'Their address' }).fill('bob@example.org')
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByText('Yes, but in their digest.').waitFor()
    assert.doesNotMatch(page.url(), /example\.org/)
    await judge('desk-draft-reader')
    await page.getByRole('textbox', { name: 'Their address' }).fill('ada@example.org')
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByText('Their watch words find it.').waitFor()
    await page.goto(`${site}/desk/alerts/1`)
    await page.getByRole('textbox', { name: 'Their address' }).fill('ada@example.org')
    await page.getByRole('button', { name: 'Look' }).click()
    await page.getByText(/Their mail server took it on/).waitFor()
    await judge('desk-sent-reader')

    const count = { key: '', period: at - (at % 3_600_000) }
    await store.write(async tx => {
      await tx
        .insertInto('sign_up_alarms')
        .values({ level: 'proof', since: at - 300_000, until: at + 600_000 })
        .execute()
      await tx.deleteFrom('sign_up_counts').execute()
      await tx
        .insertInto('sign_up_counts')
        .values({ ...count, kind: 'unproven', count: 1_000 })
        .execute()
      await tx
        .insertInto('sign_up_counts')
        .values({ ...count, kind: 'proven', count: 214 })
        .execute()
    })
    await page.goto(`${site}/desk`)
    await page.getByText(/^Unusually many sign-ups since/).waitFor()
    await judge('desk-alarm')
  })

test('a script on another site signs its reader up through the API, and can read nothing else here', async t => {
  const place = await start(t, 'desktop')
  if (!place) return
  const { page, server, site, store } = place
  await page.goto(await anotherSite(t, '<p id="said" role="status"></p>'))
  const { origin } = server
  const token = await page.evaluate(formTokenFromElsewhere, origin)
  // A token is good from its second second on.
  const wish = { origin, token, address: 'ada@example.org' }
  const signUp = await pollUntil('the form to be old enough', () => page.evaluate(signUpFromElsewhere, wish))
  assert.equal(signUp, 202)
  for (const path of ['/', '/desk', '/api/alerts'])
    assert.equal(await page.evaluate(readFromElsewhere, `${origin}${path}`), 'TypeError', path)
  const ada = { page, site, address: 'ada@example.org' }
  await reading.openMail(ada, 'Please confirm your address')
  await page
    .locator('pre')
    .getByRole('link', { name: /\/confirm\// })
    .click()
  await page.getByRole('button', { name: 'Yes, send me alerts' }).click()
  await page.getByText('You get what you signed up for').waitFor()
  const { scope, topics } = await topicsOf(store, ada.address)
  assert.deepEqual([scope, topics], ['chosen', [1]])
})

// These run in the page of the other site.

async function formTokenFromElsewhere(origin: string): Promise<string> {
  const { token } = (await (await fetch(`${origin}/api/sign-up/form`)).json()) as { token: string }
  return token
}

/** Null: too soon. */
async function signUpFromElsewhere(wish: { origin: string; token: string; address: string }) {
  const { origin, ...said } = wish
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ ...said, topics: ['harbour'] })
  const { status } = await fetch(`${origin}/api/sign-up`, { method: 'POST', headers, body })
  return status === 422 ? null : status
}

function readFromElsewhere(url: string) {
  return fetch(url).then(
    ({ status }) => status,
    (error: Error) => error.name,
  )
}
