import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { composeAlert } from './compose-alert.ts'
import { nameLimits, oneLine, paragraphsOf } from './neutral-text.ts'
import {
  english,
  hrefsOf,
  longestLine,
  opened,
  sampleMail,
  sampleWords,
  sent,
  textIn,
  unescaped,
} from './sample-mail.ts'
import { headlineLimits, subjectOf } from './subject.ts'
import { alertMail, recipient } from './test-hostile-mail.ts'
import { webAddress } from './web-address.ts'

const ourHeaders = new Set(
  'subject list-id list-unsubscribe-post list-unsubscribe auto-submitted content-language from to message-id in-reply-to references date mime-version content-type'.split(
    ' ',
  ),
)

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const unwanted = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u

// A mail of 30 kB shrinks for a quarter of an hour; the seed in the report is enough to find it again.
const runs = { numRuns: 100, endOnFailure: true }

test('whatever an alert holds, its mail has no header that is not ours, none twice, and no line over 998', async () => {
  await fc.assert(
    fc.asyncProperty(alertMail, recipient, async (mail, reader) => {
      const message = await sent(mail, reader)
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

test('whatever an alert holds, a client reads subject, headline, sender and link as they went in, once neutralised', async () => {
  await fc.assert(
    fc.asyncProperty(alertMail, async mail => {
      const { subject } = await composeAlert(mail, sampleWords)
      const email = await opened(await sent(mail))
      const headline = oneLine(mail.headline, headlineLimits) || 'Alert'
      assert.equal(subject, subjectOf(mail, english))
      assert.equal(email.subject, subject)
      assert.equal(textIn(email.html, 'h1'), headline)
      assert.equal(email.from?.name ?? '', oneLine(mail.from.name, nameLimits))
      const link = webAddress(mail.url)
      if (link) assert.ok(hrefsOf(email.html).includes(link), link)
      assert.ok(email.text.split('\n').includes(headline))
    }),
    runs,
  )
})

test('a summary that fits is read in both parts paragraph by paragraph as it went in, once neutralised', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300, size: 'max' }), async summary => {
      const email = await opened(await sent({ ...sampleMail, summary }))
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
      const email = await opened(await sent(mail))
      for (const href of hrefsOf(email.html)) assert.match(href, /^https?:\/\/[^@/]*(?:[/?#]|$)/)
      assert.doesNotMatch(email.html, /<(?:script|img|iframe|b)\b/i)
      assert.doesNotMatch(email.html + email.text + email.subject, unwanted)
    }),
    runs,
  )
})
