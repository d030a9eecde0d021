import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isQuiet, nextDigestAt, quietEnd } from './quiet-hours.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
]

const timeZone = fc.constantFrom(...zones)
/** Apia left out a whole day at the end of 2011. */
const at = fc.oneof(
  fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) }),
  fc.integer({ min: Date.UTC(2011, 11, 27), max: Date.UTC(2012, 0, 3) }),
  fc.integer({ min: Date.UTC(2026, 2, 27), max: Date.UTC(2026, 3, 7) }),
  fc.integer({ min: Date.UTC(2026, 9, 1), max: Date.UTC(2026, 10, 3) }),
)
const minuteOfDay = fc.integer({ min: 0, max: 1_439 })
const quiet = fc
  .tuple(minuteOfDay, minuteOfDay)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }))

/** What a clock on the wall shows, told by another part of the platform. */
function wallMinute(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(instant)
  const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
  return of('hour') * 60 + of('minute')
}

test('it is quiet when the clock on the wall says so, in any zone and on any day', () => {
  fc.assert(
    fc.property(quiet, timeZone, at, (hours, zone, instant) => {
      const shown = wallMinute(instant, zone)
      const within =
        hours.from < hours.to
          ? shown >= hours.from && shown < hours.to
          : shown >= hours.from || shown < hours.to
      assert.equal(isQuiet(hours, zone, instant), within)
    }),
    { numRuns: 1_000 },
  )
})

test('quiet hours end at the first minute that is not quiet, also where the clock is put forward or back', () => {
  fc.assert(
    fc.property(quiet, timeZone, at, (hours, zone, instant) => {
      const end = quietEnd(hours, zone, instant)
      assert.ok(end >= instant && !isQuiet(hours, zone, end))
      if (end === instant) return
      // A step of a quarter of an hour, and the last minute: nothing before the end was free.
      for (let between = instant; between < end; between += 15 * minute)
        assert.ok(isQuiet(hours, zone, between), new Date(between).toISOString())
      assert.ok(isQuiet(hours, zone, end - minute))
    }),
    { numRuns: 500 },
  )
})

test('a digest comes later than what it brings, never in quiet hours, and within three days', () => {
  fc.assert(
    fc.property(fc.option(quiet), timeZone, at, minuteOfDay, (hours, zone, instant, digestAt) => {
      const next = nextDigestAt({ digestAt, quiet: hours, timeZone: zone }, instant)
      assert.ok(next > instant && next <= instant + 3 * day)
      if (hours) assert.ok(!isQuiet(hours, zone, next))
      // Asked at any moment before, it is the same one.
      const asked = nextDigestAt({ digestAt, quiet: hours, timeZone: zone }, next - 1)
      assert.equal(asked, next)
    }),
    { numRuns: 1_000 },
  )
})

test('a clock that is put back shows the hour twice, and the digest comes once', () => {
  const hours = { digestAt: 150, quiet: null, timeZone: 'Europe/Berlin' }
  const first = nextDigestAt(hours, Date.UTC(2026, 9, 24, 12))
  assert.equal(new Date(first).toISOString(), '2026-10-25T00:30:00.000Z')
  assert.equal(new Date(nextDigestAt(hours, first)).toISOString(), '2026-10-26T01:30:00.000Z')
})

test('an hour that the clock skips comes as much later', () => {
  const next = nextDigestAt(
    { digestAt: 150, quiet: null, timeZone: 'Europe/Berlin' },
    Date.UTC(2026, 2, 28, 12),
  )
  assert.equal(new Date(next).toISOString(), '2026-03-29T01:30:00.000Z')
})

test('a digest in quiet hours waits for their end, also when it was due yesterday', () => {
  const hours = { digestAt: 23 * 60, quiet: { from: 22 * 60, to: 7 * 60 }, timeZone: 'Asia/Kathmandu' }
  // Half past five in the morning there.
  const next = nextDigestAt(hours, Date.UTC(2026, 5, 2, 23, 45))
  assert.equal(new Date(next).toISOString(), '2026-06-03T01:15:00.000Z')
})
