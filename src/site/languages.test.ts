import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSite } from '../../test/support/site.ts'
import { testLanguages } from '../../test/support/test-languages.ts'
import { createTexts } from '../text/index.ts'

const languageOf = (page: string) => /<html lang="([^"]*)"/.exec(page)?.[1]

test('a page is in the language that the address names, else the browser’s, else the operator’s', async t => {
  const site = await startSite(t, {}, testLanguages)
  const german = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' }
  const cases = [
    ['/', {}, 'en'],
    ['/', german, 'de'],
    ['/?language=ar', german, 'ar'],
    ['/?language=xx', german, 'de'],
    ['/', { 'accept-language': 'fr, *' }, 'en'],
  ] as const
  for (const [path, headers, expected] of cases)
    assert.equal(languageOf(await (await site.get(path, headers)).text()), expected, path)
  const operators = await startSite(t, { LANGUAGE: 'de_AT:de' }, testLanguages)
  assert.equal(languageOf(await operators.text('/')), 'de')
})

test('kept pages are kept per language, and say that they differ by it', async t => {
  const site = await startSite(t, {}, testLanguages)
  for (const path of ['/', '/alerts', '/privacy']) {
    for (const wanted of ['de', 'en', 'ar', 'de']) {
      const answer = await site.get(path, { 'accept-language': wanted })
      assert.equal(languageOf(await answer.text()), wanted)
      // The front page holds a form's token: nobody keeps it for others.
      if (path === '/') assert.equal(answer.headers.get('cache-control'), 'private, no-store')
      else assert.equal(answer.headers.get('vary'), 'Accept-Language')
    }
    assert.match(await site.text(`${path}?language=de`), /href="[^"]*\?language=de"/)
    assert.doesNotMatch(split(await site.text(path)).rest.replace(/<link[^>]*>/g, ''), /language=/)
  }
})

test('what was opened with ?language= goes on in it: links, forms and the page behind them', async t => {
  const site = await startSite(t, {}, testLanguages)
  const id = await site.sendAlert({ headline: 'A bridge is closed' })
  for (const path of [
    '/',
    '/alerts',
    `/alerts/${id}`,
    '/privacy',
    '/check-your-inbox',
    '/confirm/x',
    '/unsubscribe/x',
  ]) {
    const page = await site.text(`${path}?language=de`)
    const { languages } = split(page)
    assert.equal(languages.length, 2, 'the switch has the others')
    for (const [, href = ''] of split(page).rest.matchAll(/<a [^>]*href="(\/[^"]*)"/g))
      assert.match(href, /[?&]language=de(#|$)/, `${path} links to ${href}`)
  }
  const answer = await site.subscribe({ address: 'ada@example.org', language: 'de' })
  assert.equal(answer.headers.get('location'), '/check-your-inbox?language=de')
  assert.equal((await site.get('/subscribe?language=de')).headers.get('location'), '/?language=de#sign-up')
})

function split(page: string): { languages: string[]; rest: string } {
  const links = /<nav class="languages".*?<\/nav>/s.exec(page)?.[0] ?? ''
  return { languages: links.match(/<a /g) ?? [], rest: page.replace(links, '') }
}

test('consent is recorded in the language in which the form was shown', async t => {
  const site = await startSite(t, {}, testLanguages)
  const german = { 'accept-language': 'de' }
  assert.match(await (await site.get('/', german)).text(), /name="language" value="de"/)
  // The browser has changed its mind since.
  const form = { address: 'ada@example.org', language: 'de' }
  const answer = await site.subscribe(form, { 'accept-language': 'ar' })
  assert.equal(answer.status, 303)
  const { language } = await site.store.read
    .selectFrom('consent_events')
    .select('language')
    .executeTakeFirstOrThrow()
  assert.equal(language, 'de')
  const refused = await site.post('/subscribe', { address: 'x', language: 'de' })
  assert.equal(languageOf(await refused.text()), 'de')
})

test('a page names its address, and itself in the other languages', async t => {
  const site = await startSite(t, {}, testLanguages)
  const page = await site.text('/privacy?language=ar')
  assert.match(page, /<html lang="ar" dir="rtl">/)
  assert.match(page, /rel="canonical" href="http:\/\/localhost:8080\/privacy\?language=ar"/)
  assert.match(page, /hreflang="de" href="http:\/\/localhost:8080\/privacy\?language=de"/)
  assert.match(page, /hreflang="x-default" href="http:\/\/localhost:8080\/privacy"/)
  assert.match(page, /href="\?language=de" hreflang="de" lang="de" dir="ltr">Geprüft</)
  assert.doesNotMatch(
    await (await startSite(t, {}, testLanguages.slice(0, 1))).text('/'),
    /hreflang|class="languages"/,
  )
})

test('every word of ours on a page is the language’s own', async t => {
  const site = await startSite(t, { OPERATOR_NAME: 'X', CONTACT: 'x@x.ex' }, testLanguages)
  for (const path of [
    '/',
    '/alerts',
    '/privacy',
    '/check-your-inbox',
    '/confirm/x',
    '/unsubscribe/x',
    '/mailbox',
  ]) {
    const page = await site.text(`${path}?language=de`)
    const [body = ''] = split(page).rest.split('<body class="site">')[1]?.split('</body>') ?? []
    const words = body
      .replace(/⟦[^⟦⟧]*⟧/g, '')
      .replace(/⟦[^⟧]*⟧/g, '')
      .replace(/<[^>]*>/g, ' ')
    assert.doesNotMatch(words, /[a-z]{4,}/i, path)
  }
})

test('what is missing, or was sent from elsewhere, is said in the reader’s language; the desk’s in English', async t => {
  const site = await startSite(t, {}, testLanguages)
  const german = { 'accept-language': 'de' }
  const missing = await site.get('/alerts/99', german)
  assert.deepEqual([missing.status, languageOf(await missing.text())], [404, 'de'])
  const foreign = await site.post(
    '/subscribe',
    { address: 'a@example.org' },
    { ...german, origin: 'https://evil.example' },
  )
  assert.equal(foreign.status, 403)
  const page = await foreign.text()
  assert.equal(languageOf(page), 'de')
  assert.match(page, /<meta name="robots" content="noindex">/)
  assert.equal(languageOf(await (await site.get('/desk/nothing', german)).text()), 'en')
})

test('a browser that asks for one of our languages gets that one’s own words', async t => {
  const site = await startSite(t)
  for (const { language, direction, site: words } of createTexts().languages) {
    const page = await (await site.get('/', { 'accept-language': `${language}-XX, en;q=0.1` })).text()
    assert.match(page, new RegExp(`<html lang="${language}" dir="${direction}">`))
    assert.ok(page.includes(words.front.headline), language)
    assert.ok(page.includes(words.form.button), language)
  }
})
