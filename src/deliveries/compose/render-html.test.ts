import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  firstAlert,
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
