import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactRate, roughRate, roughTime } from './amounts-en.ts'

test('a rate is said by the second, else by the minute or hour, as rough as it was measured', () => {
  const rates = [4_237, 38.4, 1, 0.2, 0.01].map(roughRate)
  assert.deepEqual(rates, ['4,200 a second', '38 a second', '1 a second', '12 a minute', '36 an hour'])
  assert.equal(exactRate(125), '125 a second')
})

test('a time is said so roughly that it does not jump', () => {
  const times = [3, 11, 60, 90, 61 * 60, 3 * 3_600 - 5, 72 * 3_600].map(roughTime)
  assert.deepEqual(times, [
    ...['a few seconds', '20 seconds', '60 seconds', '2 minutes', '61 minutes'],
    ...['3 hours', '3 days'],
  ])
})
