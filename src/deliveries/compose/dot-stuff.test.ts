import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dotStuff, wholeLines } from './dot-stuff.ts'

const stuffed = (octets: string) => dotStuff(wholeLines(octets))

/** What a relay does with what it reads before the final dot (RFC 5321 §4.5.2). */
const unstuff = (text: string) => text.replace(/(^|\r\n)\./g, '$1')

/** Mostly the three octets that matter, so that every neighbourhood of theirs comes up. */
const message = fc
  .array(fc.constantFrom('.', '\r', '\n', '\r\n', 'a', '\0', '\xff', '..'), { maxLength: 40, size: 'max' })
  .map(parts => parts.join(''))

test('a relay reads back exactly the message with its line ends made CRLF', () => {
  fc.assert(fc.property(message, text => assert.equal(unstuff(stuffed(text)), wholeLines(text))))
})

test('no stuffed message holds a line that is a lone dot, nor a bare CR or LF', () => {
  fc.assert(
    fc.property(message, text => {
      assert.doesNotMatch(stuffed(text), /(^|[\r\n])\.(\r|\n|$)/)
      assert.doesNotMatch(stuffed(text), /\r(?!\n)|(?<!\r)\n/)
    }),
  )
})

test('a stuffed message is empty or ends with CRLF', () => {
  fc.assert(fc.property(message, text => assert.match(stuffed(text), /^$|\r\n$/)))
})

const golden: [string, string, string][] = [
  ['a leading dot on the first line is doubled', '.a\r\n', '..a\r\n'],
  ['a lone dot is doubled', 'a\r\n.\r\nb\r\n', 'a\r\n..\r\nb\r\n'],
  ['a dot after a bare LF is doubled', 'a\n.\nb', 'a\r\n..\r\nb\r\n'],
  ['a dot after a bare CR is doubled', 'a\r.\rb', 'a\r\n..\r\nb\r\n'],
  ['a dot within a line stays single', 'a.b\r\n', 'a.b\r\n'],
  ['a CR before a CRLF is a line end of its own', 'a\r\r\nb', 'a\r\n\r\nb\r\n'],
  ['a last line without an end gets one', 'a', 'a\r\n'],
]
for (const [fact, input, output] of golden) test(fact, () => assert.equal(stuffed(input), output))
