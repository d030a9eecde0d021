import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createBodyBudget } from './body-budget.ts'

test('when it is overdrawn, who holds most ends, and others go on', () => {
  const budget = createBodyBudget(100)
  const ended: string[] = []
  const [small, large, late] = ['small', 'large', 'late'].map(name => budget(() => ended.push(name)))
  small?.hold(30)
  large?.hold(60)
  late?.hold(10)
  assert.deepEqual(ended, [])
  small?.hold(1)
  assert.deepEqual(ended, ['large'])
  late?.hold(59)
  assert.deepEqual(ended, ['large'])
})

test('what is released is free again, and counts once', () => {
  const budget = createBodyBudget(100)
  const ended: string[] = []
  for (let n = 0; n < 50; n++) {
    const share = budget(() => ended.push('one'))
    share.hold(90)
    share.release()
    share.release()
    share.hold(90)
  }
  assert.deepEqual(ended, [])
})

test('never is more held than there is, whoever holds, grows and ends', () => {
  const steps = fc.array(fc.tuple(fc.nat(9), fc.nat(60)), { maxLength: 200 })
  fc.assert(
    fc.property(steps, taken => {
      const budget = createBodyBudget(100)
      const held = Array.from({ length: 10 }, () => 0)
      const shares = held.map((_, n) =>
        budget(() => {
          held[n] = Number.NEGATIVE_INFINITY
        }),
      )
      for (const [n, bytes] of taken) {
        held[n] = (held[n] ?? 0) + bytes
        shares[n]?.hold(bytes)
        assert.ok(held.filter(value => value > 0).reduce((sum, value) => sum + value, 0) <= 100)
      }
    }),
  )
})
