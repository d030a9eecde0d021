import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testSecrets } from '../../test/support/deliver-fixture.ts'
import { base32, fromBase32 } from './base32.ts'
import { createBounceAddresses, createBounceTokens, readBounceToken } from './bounce-address.ts'
import { messageIdOf } from './message-id.ts'

const bounceToken = createBounceTokens(testSecrets.current)
const subject = fc.record({
  kind: fc.constantFrom('delivery' as const, 'mail' as const),
  id: fc.integer({ min: 1, max: 2 ** 47 }),
})

test('a token says what it was made for, also when a relay changed its case', () => {
  fc.assert(
    fc.property(subject, wanted => {
      const token = bounceToken(wanted)
      assert.deepEqual(readBounceToken(testSecrets, token), { ...wanted })
      assert.deepEqual(readBounceToken(testSecrets, token.toUpperCase()), { ...wanted })
    }),
  )
})

test('tokens and Message-IDs of mails that went long ago are still the same', () => {
  assert.equal(bounceToken({ kind: 'delivery', id: 123_456_789_012 }), 'aaabzpuzdikfvgr6mavhexuieftq')
  assert.equal(bounceToken({ kind: 'mail', id: 7 }), 'aeaaaaaaaad2kcxkcveuwm54pj3q')
  const messageId = messageIdOf(testSecrets, 12, 3456, 'news.example')
  assert.equal(messageId, 'qnsxod7anl6zkqhkzjcpb7ww2zq4uxgd@news.example')
})

test('a token with one character changed is not ours', () => {
  fc.assert(
    fc.property(subject, fc.nat(), fc.constantFrom(...'abcdefgh234567'), (wanted, place, character) => {
      const token = bounceToken(wanted)
      const at = place % token.length
      const forged = token.slice(0, at) + character + token.slice(at + 1)
      if (forged !== token) assert.equal(readBounceToken(testSecrets, forged), null)
    }),
  )
})

test('a token of the previous secret still counts, one of another secret does not', () => {
  const token = bounceToken({ kind: 'delivery', id: 5 })
  const current = new Uint8Array(32).fill(9)
  assert.deepEqual(readBounceToken({ current, previous: testSecrets.current }, token)?.id, 5)
  assert.equal(readBounceToken({ current, previous: null }, token), null)
})

test('the local part has at most 64 octets; one that is too long for a token stays as it is', () => {
  const wanted = { kind: 'delivery', id: 1 } as const
  assert.match(
    createBounceAddresses(testSecrets, 'bounces@news.example')(wanted),
    /^bounces\+[a-z2-7]{28}@news\.example$/,
  )
  const long = `${'b'.repeat(40)}@news.example`
  assert.equal(createBounceAddresses(testSecrets, long)(wanted), long)
})

test('base32 reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), octets => {
      assert.deepEqual(fromBase32(base32(octets)), octets)
    }),
  )
})

test('a Message-ID is the same for the same alert and subscriber, and another for any other', () => {
  const idOf = (alertId: number, subscriberId: number) =>
    messageIdOf(testSecrets, alertId, subscriberId, 'a.example')
  assert.equal(idOf(1, 23), idOf(1, 23))
  assert.notEqual(idOf(1, 23), idOf(12, 3))
  assert.match(idOf(1, 2), /^[a-z2-7]{32}@a\.example$/)
})
