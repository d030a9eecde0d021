import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeAlert } from './compose-alert.ts'
import {
  firstAlert,
  headerOf,
  hrefsOf,
  longestLine,
  mailed,
  sampleMail,
  sampleReason,
  sampleWords,
} from './sample-mail.ts'

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
  assert.equal(headerOf(email, 'list-unsubscribe'), '<https://alerts.example.org/unsubscribe/2s.leaving>')
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

test('a headline that looks like an encoded word arrives as it was written', async () => {
  for (const headline of ['=?utf-8?B?aGVsbG8=?=', 'a =?utf-8?Q?b c?= d', '=?x?='])
    assert.equal((await mailed({ headline })).email.subject, headline)
})

test('the largest inputs in the costliest characters stay under 30 kB and under 998 bytes a line', async () => {
  for (const unit of ['"', '&', '=', '\u{1f600}', '漢', 'ش', 'x', ' "', '\u0301', 'a\n\n']) {
    const big = unit.repeat(20_000)
    const { message } = await mailed(
      {
        kind: 'correction',
        headline: big,
        summary: big,
        preheader: big,
        sourceName: big,
        whatWasWrong: big,
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
        reason: big,
        choicesToken: 'c'.repeat(60),
        leaveToken: 'l'.repeat(60),
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

test('the preview shows the mail with a plain reason, its links leading to the site, and no mark', async () => {
  const { preview } = await composeAlert(sampleMail, sampleWords)
  assert.ok(hrefsOf(preview.html).includes('https://alerts.example.org'))
  assert.match(preview.text, /Stop receiving these alerts:\nhttps:\/\/alerts\.example\.org\n/)
  assert.match(preview.text, /change what you get:\nhttps:\/\/alerts\.example\.org\n/)
  assert.ok(preview.text.includes(sampleReason))
  assert.ok(preview.html.includes(sampleReason))
  assert.doesNotMatch(preview.html + preview.text, /t[0-9a-f]{24}/)
})
