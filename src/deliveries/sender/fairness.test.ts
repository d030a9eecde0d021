import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createFairness } from './fairness.ts'

const among = { connections: 20, othersWait: () => true }

/** `quick.example` answers many messages in so many milliseconds each. */
function busyFor(ms: number) {
  const fairness = createFairness(createFakeClock())
  for (let count = 0; count < 500; count++) {
    fairness.took('quick.example')
    fairness.left('quick.example', ms)
  }
  return fairness
}

function taken(fairness: ReturnType<typeof createFairness>, scope: string): number {
  while (fairness.mayTake(scope, among) && fairness.taken(scope) < among.connections) fairness.took(scope)
  return fairness.taken(scope)
}

test('a domain that takes many times as long as others has half of the connections, and the next a quarter', () => {
  const fairness = busyFor(5)
  for (const slow of ['slow.example', 'tarpit.example']) {
    fairness.took(slow)
    fairness.left(slow, 600)
    assert.ok(fairness.isSlow(slow))
  }
  assert.equal(taken(fairness, 'slow.example'), 10)
  assert.equal(taken(fairness, 'tarpit.example'), 5)
  assert.equal(taken(fairness, 'quick.example'), 20)
})

test('where every message takes as long, nobody is slow', () => {
  const fairness = busyFor(2_000)
  fairness.took('other.example')
  fairness.left('other.example', 2_200)
  assert.equal(fairness.isSlow('other.example'), false)
  assert.equal(taken(fairness, 'other.example'), 20)
})

test('one quick answer ends the slowness', () => {
  const fairness = busyFor(5)
  fairness.stillThere('slow.example', 3_000)
  assert.equal(fairness.isSlow('slow.example'), true)
  fairness.took('slow.example')
  fairness.left('slow.example', 20)
  assert.equal(fairness.isSlow('slow.example'), false)
})

test('one message that was held up among quick ones makes no domain slow', () => {
  const fairness = busyFor(5)
  fairness.took('quick.example')
  fairness.left('quick.example', 400)
  assert.equal(fairness.isSlow('quick.example'), false)
})
