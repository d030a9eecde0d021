import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fractionOf, nextRetryAt, retryForMs, retryPausesMs } from './retry-schedule.ts'

const minute = 60_000

test('the pauses grow from a minute to an hour', () => {
  const next = (attempts: number) => nextRetryAt({ attempts, firstAttemptAt: 0, at: 0 }, 0)
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 20].map(attempts => (next(attempts) ?? 0) / minute),
    [1, 2, 5, 10, 20, 40, 60, 60, 60],
  )
})

test('jitter adds at most a tenth of the pause', () => {
  assert.equal(nextRetryAt({ attempts: 1, firstAttemptAt: 0, at: 0 }, 1), 66_000)
})

test('followed to its end, the schedule ends a day after the first attempt, after more than twenty', () => {
  let at = 0
  let attempts = 1
  for (;;) {
    const next = nextRetryAt({ attempts, firstAttemptAt: 0, at }, 0.5)
    if (next === null) break
    assert.ok(next > at)
    at = next
    attempts += 1
  }
  assert.equal(at, retryForMs)
  assert.ok(attempts > 20 && attempts < 40, String(attempts))
  assert.ok(retryPausesMs.length > 0)
})

test('a fraction is from 0 up to 1', () => {
  assert.equal(
    fractionOf(() => new Uint8Array(4)),
    0,
  )
  assert.ok(fractionOf(() => new Uint8Array(4).fill(255)) < 1)
})
