import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodedBytes, fitParagraphs, oneLine, paragraphsOf, shorten } from './neutral-text.ts'

const wide = { length: 1000, bytes: 10_000 }

test('one line has no control characters, overrides, padding or lone surrogates left', () => {
  assert.equal(oneLine(' a\r\nb\0c\u202ed\u200be\ud800 \u2028 f\ufeff\t', wide), 'a b cde\ufffd f')
})

test('marks that scripts and emoji need are left alone', () => {
  for (const value of ['می\u200cخواهم', '👩\u200d🚀', 'שלום\u200f!', '🏴\u{e0067}\u{e007f}'])
    assert.equal(oneLine(value, wide), value)
})

test('blank lines part paragraphs, a single line break is a space', () => {
  assert.deepEqual(paragraphsOf('\n\na\nb\r\n \t\r\nc\u2028\u2028\n\n\n d \n\n'), ['a b', 'c', 'd'])
})

test('a cut falls between two words and says so', () => {
  assert.equal(shorten('one two three four', { length: 12, bytes: 1000 }), 'one two…')
})

test('a word without end is cut between two characters as a reader sees them', () => {
  const family = '👩‍👩‍👧‍👦'
  assert.equal(
    shorten(family.repeat(3), { length: family.length * 2 + 3, bytes: 10_000 }),
    `${family.repeat(2)}…`,
  )
})

test('a character without end is cut all the same', () => {
  const zalgo = `a${'\u0301'.repeat(5000)}`
  assert.ok(shorten(zalgo, { length: 200, bytes: 10_000 }).length <= 200)
})

test('what was cut keeps both limits, stays well-formed, and is not cut again', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.lorem())
  const limits = fc.record({
    length: fc.integer({ min: 2, max: 60 }),
    bytes: fc.integer({ min: 30, max: 300 }),
  })
  fc.assert(
    fc.property(text, limits, (value, limit) => {
      const line = oneLine(value, limit)
      assert.ok(line.length <= limit.length)
      assert.ok(encodedBytes(line) <= limit.bytes)
      assert.ok(line.isWellFormed())
      assert.equal(oneLine(line, limit), line)
    }),
  )
})

test('paragraphs of nothing but a letter cost their markup too', () => {
  const { paragraphs, shortened, bytes } = fitParagraphs(Array<string>(10_000).fill('a'), 3000)
  assert.ok(paragraphs.length < 50)
  assert.ok(shortened)
  assert.ok(bytes >= 2900)
})
