import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createSums } from './sums.ts'

test('whatever is added and taken away, each number has the sum that a map would have', () => {
  // Few keys, that they meet again; and neighbours and multiples, that they meet in the arrays.
  const key = fc.oneof(
    fc.nat(40),
    fc.nat(40).map(value => (value << 20) >>> 0),
    fc.constantFrom(0, 2 ** 32 - 1),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.integer({ min: -60, max: 60 })), { maxLength: 300 }), steps => {
      const [sums, plain] = [createSums(), new Map<number, number>()]
      for (const [of, value] of steps) {
        sums.add(of, value)
        plain.set(of, Math.max((plain.get(of) ?? 0) + value, 0))
      }
      for (const [of, sum] of plain) assert.equal(sums.of(of), sum)
      assert.equal(sums.of(41), 0)
    }),
  )
})

test('tens of thousands come and go, and the rest is still counted', () => {
  const sums = createSums()
  for (let round = 0; round < 5; round++)
    for (let key = 0; key < 20_000; key++) {
      sums.add(round * 20_000 + key, 64)
      if (round > 0 && key % 2 === 0) sums.add((round - 1) * 20_000 + key, -64)
    }
  assert.deepEqual([0, 1, 79_998, 79_999, 80_000, 100_000].map(sums.of), [0, 64, 0, 64, 64, 0])
})
