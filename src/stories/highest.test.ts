import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { highest } from './highest.ts'

test('the highest are those that come first when all are put in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(4), fc.double({ noNaN: true })), { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (numbers, most) => {
        const ranks = Float64Array.from(numbers)
        const places = numbers.map((_, at) => at)
        const byPlace = (one: number, other: number) => other - one
        const inOrder = places.sort(
          (one, other) => (ranks[other] ?? 0) - (ranks[one] ?? 0) || byPlace(one, other),
        )
        assert.deepEqual([...highest(ranks, most, byPlace)], inOrder.slice(0, most))
      },
    ),
  )
})
