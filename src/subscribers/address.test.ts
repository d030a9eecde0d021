import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inboxOf, parseAddress } from './address.ts'

const accepted: [string, string, string][] = [
  [' Reader@Example.ORG ', 'Reader@example.org', 'reader@example.org'],
  ["o'neil+news@sub.example.co.uk", "o'neil+news@sub.example.co.uk", "o'neil+news@sub.example.co.uk"],
  ['jürgen@müller.example', 'jürgen@xn--mller-kva.example', 'jürgen@xn--mller-kva.example'],
  ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v', '用户@xn--fsqu00a.xn--4rr70v'],
  ['a@xn--fsqu00a.xn--4rr70v', 'a@xn--fsqu00a.xn--4rr70v', 'a@xn--fsqu00a.xn--4rr70v'],
]

for (const [typed, address, key] of accepted)
  test(`${JSON.stringify(typed)} is mailed as ${address}`, () => {
    assert.deepEqual(parseAddress(typed), { ok: true, address, key })
  })

const refused = [
  'reader',
  'reader@',
  '@example.org',
  'reader@example',
  'a@b@',
  'a b@example.org',
  'a@exa mple.org',
  'a..b@example.org',
  '.a@example.org',
  'a.@example.org',
  '"a b"@example.org',
  'a@[127.0.0.1]',
  'a@127.0.0.1',
  'a@-example.org',
  'a\r\nBcc: x@example.org',
  'a@example.org\nb',
  'a<b>@example.org',
  'a\u200b@example.org',
  'a@example..org',
  'a@ex%61mple.org',
  'a@example.org/x',
  '\ufffd@example.org',
]

for (const typed of refused)
  test(`${JSON.stringify(typed)} is no usable address`, () => {
    assert.deepEqual(parseAddress(typed), { ok: false, problem: 'invalid' })
  })

test('an empty field is told apart from a wrong one', () => {
  assert.deepEqual(parseAddress('  '), { ok: false, problem: 'empty' })
})

test('a local part over 64 octets is too long', () => {
  assert.deepEqual(parseAddress(`${'é'.repeat(33)}@example.org`), { ok: false, problem: 'too-long' })
})

test('composed and decomposed spellings are one person', () => {
  const one = parseAddress('rene\u0301@example.org')
  const other = parseAddress('RENÉ@example.org')
  assert.ok(one.ok && other.ok)
  assert.equal(one.key, other.key)
})

test('dots and plus-parts make no other inbox for the limits', () => {
  assert.equal(inboxOf('a.b+c@example.org'), inboxOf('ab@example.org'))
  assert.equal(inboxOf('ab@googlemail.com'), inboxOf('a.b@gmail.com'))
})

test('parsing never throws, and what it accepts holds nothing that could end a line or a path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), typed => {
      const parsed = parseAddress(typed)
      if (parsed.ok) assert.doesNotMatch(parsed.address, /[\s<>\p{Cc}]/u)
    }),
  )
})
