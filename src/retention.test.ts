import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultRetention, readRetention } from './retention.ts'

const day = 86_400_000

test('what is not named keeps its default', () => {
  assert.deepEqual(readRetention(null), defaultRetention)
  assert.deepEqual(readRetention('left=90d, outbox=2w; deliveries=never'), {
    ...defaultRetention,
    ...{ left: 90 * day, outbox: 14 * day, deliveries: null },
  })
  assert.equal(readRetention('left=0d').left, 0)
})

for (const [value, problem] of [
  ['letters=5d', /of unconfirmed, left, deliveries, .* but has "letters=5d"/],
  ['left', /left must be a time such as 30d.*or "never".*but is ""/],
  ['left=5', /but is "5"/],
  ['left=-1d', /but is "-1d"/],
  ['left=1d=2d', /but has "left=1d=2d"/],
  ['deliveries=1d', /at least 168h/],
  ['links=1h', /at least 24h/],
  ['moments=39d', /at least 960h/],
  ['items=39d', /at least 960h/],
  ['unconfirmed=never', /unconfirmed must be a time such as 30d, 12h or 1y, at least 72h, but is "never"/],
  ['left=1y left=2y', /names left twice/],
  ['__proto__=1d', /but has "__proto__=1d"/],
] as const)
  test(`RETENTION=${value} is refused, and says why`, () => {
    assert.throws(() => readRetention(value), problem)
  })
