import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCodes, writeCodes } from './codes.ts'

test('what was written is read again, ascending, and JSON adds nothing but quotes', () => {
  const codes = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 24 - 1 }), { maxLength: 150 })
  fc.assert(
    fc.property(codes, numbers => {
      const text = writeCodes(numbers)
      assert.deepEqual(
        [...readCodes(text)],
        numbers.toSorted((one, other) => one - other),
      )
      assert.equal(JSON.stringify(text).length, text.length + 2)
      assert.equal(text.length, 4 * numbers.length)
    }),
  )
})

test('what was never written gives numbers within bounds, and no error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.ok(readCodes(text).every(code => code < 2 ** 24))
    }),
  )
})
