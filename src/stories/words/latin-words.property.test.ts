import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { highest } from './highest.ts'
import { eachLatinWord, isLatin } from './latin-words.ts'
import { createSmallWords } from './small-words.ts'
import { createForms, splitWords } from './split-words.ts'

const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’.][\p{L}\p{N}\p{M}]+)*/gu
const text = fc
  .array(fc.constantFrom(..." aZé.'’–“\n9ßŁ·", 'The', "mayor's", '6.1', 'cities', '东', 'ﬁ'), {
    maxLength: 60,
  })
  .map(parts => parts.join('').normalize('NFKC'))

test('the words of Latin text are those that the pattern finds', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.string({ unit: 'grapheme' }).map(one => one.normalize('NFKC')),
      ),
      read => {
        fc.pre(isLatin(read))
        const words: [number, string][] = []
        eachLatinWord(read, (from, to) => words.push([from, read.slice(from, to)]))
        assert.deepEqual(
          words,
          Array.from(read.matchAll(wordPattern), ({ 0: word, index }) => [index, word]),
        )
      },
    ),
    { numRuns: 2_000 },
  )
})

test('what was read before, in whatever language, makes no difference', () => {
  const smallWords = createSmallWords()
  const forms = createForms()
  fc.assert(
    fc.property(text, fc.constantFrom('en', 'de', 'fr', null), (read, language) => {
      const small = smallWords(language)
      assert.deepEqual(splitWords(read, small, forms), splitWords(read, small))
    }),
  )
})

test('the highest are the first of all in their order', () => {
  const ranked = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat()), {
    selector: ([, term]) => term,
  })
  fc.assert(
    fc.property(ranked, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const [ranks, terms] = [Float64Array.from(all, ([rank]) => rank), all.map(([, term]) => term)]
      const sorted = [...all.keys()].sort(
        (one, other) => (ranks[other] ?? 0) - (ranks[one] ?? 0) || (terms[one] ?? 0) - (terms[other] ?? 0),
      )
      assert.deepEqual([...highest(ranks, terms, most)], sorted.slice(0, most))
    }),
  )
})
