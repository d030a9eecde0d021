import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SingleMail } from './alert-mail.ts'
import { composeSingle } from './compose-single.ts'
import { headerOf, longestLine, opened, received } from './sample-mail.ts'

const confirmation: SingleMail = {
  to: 'jane@example.com',
  from: { name: 'Tocsin', address: 'alerts@example.org' },
  subject: 'Please confirm your address',
  text: `Press the button on this page:\n\nhttps://alerts.example.org/confirm/${'a'.repeat(300)}\n\nÀ bientôt`,
  html: null,
  language: 'en',
  messageId: '<confirm.1@example.org>',
  sentAt: Date.UTC(2026, 10, 23, 18, 3),
}

const sent = async (change: Partial<SingleMail> = {}) =>
  received(await composeSingle({ ...confirmation, ...change }, []))

test('a single mail arrives with its text, subject, recipient and Message-ID, and is plain text', async () => {
  const message = await sent()
  const email = await opened(message)
  assert.equal(email.text.trim(), confirmation.text)
  assert.equal(email.subject, confirmation.subject)
  assert.equal(email.to?.[0]?.address, 'jane@example.com')
  assert.equal(email.messageId, '<confirm.1@example.org>')
  assert.equal(headerOf(email, 'auto-submitted'), 'auto-generated')
  assert.match(headerOf(email, 'content-type') ?? '', /^text\/plain/)
  assert.ok(longestLine(message) <= 76)
})

test('with HTML it is an alternative of both', async () => {
  const email = await opened(await sent({ html: '<p>Press it</p>' }))
  assert.equal(email.html.trim(), '<p>Press it</p>')
  assert.match(headerOf(email, 'content-type') ?? '', /^multipart\/alternative/)
})

test('a further header goes in as it is', async () => {
  const headers = { 'List-Unsubscribe': '<https://alerts.example.org/leave/a>' }
  const email = await opened(await sent({ headers }))
  assert.equal(headerOf(email, 'list-unsubscribe'), headers['List-Unsubscribe'])
})

test('a header of ours, one twice, a bad name or a line break in a value is refused', async () => {
  for (const headers of [
    { Bcc: 'a@b' },
    { subject: 'x' },
    { 'X: y': 'z' },
    { 'X-A': 'b\r\nBcc: c' },
    { 'X-A': 'é' },
    { 'X-A': 'b', 'x-a': 'c' },
  ])
    await assert.rejects(sent({ headers }), /must be a further one/)
})

test('a subject cannot add a line, nor an address', async () => {
  const email = await opened(await sent({ subject: 'Hi\r\nBcc: x@example.org' }))
  assert.equal(email.subject, 'Hi Bcc: x@example.org')
  await assert.rejects(sent({ to: 'a@b.org\r\nBcc: c@d.org' }), {
    code: 'mail.unfillable',
  })
})

test('its size is what it has before dot-stuffing', async () => {
  const mail = await composeSingle({ ...confirmation, text: '.a\n.\n..b' }, [])
  assert.equal(mail.sizeBytes, received(mail).length)
  assert.ok(mail.sizeBytes < mail.wire.length)
  assert.equal((await opened(received(mail))).text.trim(), '.a\n.\n..b')
})

test('whatever its text, it is read as it was written, in lines of at most 998 bytes', async () => {
  const part = fc.oneof(
    fc.constantFrom('.', '\r', '\n', '\r\n', ' ', '\t', '=', '\0', 'x'.repeat(10_000), '\n.\n'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  const text = fc.array(part, { maxLength: 12 }).map(parts => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, async value => {
      const message = await sent({ text: value })
      assert.doesNotMatch(message.toString('latin1'), /[^\r]\n|\r(?!\n)|\0/)
      assert.ok(longestLine(message) <= 998)
      const { text } = await opened(message)
      assert.equal(withoutEnd(text), withoutEnd(value.toWellFormed().replace(/\r\n?/g, '\n')))
    }),
    { numRuns: 300, endOnFailure: true },
  )
})

/** A mail's text ends with a line end, whether its author wrote one or not. */
function withoutEnd(text: string): string {
  return text.replace(/\n+$/, '')
}
