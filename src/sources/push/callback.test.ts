import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callbackPath, hubSecret, hubSecrets, idInToken, opens } from './callback.ts'
import { isSigned } from './signature.ts'

const bytes = (value: number) => new Uint8Array(32).fill(value)
const before = { current: bytes(1), previous: null }
const after = { current: bytes(2), previous: bytes(1) }
const owner = { id: 7, salt: 'salt' }
const tokenOf = (path: string) => path.replace('/push/', '')

test('a token opens the subscription that it was made for, and no other', () => {
  const token = tokenOf(callbackPath(before, owner))
  assert.equal(idInToken(token), 7)
  assert.ok(opens(before, token, owner))
  assert.ok(!opens(before, token, { id: 8, salt: 'salt' }))
  assert.ok(!opens(before, token, { id: 7, salt: 'salz' }))
  assert.ok(!opens(before, token.replace('7.', '7.A').slice(0, -1), owner))
})

test('no other form is a token', () => {
  const mac = 'A'.repeat(43)
  for (const token of [
    '',
    '7',
    '7.',
    `.${mac}`,
    `-7.${mac}`,
    `7.${mac}A`,
    `7e1.${mac}`,
    `${'9'.repeat(16)}.${mac}`,
  ])
    assert.equal(idInToken(token), null, token)
})

test('what was given out under SECRET_PREVIOUS opens and signs until it is renewed', () => {
  const token = tokenOf(callbackPath(before, owner))
  assert.ok(opens(after, token, owner))
  assert.notEqual(tokenOf(callbackPath(after, owner)), token)
  assert.deepEqual(hubSecrets(after, owner), [hubSecret(after, owner), hubSecret(before, owner)])
  assert.ok(!opens({ current: bytes(2), previous: null }, token, owner))
})

test('a signature of the test vectors of RFC 2202 and RFC 4231 is known', () => {
  const body = Buffer.from('what do ya want for nothing?')
  const key = ['Jefe']
  assert.ok(isSigned(body, 'sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79', key))
  const sha256 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
  assert.ok(isSigned(body, `sha256=${sha256}`, key))
  assert.ok(!isSigned(body, `sha256=${sha256.replace('5', '6')}`, key))
})
