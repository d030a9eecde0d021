import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { backgroundOf, packBackground, shippedBackground, unpackBackground } from './background.ts'
import { termOf } from './term.ts'

const term = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const counts = fc.array(fc.tuple(term, fc.integer({ min: 1, max: 20_000 })), { maxLength: 50 })

test('counts are packed and read again as the whole number next to one within two per cent, those below the least not at all', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 10 }), (entries, least) => {
      const known = new Map(entries)
      const read = unpackBackground(packBackground(known, 77, least))
      assert.equal(read.total, 77)
      for (const [one, count] of known) {
        const [texts, expected] = [read.texts(one), count < least ? 0 : count]
        assert.ok(Math.abs(texts - expected) <= 0.5 + expected * 0.02, `${expected} became ${texts}`)
      }
    }),
  )
})

test('the same counts in another order are the same file', () => {
  fc.assert(
    fc.property(counts, entries => {
      const known = [...new Map(entries)]
      assert.deepEqual(
        packBackground(new Map(known.toReversed()), 1, 1),
        packBackground(new Map(known), 1, 1),
      )
    }),
  )
})

test('a word tells less the more texts have it, never nothing, and most when none has', () => {
  const read = backgroundOf(new Map([1, 10, 1_000, 1_000_000].map((count, at) => [at, count])), 1_000_000)
  const telling = [4, 0, 1, 2, 3].map(one => read.telling(one))
  assert.deepEqual(
    telling.toSorted((one, other) => other - one),
    telling,
  )
  assert.equal(new Set(telling).size, 5)
  assert.ok(telling.every(told => told > 0 && told < 30))
})

test('what is shipped knows what news is full of, and nothing of a name that nobody has', () => {
  const shipped = shippedBackground()
  assert.ok(shipped.total > 100_000)
  assert.ok(shipped.texts(termOf('president')) > 100)
  assert.equal(shipped.texts(termOf('qzmandalx')), 0)
  assert.ok(shipped.telling(termOf('president')) < shipped.telling(termOf('earthquak')))
})
