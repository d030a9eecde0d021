import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSpeed } from './speed.ts'

test('nothing is said before a second has passed', () => {
  const speed = createSpeed()
  assert.deepEqual([speed.at(0, 0), speed.at(999, 500), speed.at(1_000, 500)], [null, null, 500])
})

test('the last ten seconds count, not what was before', () => {
  const speed = createSpeed()
  for (let second = 0; second <= 20; second++) speed.at(second * 1000, second < 5 ? 0 : 100 * second)
  assert.equal(speed.at(21_000, 2_100), 100)
})

test('what stands still has no speed, and what moves seldom has one', () => {
  const speed = createSpeed()
  speed.at(0, 0)
  speed.at(5_000, 50)
  assert.equal(speed.at(20_000, 50), 0)
  assert.equal(speed.at(40_000, 70), 1)
})

test('a number that falls is no speed backwards', () => {
  const speed = createSpeed()
  speed.at(0, 10)
  assert.equal(speed.at(2_000, 4), 0)
})
