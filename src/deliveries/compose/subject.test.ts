import assert from 'node:assert/strict'
import { test } from 'node:test'
import { english, firstAlert, sampleMail } from './sample-mail.ts'
import { subjectOf } from './subject.ts'

test("an alert's subject is its headline and nothing else", () => {
  assert.equal(subjectOf(sampleMail, english), 'Parliament votes to dissolve')
})

test("an update answers the thread's first subject, once, whatever it is itself headed", () => {
  const update = { ...sampleMail, kind: 'update' as const, headline: 'Election in January' }
  assert.equal(subjectOf({ ...update, original: firstAlert }, english), 'Re: Parliament votes to dissolve')
  const answered = { ...firstAlert, subject: 'Re: re: Parliament votes to dissolve' }
  assert.equal(subjectOf({ ...update, original: answered }, english), 'Re: Parliament votes to dissolve')
  assert.equal(subjectOf({ ...update, original: null }, english), 'Re: Election in January')
})

test('a correction and a retraction have subjects of their own', () => {
  assert.equal(
    subjectOf({ ...sampleMail, kind: 'correction', original: firstAlert }, english),
    'CORRECTION: Parliament votes to dissolve',
  )
  assert.equal(
    subjectOf({ ...sampleMail, kind: 'retraction', original: firstAlert }, english),
    'RETRACTION: Parliament votes to dissolve',
  )
})

test('a test says so before anything else', () => {
  assert.equal(
    subjectOf({ ...sampleMail, isTest: true, kind: 'correction' }, english),
    '[TEST] CORRECTION: Parliament votes to dissolve',
  )
})

test('a headline cannot add a line, run backwards, be endless or be nothing', () => {
  assert.equal(
    subjectOf({ ...sampleMail, headline: 'a\r\nBcc: b@example.org' }, english),
    'a Bcc: b@example.org',
  )
  assert.equal(subjectOf({ ...sampleMail, headline: '\u202efdp.exe' }, english), 'fdp.exe')
  assert.ok(subjectOf({ ...sampleMail, headline: 'word '.repeat(5000) }, english).length <= 250)
  assert.equal(subjectOf({ ...sampleMail, headline: ' \0\u200b ' }, english), 'Alert')
})
