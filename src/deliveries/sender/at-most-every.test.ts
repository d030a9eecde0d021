import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { atMostEvery } from './at-most-every.ts'

test('what is asked for again and again comes at once, and then no more often than it may', async () => {
  const clock = createFakeClock()
  let calls = 0
  const ask = atMostEvery(60, clock, () => calls++)
  ask()
  assert.equal(calls, 1)
  for (let ms = 0; ms < 600; ms += 10) {
    ask()
    await clock.advance(10)
  }
  assert.equal(calls, 11)
})

test('a clock that is put back keeps nothing waiting for as long', async () => {
  const still = createFakeClock()
  let backMs = 0
  const clock = { ...still, now: () => still.now() - backMs }
  let calls = 0
  const ask = atMostEvery(60, clock, () => calls++)
  ask()
  backMs = 3_600_000
  ask()
  await clock.advance(60)
  assert.equal(calls, 2)
})
