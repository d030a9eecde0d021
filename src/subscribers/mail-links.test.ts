import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createKeyedHash } from '../fast-keyed-hash.ts'
import { keyedHash } from './keyed-hash.ts'
import { readUnsubscribeToken } from './links.ts'
import { createMailLinks } from './mail-links.ts'

test('the fast keyed hash is the plain one, whatever the secret, its length and the value', () => {
  const value = fc.string({ unit: 'grapheme-ascii', maxLength: 120 })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.array(value, { maxLength: 5 }), (secret, values) => {
      const fast = createKeyedHash(secret, 'preferences')
      for (const each of values)
        for (const encoding of ['base64url', 'latin1'] as const)
          assert.equal(fast(each, encoding), keyedHash(secret, 'preferences', each).toString(encoding))
    }),
  )
})

test('a value too long for its memory is refused, never cut', () => {
  const fast = createKeyedHash(new Uint8Array(32), 'preferences')
  assert.throws(() => fast('a'.repeat(161), 'latin1'), /at most 160/)
})

test('the links of mails that went long ago are still the same', () => {
  const links = createMailLinks({ secrets: { current: new Uint8Array(32).fill(7), previous: null } })
  assert.equal(links.leave(123_456), '2n9c.8vBG3Ci70WO4bdKvDNCMxW')
  const choices = links.choices({ subscriberId: 123_456, linkGeneration: 2, at: 1_790_000_000_000 })
  assert.equal(choices, '2n9c.g0b.MXZkim8PBVNBMn-gl40zOD')
})

test('a leave token is read as its own subscriber, under the current and the previous secret', () => {
  const [old, now] = [new Uint8Array(32).fill(1), new Uint8Array(80).fill(2)]
  const before = createMailLinks({ secrets: { current: old, previous: null } })
  const token = before.leave(1_234_567)
  const read = (secrets: { current: Uint8Array; previous: Uint8Array | null }) =>
    readUnsubscribeToken({ secrets }, token)
  assert.match(token, /^[0-9a-z]+\.[\w-]{22}$/)
  assert.equal(read({ current: old, previous: null }), 1_234_567)
  assert.equal(read({ current: now, previous: old }), 1_234_567)
  assert.equal(read({ current: now, previous: null }), null)
})
