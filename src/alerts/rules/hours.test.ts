import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mayRingAt, nextRingTime, parseHours } from './hours.ts'
import { weekdays } from './rule.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const utc = { days: [], timeZone: 'UTC' }

test('hours are from the first minute to before the last', () => {
  const rule = { ...utc, hours: '07:00-23:00' }
  const times = ['06:59', '07:00', '22:59', '23:00'].map(time => mayRingAt(rule, at(`2026-11-23T${time}`)))
  assert.deepEqual(times, [false, true, true, false])
})

test('hours over midnight belong to the day on which they began', () => {
  // 23 November 2026 is a Monday.
  const rule = { hours: '22:00-06:00', days: ['mon' as const], timeZone: 'UTC' }
  const times = ['23T21:59', '23T22:00', '24T05:59', '24T06:00', '24T22:00', '23T05:00']
  assert.deepEqual(
    times.map(time => mayRingAt(rule, at(`2026-11-${time}`))),
    [false, true, true, false, false, false],
  )
})

test('hours are those of the time zone, in summer and in winter', () => {
  const rule = { hours: '07:00-08:00', days: [], timeZone: 'Europe/Berlin' }
  assert.ok(mayRingAt(rule, at('2026-11-23T06:30')))
  assert.ok(mayRingAt(rule, at('2026-07-23T05:30')))
  assert.ok(!mayRingAt(rule, at('2026-07-23T06:30')))
})

test('the next time is the first minute that fits, also over a change of the clocks', () => {
  const rule = { hours: '07:00-08:00', days: [], timeZone: 'Europe/Berlin' }
  assert.equal(nextRingTime(rule, at('2026-10-24T12:00')), at('2026-10-25T06:00'))
  assert.equal(nextRingTime(rule, at('2026-03-28T12:00')), at('2026-03-29T05:00'))
  const now = at('2026-10-24T05:10:11')
  assert.equal(nextRingTime(rule, now), now)
})

test('whatever the hours, the next time fits and is not before', () => {
  const minute = fc.integer({ min: 0, max: 1439 })
  const clock = (total: number) =>
    `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
  fc.assert(
    fc.property(
      minute,
      minute,
      fc.subarray([...weekdays]),
      fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'),
      fc.integer({ min: 0, max: 365 * 86_400 }),
      (from, to, days, timeZone, seconds) => {
        const rule = { hours: `${clock(from)}-${clock(to)}`, days, timeZone }
        const now = at('2026-01-01T00:00') + seconds * 1000
        const next = nextRingTime(rule, now)
        assert.ok(
          next !== null && next >= now && mayRingAt(rule, next),
          `${JSON.stringify(rule)} ${now} ${next}`,
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('what are no hours is told', () => {
  for (const text of ['', '7-23', '24:00-25:00', '07:60-08:00', '07:00–08:00', '07:00-08:00 '])
    assert.equal(parseHours(text), null, text)
})
