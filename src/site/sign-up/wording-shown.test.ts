/** The record has the wording that stood beside what was pressed, also where somebody reads another language by now. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Site, startSite } from '../../../test/support/site.ts'
import { testLanguages } from '../../../test/support/test-languages.ts'
import { preferencesToken } from '../../subscribers/index.ts'

const dayMs = 24 * 3_600_000
const address = 'ada@example.org'

async function newestEvent({ store }: Site) {
  const { kind, scope, language, wording } = await store.read
    .selectFrom('consent_events')
    .select(['kind', 'scope', 'language', 'wording'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return [kind, scope, language, /^⟦/.test(wording) ? 'marked' : 'plain']
}

async function newestMail({ store }: Site) {
  return store.read.selectFrom('outbox').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
}

async function confirmPath(site: Site) {
  return /\/confirm\/[\w-]+/.exec((await newestMail(site)).text)?.[0] ?? ''
}

/** As the page shows it, unless something else is said. */
async function confirm(site: Site, form?: Record<string, string>) {
  const path = await confirmPath(site)
  const shown = /name="language" value="(\w+)"/.exec(await site.text(path))?.[1] ?? ''
  await site.post(path, form ?? { language: shown, marketing: 'yes' })
}

test('whoever asks again in another language confirms the words of that, and reads it from then on', async t => {
  const site = await startSite(t, {}, testLanguages)
  await site.subscribe({ address, language: 'en' })
  await site.clock.advance(dayMs)
  await site.subscribe({ address, language: 'de' })
  await confirm(site)
  assert.deepEqual(await newestEvent(site), ['confirmed', 'alerts', 'de', 'marked'])
  const reader = await site.store.read.selectFrom('subscribers').select('language').executeTakeFirstOrThrow()
  assert.equal(reader.language, 'de')
})

test('whoever enters a subscriber’s address in another language does not choose that of the mail', async t => {
  const site = await startSite(t, {}, testLanguages)
  await site.subscribe({ address, language: 'en' })
  await confirm(site)
  await site.clock.advance(dayMs)
  await site.subscribe({ address, language: 'de' })
  const { kind, language } = await newestMail(site)
  assert.deepEqual([kind, language], ['already', 'en'])
})

test('the answer on marketing is recorded with the words of the page, whatever the mails’ language is', async t => {
  const site = await startSite(t, {}, testLanguages)
  await site.subscribe({ address, language: 'en' })
  await confirm(site)
  const link = { subscriberId: 1, linkGeneration: 0, at: site.clock.now() }
  const path = `/choices/${preferencesToken(site.subscribers, link)}`
  assert.match(await site.text(`${path}?language=de`), /<span>⟦/)
  await site.post(`${path}/marketing`, { language: 'de', marketing: 'yes' })
  assert.deepEqual(await newestEvent(site), ['confirmed', 'marketing', 'de', 'marked'])
})

test('the page with the button has the words that are agreed to, in the language of the form', async t => {
  const site = await startSite(t, {}, testLanguages)
  await site.subscribe({ address, language: 'de', marketing: 'yes' })
  const page = await site.text(await confirmPath(site))
  const { wording } = testLanguages[1]?.consent ?? assert.fail()
  for (const words of [wording.alerts, wording.marketing]) assert.ok(page.includes(words))
  await confirm(site)
  assert.deepEqual(await newestEvent(site), ['confirmed', 'marketing', 'de', 'marked'])
})

test('marketing that somebody else has ticked is not agreed to by who unticks it, or never saw it', async t => {
  const site = await startSite(t, {}, testLanguages)
  await site.subscribe({ address, language: 'en', marketing: 'yes' })
  await confirm(site, { language: 'en' })
  assert.deepEqual(await newestEvent(site), ['confirmed', 'alerts', 'en', 'plain'])
  const reader = await site.store.read.selectFrom('subscribers').select('marketing').executeTakeFirstOrThrow()
  assert.equal(reader.marketing, 0)
  await site.subscribe({ address: 'bob@example.org', language: 'en' })
  assert.doesNotMatch(await site.text(await confirmPath(site)), /checkbox/)
  await confirm(site)
  assert.deepEqual(await newestEvent(site), ['confirmed', 'alerts', 'en', 'plain'])
})
