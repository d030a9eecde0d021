import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HeldSlots } from './held-slots.ts'

const slots = (intervalMs: number, count: number, alone = false) => {
  const held = new HeldSlots({ alone, graceMs: 100 })
  held.add({ firstAt: 1_000, intervalMs, count })
  return held
}

test('a slot is used at its time and not before', () => {
  const held = slots(50, 2)
  assert.equal(held.waitMs(990), 10)
  assert.equal(held.take(990), false)
  assert.equal(held.take(1_000), true)
  assert.equal(held.waitMs(1_000), 50)
  assert.equal(held.count, 1)
})

test('slots that nobody used for a tenth of a second are void', () => {
  const held = slots(10, 50)
  assert.equal(held.waitMs(1_300), 0)
  assert.equal(held.count, 30)
  assert.equal(held.waitMs(1_700), null)
  assert.equal(held.count, 0)
})

test('a slow pace keeps a slot for one interval, and for no longer than a second', () => {
  assert.equal(slots(500, 1).take(1_500), true)
  assert.equal(slots(500, 1).take(1_501), false)
  assert.equal(slots(6_000, 1).take(2_000), true)
  assert.equal(slots(6_000, 1).take(2_001), false)
})

test('whoever is alone makes up for a busy moment without a second that has more than 2 % and one too many', () => {
  const held = slots(25, 400, true)
  const takenAt: number[] = []
  // It stands still for 90 ms now and then.
  for (let at = 1_000; at < 11_000; at += 1) if (at % 5_000 >= 90 && held.take(at)) takenAt.push(at)
  const inTheSecondFrom = (from: number) => takenAt.filter(at => at >= from && at < from + 1_000).length
  assert.ok(Math.max(...takenAt.map(inTheSecondFrom)) <= 40 * 1.02 + 1)
  assert.ok(takenAt.length >= 400 * 0.98, `${takenAt.length}`)
})
