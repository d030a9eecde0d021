import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AlertMail, Recipient } from './alert-mail.ts'
import { composeAlert } from './compose-alert.ts'
import {
  firstAlert,
  headerOf,
  hrefsOf,
  longestLine,
  opened,
  sampleMail,
  sampleReader,
  textIn,
  unescaped,
} from './sample-mail.ts'

async function mailed(change: Partial<AlertMail> = {}, reader: Partial<Recipient> = {}) {
  const composed = await composeAlert({ ...sampleMail, ...change })
  const message = composed.fill({ ...sampleReader, ...reader })
  return { composed, message, email: await opened(message) }
}

test('an alert carries exactly these headers, once each', async () => {
  const { email } = await mailed()
  assert.deepEqual(email.headers.map(header => header.key).sort(), [
    'auto-submitted',
    'content-language',
    'content-type',
    'date',
    'from',
    'list-id',
    'list-unsubscribe',
    'list-unsubscribe-post',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ])
})

test('the headers that lists need say what RFC 2369, 2919, 3834 and 8058 ask for', async () => {
  const { email } = await mailed()
  assert.equal(headerOf(email, 'list-unsubscribe'), '<https://alerts.example.org/one-click/abc>')
  assert.equal(headerOf(email, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  assert.equal(headerOf(email, 'list-id'), '<alerts.example.org>')
  assert.equal(headerOf(email, 'auto-submitted'), 'auto-generated')
  assert.equal(headerOf(email, 'content-language'), 'en')
})

test('recipient, Message-ID, date and subject arrive as given', async () => {
  const { email } = await mailed()
  assert.deepEqual(
    email.to?.map(to => to.address),
    ['jane.doe@example.com'],
  )
  assert.equal(email.messageId, '<a1.s1@alerts.example.org>')
  assert.equal(email.subject, 'Parliament votes to dissolve')
  assert.equal(new Date(email.date ?? '').getTime(), sampleMail.sentAt)
  assert.equal(email.from?.name, 'The Daily Example')
})

test('a follow-up answers the latest mail of its thread and names them all, oldest first', async () => {
  const { email } = await mailed({}, { references: ['<first@example.org>', 'second@example.org'] })
  assert.equal(email.inReplyTo, '<second@example.org>')
  assert.equal(email.references, '<first@example.org> <second@example.org>')
})

test('the text part reads in the order of design: kicker, headline, text, facts, link, footer', async () => {
  const { email } = await mailed()
  assert.equal(
    email.text,
    `BREAKING

Parliament votes to dissolve

The vote was 312 to 288.

Elections follow within sixty days.

Source: Example Wire
Said: 23 November 2026 at 19:02 CET
Sent: 23 November 2026 at 19:03 CET

Read the full story at news.example:
https://www.news.example/2026/11/dissolved?id=2&from=wire

---

You get this mail because you signed up for all alerts.

Stop receiving these alerts:
https://alerts.example.org/leave/abc?x=1&y=2

Sent by The Daily Example
12 Bell Lane, London
Contact: desk@example.org

How we treat your data:
https://alerts.example.org/privacy
`,
  )
})

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
  assert.deepEqual(
    new Set(hrefsOf(email.html)),
    new Set([sampleMail.url, sampleReader.unsubscribeUrl, 'https://alerts.example.org/privacy']),
  )
})

test('link texts say by themselves where they lead', async () => {
  const { email } = await mailed()
  const labels = [...email.html.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(match => match[1])
  assert.deepEqual(labels, [
    'Read the full story at news.example',
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
  const { email } = await mailed({
    headline: evil,
    summary: evil,
    sourceName: evil,
    reason: evil,
    preheader: `p ${evil}`,
    kind: 'correction',
    whatWasWrong: evil,
    original: { ...firstAlert, headline: evil },
    operator: { name: evil, postalAddress: evil, contact: evil, privacyUrl: null },
    from: { name: evil, address: 'alerts@example.org' },
  })
  assert.doesNotMatch(email.html, /<script/)
  assert.equal(textIn(email.html, 'h1'), evil)
  assert.equal(textIn(email.html, 'title'), evil)
})

test('an update opens with what changed and keeps the first subject', async () => {
  const { email } = await mailed({
    kind: 'update',
    headline: 'Election on 18 January',
    whatChanged: 'A day was named.',
    original: firstAlert,
  })
  assert.equal(email.subject, 'Re: Parliament votes to dissolve')
  assert.match(email.text, /^UPDATE\n\nElection on 18 January\n\nWhat changed: A day was named\.\n/)
  assert.equal(textIn(email.html, 'h2'), 'What changed')
})

test('a correction says what was wrong, when the wrong mail went, then what is right', async () => {
  const { email } = await mailed({
    kind: 'correction',
    headline: 'The vote was 302 to 298',
    summary: 'The clerk gives 302 to 298.',
    whatWasWrong: 'We gave 312 to 288.',
    original: firstAlert,
  })
  assert.equal(email.subject, 'CORRECTION: The vote was 302 to 298')
  assert.ok(
    email.text.startsWith(`CORRECTION

The vote was 302 to 298

What was wrong: We gave 312 to 288.

Our alert of 23 November 2026 at 18:00 CET said:
“Parliament votes to dissolve”

What is right: The clerk gives 302 to 298.
`),
    email.text,
  )
})

test('a retraction says when the withdrawn alert went even if nobody wrote what was wrong', async () => {
  const { email } = await mailed({ kind: 'retraction', original: firstAlert })
  assert.match(
    email.text,
    /^RETRACTION\n[\s\S]*What was wrong:\n\nOur alert of 23 November 2026 at 18:00 CET said/,
  )
})

test('a test mail differs in subject, at the top and at the end of both parts', async () => {
  const { email } = await mailed({ isTest: true })
  assert.equal(email.subject, '[TEST] Parliament votes to dissolve')
  assert.match(email.text, /^\*\*\* TEST \*\*\*\n/)
  assert.equal(email.text.match(/\*\*\* TEST/g)?.length, 2)
  assert.equal(email.html.match(/class="test"/g)?.length, 2)
  const real = await mailed()
  assert.doesNotMatch(real.email.html, /class="test"/)
})

test('times fall back to UTC where the zone is none, and a time that is none is left out', async () => {
  const { email } = await mailed({ timeZone: 'Mars/Olympus', saidAt: Number.NaN })
  assert.doesNotMatch(email.text, /Said:/)
  assert.match(email.text, /Sent: 23 November 2026 at 18:03 UTC/)
})

test('without source, operator and said time no empty label is left', async () => {
  const operator = { name: null, postalAddress: null, contact: null, privacyUrl: null }
  const { email } = await mailed({ sourceName: null, saidAt: null, operator })
  assert.doesNotMatch(email.text, /Source|Said|Contact|Sent by/)
  assert.doesNotMatch(email.html, />\s*(?:Source|Said|Contact|Sent by)|<p[^>]*><\/p>/)
})

test('a summary that is too long ends at a word and leads to the permanent page', async () => {
  const { email, message } = await mailed({ summary: 'word '.repeat(20_000) })
  assert.match(
    email.text,
    /word word…\n\nRead the rest of this alert at alerts\.example\.org:\nhttps:\/\/alerts\.example\.org\/alerts\/a1\n/,
  )
  assert.ok(hrefsOf(email.html).includes(sampleMail.permanentUrl))
  assert.ok(message.length < 30_000)
})

test('the largest inputs in the costliest characters stay under 30 kB and under 998 bytes a line', async () => {
  for (const unit of ['"', '&', '=', '\u{1f600}', '漢', 'ش', 'x', ' "', '\u0301', 'a\n\n']) {
    const big = unit.repeat(20_000)
    const long = `https://alerts.example.org/${'&'.repeat(500)}`
    const { message } = await mailed(
      {
        kind: 'correction',
        headline: big,
        summary: big,
        preheader: big,
        sourceName: big,
        whatWasWrong: big,
        reason: big,
        original: { headline: big, subject: big, sentAt: firstAlert.sentAt },
        from: { name: big, address: 'alerts@example.org' },
        operator: {
          name: big,
          postalAddress: big,
          contact: big,
          privacyUrl: `https://e.org/${'&'.repeat(300)}`,
        },
        url: `https://e.org/${'&'.repeat(880)}`,
        isTest: true,
      },
      {
        address: `${'l'.repeat(64)}@${'d'.repeat(60)}.example`,
        unsubscribeUrl: long,
        oneClickUrl: long,
        references: Array.from({ length: 40 }, (_, i) => `${i}${'r'.repeat(110)}@${'e'.repeat(110)}.org`),
      },
    )
    assert.ok(message.length < 30_000, `${JSON.stringify(unit)}: ${message.length} bytes`)
    assert.ok(longestLine(message) <= 998, JSON.stringify(unit))
  }
})

test('the same alert and reader make the same bytes, so that a second sending is no second mail', async () => {
  const [once, again] = [await mailed(), await mailed()]
  assert.deepEqual(once.message, again.message)
})

test('two readers of one composed alert get their own links and nothing of each other', async () => {
  const composed = await composeAlert(sampleMail)
  const one = composed.fill(sampleReader)
  const other = await opened(
    composed.fill({
      ...sampleReader,
      address: 'other@example.net',
      messageId: 'a1.s2@alerts.example.org',
      unsubscribeUrl: 'https://alerts.example.org/leave/other',
      oneClickUrl: 'https://alerts.example.org/leave/other',
    }),
  )
  assert.ok(hrefsOf(other.html).includes('https://alerts.example.org/leave/other'))
  assert.doesNotMatch(JSON.stringify(other), /jane|leave\/abc|one-click|s1@/)
  assert.ok(hrefsOf((await opened(one)).html).includes(sampleReader.unsubscribeUrl))
})

test('the preview shows the mail with the leave link leading to the site, and no mark', async () => {
  const { preview } = await composeAlert(sampleMail)
  assert.ok(hrefsOf(preview.html).includes('https://alerts.example.org'))
  assert.match(preview.text, /Stop receiving these alerts:\nhttps:\/\/alerts\.example\.org\n/)
  assert.doesNotMatch(preview.html + preview.text, /t[0-9a-f]{24}/)
})
