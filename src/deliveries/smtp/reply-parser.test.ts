import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { maxReplyBytes, ReplyParser } from './reply-parser.ts'
import { smtpReply } from './smtp-reply.ts'

function parse(...chunks: string[]) {
  const parser = new ReplyParser()
  const results: ({ code: number; lines: string[] } | { fault: string })[] = []
  // One buffer for all chunks, as a socket has it: what the parser kept of one must be its own copy.
  const shared = Buffer.alloc(Math.max(1, ...chunks.map(chunk => Buffer.byteLength(chunk))))
  for (const chunk of chunks) {
    parser.feed(shared, shared.write(chunk))
    for (let code = parser.next(); code !== 0; code = parser.next()) {
      if (code === -1) return [...results, { fault: parser.fault }]
      results.push({ code, lines: parser.lines() })
    }
    shared.fill('x')
  }
  return results
}

const reply = (text: string) => smtpReply(Number(text.slice(0, 3)), [text.slice(4)])

test('replies are the same however the octets are cut', () => {
  const octets = '250-first\r\n250-second\r\n250 third\r\n354\r\n550 5.1.1 no such user\r\n'
  const whole = parse(octets)
  assert.deepEqual(whole[0], { code: 250, lines: ['first', 'second', 'third'] })
  assert.deepEqual(whole[1], { code: 354, lines: [''] })
  fc.assert(
    fc.property(fc.array(fc.nat(octets.length), { maxLength: 20 }), cuts => {
      const sorted = [0, ...cuts.sort((a, b) => a - b), octets.length]
      const chunks = sorted.slice(1).map((end, i) => octets.slice(sorted[i], end))
      assert.deepEqual(parse(...chunks), whole)
    }),
  )
})

test('the limit is for one reply: a connection may live as long as it likes', () => {
  const replies = maxReplyBytes / 4
  assert.equal(parse('250 ok\r\n'.repeat(replies)).filter(result => 'code' in result).length, replies)
})

test('whatever octets come, the parser ends with replies, a fault or a wish for more', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), chunks => {
      for (const result of parse(...chunks)) assert.ok('fault' in result || result.code >= 200)
    }),
  )
})

const faults: [string, string][] = [
  ['text without a code', 'hello\r\n'],
  ['a code of one digit', '2 ok\r\n'],
  ['a code below 200', '150 wait\r\n'],
  ['a code above 599', '600 what\r\n'],
  ['another code in the middle of a reply', '250-a\r\n550 b\r\n'],
  ['an empty line', '\r\n'],
  ['a line over the limit', `250 ${'x'.repeat(maxReplyBytes)}`],
  ['lines over the limit together', '250-xxxxxxxx\r\n'.repeat(maxReplyBytes / 10)],
]
for (const [what, octets] of faults)
  test(`${what} is a fault`, () => assert.ok('fault' in (parse(octets).at(-1) ?? {})))

test('the enhanced code is read when its class agrees with the code', () => {
  assert.equal(reply('550 5.1.1 no such user').enhanced, '5.1.1')
  assert.equal(reply('250 2.0.0').enhanced, '2.0.0')
})

test('an enhanced code of another class, or none, is null', () => {
  assert.equal(reply('550 2.1.1 contradiction').enhanced, null)
  assert.equal(reply('550 5.1.1.1 version number').enhanced, null)
  assert.equal(reply('550 no').enhanced, null)
})

test('the text holds no control or formatting character and is bounded', () => {
  const text = smtpReply(550, [`a\0b\u001b[31m\u202ec${'x'.repeat(5000)}`, 'd']).text
  assert.ok(text.startsWith('a b [31m c'))
  assert.equal(text.length, 1000)
})
