import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { headlineCore, headlineWords, wordsOf } from './similar-text.ts'

const pieces = fc.constantFrom(
  ...['a', 'Bridge', 'is', 'closed', '1', '1.5', '_', '.', "wasn't", ' ', '\n', '\t', ' - ', '|', ' | '],
  ...['host.example', '–', ' — ', '’'],
)
const text = fc.array(pieces, { maxLength: 14 }).map(all => all.join(''))

test('ASCII has the words that it has beside other letters', () => {
  fc.assert(
    fc.property(text, written => assert.deepEqual([...wordsOf(written), 'é'], wordsOf(`${written} é`))),
  )
})

test('a headline without any mark that may part it from its publisher is looked at as a whole', () => {
  for (const title of ['The bridge is closed today', 'Die Brücke ist heute zu']) {
    assert.deepEqual(headlineCore(title), wordsOf(title))
    assert.deepEqual(headlineWords(title), wordsOf(title))
  }
  assert.deepEqual(headlineCore('The bridge is closed – The News'), ['the', 'bridge', 'is', 'closed'])
  assert.deepEqual(headlineWords('Closed | news.example'), ['closed'])
})
