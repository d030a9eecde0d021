import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { smtpPath } from './address.ts'

const path = (address: string) => {
  const result = smtpPath(address)
  return result.ok ? result.path : null
}

test('no address whatever can put a blank, a control character or a bracket into a command', () => {
  const nasty = fc.constantFrom('\r\n', '\n', '\0', '<', '>', ' ', '\u2028', 'a', '@', '"', '\\', 'é', 'b.c')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(nasty).map(p => p.join('')),
        fc.string(),
      ),
      address => {
        assert.match(path(address) ?? '<>', /^<[^<>\p{Cc}\p{Z}]*>$/u)
      },
    ),
  )
})

const refused = [
  'a@b.example>\r\nRCPT TO:<c@d.example',
  'a@b.example\nDATA',
  'a@b.example SIZE=1',
  '<a@b.example>',
  'a\0@b.example',
  '@relay.example:a@b.example',
  'a@',
  '@b.example',
  'nobody',
  'a@b..example',
  'a@-b.example',
  'a@[1.2.3.4] x',
  '"a b"@b.example',
  `${'a'.repeat(250)}@b.example`,
  'a\ud800@b.example',
]
for (const address of refused)
  test(`${JSON.stringify(address)} is refused`, () => assert.equal(path(address), null))

test('an international domain travels as an A-label, without SMTPUTF8', () => {
  assert.deepEqual(smtpPath('post@bücher.example'), {
    ok: true,
    path: '<post@xn--bcher-kva.example>',
    needsSmtpUtf8: false,
  })
})

test('an international local part needs SMTPUTF8', () => {
  assert.deepEqual(smtpPath('josé@bücher.example'), {
    ok: true,
    path: '<josé@xn--bcher-kva.example>',
    needsSmtpUtf8: true,
  })
})

test('plus signs, quoted local parts, address literals and the null path are written as they are', () => {
  assert.equal(path('bounces+t0k=n@localhost'), '<bounces+t0k=n@localhost>')
  assert.equal(path('"a.@b"@example.org'), '<"a.@b"@example.org>')
  assert.equal(path('a@[IPv6:::1]'), '<a@[IPv6:::1]>')
  assert.equal(path(''), '<>')
})
