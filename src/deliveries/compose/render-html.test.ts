import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  arabic,
  firstAlert,
  headerOf,
  hrefsOf,
  linksOf,
  mailed,
  sampleMail,
  sampleReader,
  textIn,
  unescaped,
} from './sample-mail.ts'

test('every block of the text part stands in the HTML part too, in the same order', async () => {
  for (const kind of ['alert', 'update', 'correction', 'retraction'] as const) {
    const { email } = await mailed({
      kind,
      whatChanged: 'A day was named.',
      whatWasWrong: 'The count was wrong.',
      original: firstAlert,
    })
    const html = unescaped(email.html.replace(/[\s\S]*<body/, '').replace(/<[^>]*>/g, ' ')).replace(
      /\s+/g,
      ' ',
    )
    let at = 0
    for (const line of email.text.split('\n').filter(line => line && !/^http|^---/.test(line))) {
      for (const piece of line.split(/: |:$/).filter(Boolean)) {
        const found = html.indexOf(piece, at)
        assert.notEqual(found, -1, `${kind}: "${piece}" is missing from the HTML part, or out of order`)
        at = found
      }
    }
  }
})

test('the HTML part has one h1 and it is the headline', async () => {
  const { email } = await mailed()
  assert.equal(email.html.match(/<h1/g)?.length, 1)
  assert.equal(textIn(email.html, 'h1'), 'Parliament votes to dissolve')
})

test('lang and dir stand on html and on each child of the body', async () => {
  const { email } = await mailed({ language: 'fr-CA' })
  assert.match(email.html, /<html lang="fr-CA" dir="ltr">/)
  const children = email.html
    .match(/^<(?:div|table)\b[^>]*>/gm)
    ?.filter(tag => !tag.includes('max-width:600px'))
  assert.equal(children?.length, 2)
  for (const child of children ?? []) assert.match(child, /lang="fr-CA" dir="ltr"/)
})

test('every table is a layout table and says so', async () => {
  const { email } = await mailed({ isTest: true })
  const tables = email.html.match(/<table\b[^>]*>/g) ?? []
  assert.equal(tables.length, 3)
  for (const table of tables) assert.match(table, /role="presentation"/)
})

test('a right-to-left alert runs right to left, while our English words in it do not', async () => {
  const { email } = await mailed({ language: 'ar', headline: 'البرلمان يصوت' })
  assert.match(email.html, /<html lang="ar" dir="rtl">/)
  assert.match(email.html, /<p lang="en-GB" dir="ltr"[^>]*>BREAKING</)
  assert.match(email.html, /text-align:right/)
})

test('a left-to-right alert keeps its edge while our words around it run right to left, and the footer keeps theirs', async () => {
  const { email } = await mailed({}, {}, arabic)
  assert.match(email.html, /<html lang="en" dir="ltr">/)
  assert.match(email.html, /<td class="ink" style="text-align:left;/)
  assert.match(email.html, /<p lang="ar" dir="rtl"[^>]*>عاجل</)
  assert.match(email.html, /<td lang="ar" dir="rtl" class="soft" style="text-align:right;/)
  assert.doesNotMatch(tagAround(email.html, 'عاجل'), /letter-spacing/)
})

test("the words around an alert are the reader's: kicker, subject's first word, dates; what it says and its thread are not", async () => {
  const correction = { kind: 'correction' as const, original: firstAlert, whatWasWrong: 'The count.' }
  const { email } = await mailed(correction, {}, arabic)
  assert.equal(email.subject, 'تصحيح: Parliament votes to dissolve')
  assert.match(email.text, /^تصحيح\n\nParliament votes to dissolve\n\nما كان خطأ:\nThe count\.\n/)
  assert.match(email.text, /23 نوفمبر 2026/)
  assert.equal(headerOf(email, 'content-language'), 'en, ar')
  const update = await mailed({ kind: 'update', original: firstAlert }, {}, arabic)
  assert.equal(update.email.subject, 'Re: Parliament votes to dissolve')
})

test("an operator's colours take the place of ours, light and dark, and what is no colour does not", async () => {
  const { email } = await mailed({ accent: { light: '#0b5d3b', dark: '#5fd3a0' } })
  assert.match(email.html, /color:#0b5d3b/)
  assert.match(email.html, /\.signal\{color:#5fd3a0!important\}/)
  assert.doesNotMatch(email.html, /#b3131b|#ff7a70/)
  const bad = await mailed({ accent: { light: '#0b5d3b', dark: 'red}body{display:none' } })
  assert.match(bad.email.html, /color:#b3131b/)
  assert.doesNotMatch(bad.email.html, /0b5d3b|body\{/)
})

test('dark mode is there for clients that ask the medium and for Outlook', async () => {
  const { email } = await mailed()
  assert.match(email.html, /<meta name="color-scheme" content="light dark">/)
  assert.match(email.html, /@media\(prefers-color-scheme:dark\)\{\.paper\{/)
  assert.match(email.html, /\[data-ogsc\] \.ink/)
})

test('nothing is loaded and nobody is counted: no image, script, form, font, url() or foreign link', async () => {
  const { email } = await mailed({ isTest: true })
  assert.doesNotMatch(
    email.html,
    /<(?:img|script|iframe|form|link|object|video|svg)|url\(|@import|@font-face|src=/i,
  )
  const links = linksOf(sampleReader)
  assert.deepEqual(
    new Set(hrefsOf(email.html)),
    new Set([sampleMail.url, links.choices, links.leave, 'https://alerts.example.org/privacy']),
  )
})

test('link texts say by themselves where they lead', async () => {
  const { email } = await mailed()
  const labels = [...email.html.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(match => match[1])
  assert.deepEqual(labels, [
    'Read the full story at news.example',
    'Get less, mute this story, or change what you get',
    'Stop receiving these alerts',
    'How we treat your data',
  ])
})

test('an alert without a usable address links to its permanent page', async () => {
  for (const url of [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' data:text/html,x',
    'vbscript:x',
    'ftp://example.org/',
    'https://bank.example@evil.example/',
    'not a link',
    '',
    `https://example.org/${'x'.repeat(2000)}`,
    sampleMail.permanentUrl,
  ]) {
    const { email } = await mailed({ url })
    assert.equal(hrefsOf(email.html)[0], 'https://alerts.example.org/alerts/a1', url.slice(0, 60))
    assert.match(
      email.text,
      /Read this alert, .* at alerts\.example\.org:\nhttps:\/\/alerts\.example\.org\/alerts\/a1\n/,
    )
  }
})

test('an operator who gives a script as contact or privacy address gets no link for it', async () => {
  const operator = {
    ...sampleMail.operator,
    contact: 'javascript:alert(1)',
    privacyUrl: 'javascript:alert(1)',
  }
  const { email } = await mailed({ operator })
  for (const href of hrefsOf(email.html)) assert.match(href, /^https:/)
})

test('markup in any field arrives as text', async () => {
  const evil = '<script>alert("x")</script> & \'quoted\' <!-- <![endif]-->'
  const { email } = await mailed(
    {
      headline: evil,
      summary: evil,
      sourceName: evil,
      preheader: `p ${evil}`,
      kind: 'correction',
      whatWasWrong: evil,
      original: { ...firstAlert, headline: evil },
      operator: { name: evil, postalAddress: evil, contact: evil, privacyUrl: null },
      from: { name: evil, address: 'alerts@example.org' },
    },
    { reason: evil },
  )
  assert.doesNotMatch(email.html, /<script/)
  assert.equal(textIn(email.html, 'h1'), evil)
  assert.equal(textIn(email.html, 'title'), evil)
})

/** The tag that this text stands in. */
function tagAround(html: string, text: string): string {
  const at = html.indexOf(`>${text}<`)
  return html.slice(html.lastIndexOf('<', at), at)
}
