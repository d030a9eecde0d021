import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TocsinError } from '../../errors.ts'
import { addressLines, addressSpec, checkedUrl, personalLines } from './personal-lines.ts'
import { sampleReader } from './sample-mail.ts'

const unfillable = (error: unknown) => error instanceof TocsinError && error.code === 'mail.unfillable'

test('an address is written as it was typed, with its domain as an A-label', () => {
  assert.equal(addressSpec('Jane.Doe+news@Example.COM'), '<Jane.Doe+news@example.com>')
  assert.equal(addressSpec('jane@bücher.example'), '<jane@xn--bcher-kva.example>')
  assert.equal(addressSpec('δοκιμή@παράδειγμα.example'), '<δοκιμή@xn--hxajbheg2az3al.example>')
  assert.equal(addressSpec('jane@[192.0.2.1]'), '<jane@[192.0.2.1]>')
})

test('a local part that is no dot-atom is quoted, so that it stays one address', () => {
  assert.equal(addressSpec('a,b@example.org'), '<"a,b"@example.org>')
  assert.equal(addressSpec('a> b"@example.org'), '<"a> b\\""@example.org>')
  assert.equal(addressSpec('x@evil.example@example.org'), '<"x@evil.example"@example.org>')
  assert.equal(addressSpec('"already quoted"@example.org'), '<"already quoted"@example.org>')
})

test('an address that could start a line or reorder it is refused', () => {
  for (const address of [
    '',
    'nobody',
    '@example.org',
    'a@',
    'a\r\nBcc: b@example.org',
    'a\n@example.org',
    'a@exa\rmple.org',
    'a\0@example.org',
    'a\u2028@example.org',
    '\u202ea@example.org',
    'a\ud800@example.org',
    'a@exam ple.org',
    `${'a'.repeat(400)}@example.org`,
  ])
    assert.throws(() => addressSpec(address), unfillable, JSON.stringify(address))
})

test('a refusal names the field and never the value', () => {
  assert.throws(
    () => addressSpec('secret\n@example.org'),
    error => error instanceof Error && /^address /.test(error.message) && !error.message.includes('secret'),
  )
})

test('a Message-ID or reference that is none is refused', () => {
  for (const id of ['', 'a', '<a@b>\r\nX: y', 'a b@c', `${'a'.repeat(500)}@b`, '<a@b> <c@d>'])
    assert.throws(() => addressLines('a@example.org', id, []), unfillable, JSON.stringify(id))
  assert.throws(() => addressLines('a@example.org', '<a@b>', ['x\r\ny@z']), unfillable)
})

test('an address for a link that is not plain ASCII http(s) is refused', () => {
  for (const url of [
    '',
    'javascript:alert(1)',
    'https://example.org/\r\nX: y',
    'https://example.org/ a',
    'https://example.org/>',
    'https://example.org/"',
    'https://example.org/é',
    'ftp://example.org/',
    `https://example.org/${'a'.repeat(600)}`,
  ])
    assert.throws(() => checkedUrl('publicUrl', url), unfillable, JSON.stringify(url))
})

test('a long thread keeps its first mail and its latest nine', () => {
  const references = Array.from({ length: 30 }, (_, i) => `<${i}@example.org>`)
  const lines = addressLines('a@example.org', '<new@example.org>', references)
  assert.match(
    lines,
    /In-Reply-To: <29@example\.org>\r\nReferences: <0@example\.org>\r\n <21@example\.org>\r\n/,
  )
  assert.equal(lines.match(/^(?:References:)? </gm)?.length, 10)
})

test('the unsubscribe header stays on one line of under 998 bytes, however long the address', () => {
  const leaveUrl = `https://example.org/${'a'.repeat(520)}`
  const lines = personalLines({ ...sampleReader, leaveToken: 'l'.repeat(60) }, leaveUrl).split('\r\n')
  assert.ok(lines.includes(`List-Unsubscribe: <${leaveUrl}${'l'.repeat(60)}>`))
})
