import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributesOf } from './attributes-of.ts'

const pairs = (tag: string) => attributesOf(tag).map(({ name, value }) => `${name}=${value}`)

test('attributes are read in double quotes, single quotes and none, whatever the capitals of their names', () => {
  assert.deepEqual(pairs(` HREF="/a?b=c" rel = 'x y'\n type=text/html`), [
    'href=/a?b=c',
    'rel=x y',
    'type=text/html',
  ])
})

test('what has no value is skipped, and so is a quote that nobody closed', () => {
  assert.deepEqual(pairs(' async a="1" "stray" b="2" / c="3'), ['a=1', 'b=2'])
})

test('what stands where a value should is none when it begins another tag', () => {
  assert.deepEqual(pairs(' type=<p a=1'), ['a=1'])
})

test('whatever the tag, no name and no value holds what would end it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '=', '"', "'", ' ', '/', '>', '<'), maxLength: 60 }),
      tag => {
        for (const { name } of attributesOf(tag)) assert.match(name, /^[^\s=/"'<>]*$/)
      },
    ),
  )
})
