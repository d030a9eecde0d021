import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { learnRhythm, type Rhythm } from '../rhythm/index.ts'
import { nextPollAt, type PollHistory } from './next-poll.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const noon = Date.UTC(2026, 0, 6, 12)

const nothing: PollHistory = {
  at: noon,
  everyMs: null,
  rhythm: null,
  foundNews: false,
  pushed: false,
  askedMs: null,
  rest: { skipHours: [], skipDays: [] },
  freshMs: null,
  failures: 0,
  retryAfterMs: null,
  random: () => 0.5,
}

function wait(history: Partial<PollHistory>): number {
  const known = { ...nothing, ...history }
  return nextPollAt(known) - known.at
}

/** Of a source that publishes one item each so often, watched for a week. */
function rhythmOf(everyMs: number): Rhythm {
  const from = noon - 7 * dayMs
  let rhythm = learnRhythm(null, { at: from, newItems: 0 })
  for (let at = from + everyMs; at <= noon; at += everyMs) rhythm = learnRhythm(rhythm, { at, newItems: 1 })
  return learnRhythm(rhythm, { at: noon, newItems: 0 })
}

test('a source of which nothing is known is polled every five minutes', () => {
  assert.equal(wait({}), 5 * minuteMs)
})

test('who publishes more is polled more often: four times the news halves the wait', () => {
  const [seldom, often] = [40 * minuteMs, 10 * minuteMs].map(every => wait({ rhythm: rhythmOf(every) }))
  assert.ok(seldom && often)
  assert.ok(Math.abs(seldom / often - 2) < 0.4, `${seldom} and ${often} ms`)
})

test('nobody is polled more than once a minute, half a minute right after news, nor less than every ten', () => {
  assert.equal(wait({ rhythm: rhythmOf(20_000) }), minuteMs)
  assert.equal(wait({ rhythm: rhythmOf(10_000), foundNews: true }), 30_000)
  assert.equal(wait({ rhythm: rhythmOf(3 * dayMs) }), 10 * minuteMs)
})

test('after news it is looked at again sooner', () => {
  const quiet = rhythmOf(2 * hourMs)
  const news = learnRhythm(quiet, { at: noon, newItems: 3 })
  assert.ok(wait({ rhythm: news, foundNews: true }) < 0.8 * wait({ rhythm: quiet }))
})

test('what the publisher asks for is kept, and hardly exceeded', () => {
  for (const asked of [{ askedMs: 30 * minuteMs }, { freshMs: 30 * minuteMs }])
    for (const random of [() => 0, () => 0.999]) {
      const ms = wait({ ...asked, random, rhythm: rhythmOf(minuteMs) })
      assert.ok(ms >= 30 * minuteMs && ms <= 30 * minuteMs + 15_000, String(ms))
    }
})

test('a publisher that asks for a month is asked again after a day', () => {
  assert.equal(wait({ askedMs: 30 * dayMs, random: () => 0 }), dayMs)
})

test("the operator's interval outranks what the publisher asks for and the hours of rest", () => {
  const rest = { skipHours: [12, 13], skipDays: [] }
  assert.equal(wait({ everyMs: 1_000, askedMs: 30 * minuteMs, freshMs: hourMs, rest }), 1_000)
})

test('Retry-After outranks the operator, and shortens nothing', () => {
  assert.equal(wait({ everyMs: 1_000, retryAfterMs: 7 * minuteMs }), 7 * minuteMs)
  assert.equal(wait({ retryAfterMs: 1_000 }), 5 * minuteMs)
})

test('in its hours and on its days of rest a feed is left alone until the next permitted hour', () => {
  const waitWith = (skipHours: number[], skipDays: number[] = []) => wait({ rest: { skipHours, skipDays } })
  assert.equal(waitWith([12, 13, 15]), 2 * hourMs)
  // The sixth of January 2026 is a Tuesday.
  assert.equal(waitWith([], [2]), 12 * hourMs)
  assert.equal(waitWith([0, 1], [2]), 14 * hourMs)
  assert.equal(waitWith([11, 13]), 5 * minuteMs)
})

test('whoever rests always makes no sense and is polled as ever', () => {
  const all = Array.from({ length: 24 }, (_, hour) => hour)
  assert.equal(wait({ rest: { skipHours: all, skipDays: [] } }), 5 * minuteMs)
  assert.equal(wait({ rest: { skipHours: [], skipDays: [0, 1, 2, 3, 4, 5, 6] } }), 5 * minuteMs)
})

test('while a hub pushes it, it is polled every half hour, unless the operator says how often', () => {
  const rhythm = rhythmOf(minuteMs)
  assert.equal(wait({ pushed: true, rhythm }), 30 * minuteMs)
  assert.equal(wait({ pushed: true, rhythm, everyMs: minuteMs }), minuteMs)
})

test('a failing source is polled more and more seldom, at least every hour', () => {
  const waits = [1, 2, 3, 4, 5, 6, 500].map(failures => wait({ failures }) / minuteMs)
  assert.deepEqual(waits, [5, 10, 20, 40, 60, 60, 60])
})

test('where the operator says how often, a failure blinds the source for four intervals at most', () => {
  const waits = [1, 2, 3, 4, 500].map(failures => wait({ everyMs: 1_000, failures }))
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 4_000, 4_000])
})

test('whatever the rhythm, it is never earlier than anybody who may say so allows, and never given up', () => {
  const ms = (longest: number) => fc.option(fc.integer({ min: 1, max: longest }))
  const history = fc.record({
    at: fc.integer({ min: noon, max: noon + 14 * dayMs }),
    everyMs: ms(dayMs),
    rhythm: fc.constantFrom(null, rhythmOf(minuteMs), rhythmOf(dayMs)),
    foundNews: fc.boolean(),
    pushed: fc.boolean(),
    askedMs: ms(2 * dayMs),
    rest: fc.record({
      skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 23 }),
      skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
    }),
    freshMs: ms(2 * dayMs),
    failures: fc.integer({ min: 0, max: 2_000 }),
    retryAfterMs: ms(dayMs),
  })
  const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(history, fraction, (known, random) => {
      const next = nextPollAt({ ...known, random: () => random })
      const { at, everyMs, askedMs, freshMs, retryAfterMs, rest } = known
      assert.ok(next >= at + (retryAfterMs ?? 0), 'Retry-After')
      assert.ok(next <= at + 11 * dayMs, 'given up')
      if (everyMs !== null) return
      assert.ok(next >= at + 30_000, 'our own floor')
      assert.ok(next >= at + Math.min(Math.max(askedMs ?? 0, freshMs ?? 0), dayMs), 'ttl, Cache-Control')
      assert.ok(!rest.skipHours.includes(new Date(next).getUTCHours()), 'skipHours')
      assert.ok(!rest.skipDays.includes(new Date(next).getUTCDay()), 'skipDays')
    }),
    { numRuns: 1_000 },
  )
})
