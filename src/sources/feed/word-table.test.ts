import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { WordTable } from './word-table.ts'

test('a table finds what a Map has, and nothing else, wherever in a text the word stands', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', 'я'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 40 }), word, fc.string(), (words, asked, before) => {
      const entries = new Map(words.map((each, at) => [each, at]))
      const text = `${before}${asked} more`
      const found = new WordTable(entries).find(text, before.length, before.length + asked.length)
      assert.equal(found, entries.get(asked) ?? null)
    }),
  )
})
