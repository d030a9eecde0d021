import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SingleMail } from './alert-mail.ts'
import { composeSingle } from './compose-single.ts'
import { headerOf, longestLine, opened } from './sample-mail.ts'

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

test('a single mail arrives with its text, subject, recipient and Message-ID, and is plain text', async () => {
  const message = await composeSingle(confirmation)
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
  const email = await opened(await composeSingle({ ...confirmation, html: '<p>Press it</p>' }))
  assert.equal(email.html.trim(), '<p>Press it</p>')
  assert.match(headerOf(email, 'content-type') ?? '', /^multipart\/alternative/)
})

test('a further header goes in as it is', async () => {
  const headers = { 'List-Unsubscribe': '<https://alerts.example.org/leave/a>' }
  const email = await opened(await composeSingle({ ...confirmation, headers }))
  assert.equal(headerOf(email, 'list-unsubscribe'), headers['List-Unsubscribe'])
})

test('a header of ours, a bad name or a line break in a value is refused', async () => {
  for (const headers of [
    { Bcc: 'a@b' },
    { subject: 'x' },
    { 'X: y': 'z' },
    { 'X-A': 'b\r\nBcc: c' },
    { 'X-A': 'é' },
  ])
    await assert.rejects(composeSingle({ ...confirmation, headers }), /must be a further one/)
})

test('a subject cannot add a line, nor an address', async () => {
  const email = await opened(await composeSingle({ ...confirmation, subject: 'Hi\r\nBcc: x@example.org' }))
  assert.equal(email.subject, 'Hi Bcc: x@example.org')
  await assert.rejects(composeSingle({ ...confirmation, to: 'a@b.org\r\nBcc: c@d.org' }), {
    code: 'mail.unfillable',
  })
})
