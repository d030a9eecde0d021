import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextPollAt, type PollHistory } from './next-poll.ts'

const minuteMs = 60_000

function wait(history: Partial<PollHistory>): number {
  const middle = { at: 0, everyMs: null, askedMs: null, failures: 0, retryAfterMs: null, random: () => 0.5 }
  return nextPollAt({ ...middle, ...history })
}

test('without any word a source is polled every five minutes', () => {
  assert.equal(wait({}), 5 * minuteMs)
})

test('what the publisher asks for outranks the default', () => {
  assert.equal(wait({ askedMs: 30 * minuteMs, random: () => 0 }), 30 * minuteMs)
  assert.equal(wait({ askedMs: minuteMs, random: () => 0 }), minuteMs)
})

test("the operator's interval outranks what the publisher asks for", () => {
  assert.equal(wait({ everyMs: 1_000, askedMs: 30 * minuteMs }), 1_000)
})

test('Retry-After outranks the operator', () => {
  assert.equal(wait({ everyMs: 1_000, retryAfterMs: 7 * minuteMs }), 7 * minuteMs)
})

test('a Retry-After shorter than the interval shortens nothing', () => {
  assert.equal(wait({ retryAfterMs: 1_000 }), 5 * minuteMs)
})

test('the spread is at most a tenth, and never below what the publisher asked for', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), random => {
      const own = wait({ random: () => random })
      assert.ok(own >= 4.5 * minuteMs && own <= 5.5 * minuteMs)
      const asked = wait({ askedMs: 10 * minuteMs, random: () => random })
      assert.ok(asked >= 10 * minuteMs && asked <= 11 * minuteMs)
    }),
  )
})

test('a failing source is polled more and more seldom, at least every hour', () => {
  const waits = [1, 2, 3, 4, 5, 6, 500].map(failures => wait({ failures }) / minuteMs)
  assert.deepEqual(waits, [5, 10, 20, 40, 60, 60, 60])
})

test('a failing source that asks for more than an hour keeps its interval', () => {
  assert.equal(wait({ askedMs: 180 * minuteMs, failures: 9, random: () => 0 }), 180 * minuteMs)
})

test('where the operator says how often, a failure blinds the source for four intervals at most', () => {
  const waits = [1, 2, 3, 4, 500].map(failures => wait({ everyMs: 1_000, failures }))
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 4_000, 4_000])
})
