import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AlertMail, Recipient } from './alert-mail.ts'
import { composeAlert } from './compose-alert.ts'
import { oneLine, paragraphsOf } from './neutral-text.ts'
import { hrefsOf, longestLine, opened, sampleMail, sampleReader, textIn, unescaped } from './sample-mail.ts'
import { headlineLimits, subjectOf } from './subject.ts'

const nasty = fc.constantFrom(
  '\r\nBcc: evil@example.org\r\n\r\n',
  '\n.\n',
  '\u202egpj.exe\u202c',
  '\u2066\u2069\u200f',
  '\0\u0007\u001b[31m',
  '\ud800',
  '\udc00x',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '=?utf-8?B?aGVsbG8=?=',
  '=?utf-8?Q?=0D=0ABcc:_x?=',
  '=3D=\r\n=',
  '<script>&amp;"\'',
  'x'.repeat(3000),
  '漢字'.repeat(500),
  'ab '.repeat(600),
  ' \t ',
  '\u2028\u2029\u0085',
  '--boundary--',
  'From me',
)
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 8 })
  .map(parts => parts.join(''))
const hostileOrNull = fc.option(hostile, { nil: null })
const time = fc.integer({ min: 0, max: 4e12 })
const address = fc.oneof(hostile, fc.webUrl({ withQueryParameters: true, withFragments: true }))

const alertMail: fc.Arbitrary<AlertMail> = fc.record({
  alertId: hostile,
  kind: fc.constantFrom('alert', 'update', 'correction', 'retraction'),
  priority: fc.constantFrom('flash', 'breaking', 'developing'),
  headline: hostile,
  summary: hostile,
  preheader: hostileOrNull,
  url: address,
  permanentUrl: address,
  sourceName: hostileOrNull,
  saidAt: fc.option(time, { nil: null }),
  sentAt: time,
  timeZone: fc.oneof(hostile, fc.constantFrom('UTC', 'Asia/Tokyo', 'America/St_Johns')),
  language: fc.oneof(hostile, fc.constantFrom('en', 'he', 'ar-EG', 'zh-Hant-TW', 'x-klingon')),
  whatChanged: hostileOrNull,
  whatWasWrong: hostileOrNull,
  original: fc.option(fc.record({ headline: hostile, subject: hostile, sentAt: time }), { nil: null }),
  reason: hostile,
  operator: fc.record({
    name: hostileOrNull,
    postalAddress: hostileOrNull,
    contact: fc.oneof(hostileOrNull, address),
    privacyUrl: fc.oneof(hostileOrNull, address),
  }),
  publicUrl: fc.constant('https://alerts.example.org'),
  from: fc.record({ name: hostile, address: fc.constantFrom('alerts@example.org', 'réd@exämple.org') }),
  isTest: fc.boolean(),
})

const urlPath = fc.string({
  unit: fc.constantFrom(..."abcXYZ019-._~!$&'()*+,;=:@/?#[]%"),
  maxLength: 560,
})
const recipient: fc.Arbitrary<Recipient> = fc.record({
  address: fc.oneof(
    fc.emailAddress({ size: 'large' }),
    fc.constantFrom(
      `${'l'.repeat(64)}@${'d'.repeat(63)}.example`,
      'δοκιμή@παράδειγμα.example',
      'jane@bücher.example',
      '"a b, <c>"@example.org',
      'a,b;c@example.org',
    ),
  ),
  messageId: fc
    .string({ unit: fc.constantFrom(...'abc019.-_+='), minLength: 1, maxLength: 60 })
    .map(id => `<${id}@example.org>`),
  references: fc.array(
    fc.constantFrom('<a.1@example.org>', 'b.2@example.org', `<${'c'.repeat(100)}@example.org>`),
    { maxLength: 15 },
  ),
  unsubscribeUrl: urlPath.map(path => `https://alerts.example.org/${path}`),
  oneClickUrl: urlPath.map(path => `https://alerts.example.org/${path}`),
})

const ourHeaders = new Set(
  'subject list-id list-unsubscribe-post list-unsubscribe auto-submitted content-language from to message-id in-reply-to references date mime-version content-type'.split(
    ' ',
  ),
)

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const unwanted = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u

// A mail of 30 kB shrinks for a quarter of an hour; the seed in the report is enough to find it again.
const runs = { numRuns: 80, endOnFailure: true }

test('whatever an alert holds, its mail has no header that is not ours, none twice, and no line over 998', async () => {
  await fc.assert(
    fc.asyncProperty(alertMail, recipient, async (mail, reader) => {
      const message = (await composeAlert(mail)).fill(reader)
      const email = await opened(message)
      const names = email.headers.map(header => header.key)
      assert.equal(new Set(names).size, names.length)
      for (const name of names) assert.ok(ourHeaders.has(name), name)
      assert.ok(longestLine(message) <= 998)
      assert.ok(message.length < 30_000)
      assert.doesNotMatch(Buffer.from(message).toString('latin1'), /[^\r]\n|\r[^\n]|\0/)
    }),
    runs,
  )
})

test('whatever an alert holds, a client reads subject and headline as they went in, once neutralised', async () => {
  await fc.assert(
    fc.asyncProperty(alertMail, async mail => {
      const { subject, fill } = await composeAlert(mail)
      const email = await opened(fill(sampleReader))
      const headline = oneLine(mail.headline, headlineLimits) || 'Alert'
      assert.equal(subject, subjectOf(mail))
      assert.equal(email.subject, subject)
      assert.equal(textIn(email.html, 'h1'), headline)
      assert.ok(email.text.split('\n').includes(headline))
    }),
    runs,
  )
})

test('a summary that fits is read in both parts paragraph by paragraph as it went in, once neutralised', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async summary => {
      const email = await opened((await composeAlert({ ...sampleMail, summary })).fill(sampleReader))
      const blocks = email.text.split('\n\n')
      const inHtml = [...email.html.matchAll(/<p class="ink" style="margin:0 0 16px">([^<]*)<\/p>/g)]
      const paragraphs = paragraphsOf(summary)
      assert.deepEqual(blocks.slice(2, 2 + paragraphs.length), paragraphs)
      assert.deepEqual(
        inHtml.map(match => unescaped(match[1] ?? '')),
        paragraphs,
      )
    }),
    runs,
  )
})

test('whatever an alert holds, every link is http(s), and no tag, control or override character is its own', async () => {
  await fc.assert(
    fc.asyncProperty(alertMail, async mail => {
      const email = await opened((await composeAlert(mail)).fill(sampleReader))
      for (const href of hrefsOf(email.html)) assert.match(href, /^https?:\/\/[^@/]*(?:[/?#]|$)/)
      assert.doesNotMatch(email.html, /<(?:script|img|iframe|b)\b/i)
      assert.doesNotMatch(email.html + email.text + email.subject, unwanted)
    }),
    runs,
  )
})

test('whatever the values of a reader, they are read back as filled in', async () => {
  const { fill } = await composeAlert(sampleMail)
  await fc.assert(
    fc.asyncProperty(recipient, async reader => {
      const email = await opened(fill(reader))
      assert.equal(hrefsOf(email.html).at(-2), reader.unsubscribeUrl)
      assert.ok(email.text.includes(`Stop receiving these alerts:\n${reader.unsubscribeUrl}\n`))
      const listed = email.headers.find(header => header.key === 'list-unsubscribe')?.value
      assert.equal(listed, `<${reader.oneClickUrl}>`)
      assert.equal(email.messageId, reader.messageId)
      assert.equal(email.to?.length, 1)
    }),
    runs,
  )
})

test('wherever quoted-printable breaks the line of a mark, the leave link is filled in whole', async () => {
  for (let length = 1; length <= 90; length += 1) {
    const reason = 'x'.repeat(length)
    const { fill } = await composeAlert({
      ...sampleMail,
      reason,
      operator: { ...sampleMail.operator, name: reason },
    })
    const email = await opened(fill(sampleReader))
    assert.ok(email.text.includes(`:\n${sampleReader.unsubscribeUrl}\n`))
    assert.ok(hrefsOf(email.html).includes(sampleReader.unsubscribeUrl))
  }
})
