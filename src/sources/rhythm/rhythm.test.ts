import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  formatRhythm,
  itemsPerHour,
  learnRhythm,
  longestSilenceMs,
  parseRhythm,
  type Rhythm,
} from './index.ts'
import { inventArrivals, officeHours } from './test-arrivals.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const monday = Date.UTC(2026, 0, 5)

interface Watched {
  rhythm: Rhythm
  /** Silences that were out of the ordinary before they ended. */
  alarms: number
}

/** Looks at it every ten minutes. */
function watch(arrivals: readonly number[], { from, days }: { from: number; days: number }): Watched {
  let rhythm = learnRhythm(null, { at: from, newItems: 0 })
  let [next, lastNewAt, alarms, alarmed] = [0, from, 0, false]
  for (let at = from + 10 * minuteMs; at <= from + days * dayMs; at += 10 * minuteMs) {
    const before = next
    while (next < arrivals.length && (arrivals[next] ?? at) <= at) next += 1
    const longest = longestSilenceMs(rhythm, lastNewAt)
    if (!alarmed && longest !== null && at - lastNewAt > longest) {
      alarms += 1
      alarmed = true
    }
    if (next > before) [lastNewAt, alarmed] = [at, false]
    rhythm = learnRhythm(rhythm, { at, newItems: next - before })
  }
  return { rhythm, alarms }
}

function watchInvented(source: Omit<Parameters<typeof inventArrivals>[0], 'from'>): Watched {
  return watch(inventArrivals({ ...source, from: monday }), { from: monday, days: source.days })
}

test('of a source that was never looked at nothing is known', () => {
  assert.equal(itemsPerHour(null, monday), null)
  assert.equal(longestSilenceMs(null, monday), null)
})

test('the rate of a steady source is learned within a day, to a fifth', () => {
  const { rhythm } = watchInvented({ days: 1, perHour: 6, seed: 1 })
  const rates = Array.from({ length: 24 }, (_, hour) => itemsPerHour(rhythm, monday + dayMs + hour * hourMs))
  const mean = rates.reduce<number>((sum, rate) => sum + (rate ?? 0), 0) / rates.length
  assert.ok(mean > 4.8 && mean < 7.2, String(mean))
})

test('hours of the day, weekdays and weekends are learned', () => {
  const { rhythm } = watchInvented({ days: 28, perHour: 4, share: officeHours, seed: 2 })
  const at = (day: number, hour: number) =>
    itemsPerHour(rhythm, monday + (28 + day) * dayMs + hour * hourMs) ?? Number.NaN
  assert.ok(at(1, 10) > 6, `Tuesday morning: ${at(1, 10)}`)
  assert.ok(at(1, 3) < 1, `Tuesday night: ${at(1, 3)}`)
  assert.ok(at(5, 10) < 2, `Saturday morning: ${at(5, 10)}`)
})

test('what changed is believed after some weeks', () => {
  const before = inventArrivals({ from: monday, days: 60, perHour: 10, seed: 3 })
  const after = inventArrivals({ from: monday + 60 * dayMs, days: 60, perHour: 1, seed: 3 })
  const { rhythm } = watch([...before, ...after], { from: monday, days: 120 })
  const rate = itemsPerHour(rhythm, monday + 121 * dayMs) ?? Number.NaN
  assert.ok(rate < 3.5, String(rate))
})

test('after news more is expected, the more the source is used to it, and it wears off', () => {
  const [bursting, even] = [0.7, 0].map(draws => {
    const { rhythm } = watchInvented({ days: 28, perHour: 1, draws, seed: 4 })
    const at = monday + 28 * dayMs + hourMs
    const [quiet, news] = [0, 1].map(newItems => learnRhythm(rhythm, { at, newItems }))
    assert.ok(quiet && news)
    return [0, 8].map(hours => {
      const [without, after] = [quiet, news].map(one => itemsPerHour(one, at + hours * hourMs) ?? Number.NaN)
      return (after ?? Number.NaN) / (without ?? Number.NaN)
    })
  })
  const [soon = 0, later = 0] = bursting ?? []
  assert.ok(soon > 2 && soon > 1.5 * (even?.[0] ?? soon), JSON.stringify([bursting, even]))
  assert.ok(later < 1.2, String(later))
})

test('the dates of the first look give a first rate, and nothing that lies ahead or long ago does', () => {
  const published = Array.from({ length: 10 }, (_, index) => monday - index * 10 * minuteMs)
  const lies = [monday + dayMs, Number.NaN, monday - 400 * dayMs, 0]
  const rhythm = learnRhythm(null, { at: monday, newItems: 0, published: [...published, ...lies] })
  const rate = itemsPerHour(rhythm, monday) ?? Number.NaN
  assert.ok(rate > 2 && rate < 6, String(rate))
  assert.deepEqual(
    learnRhythm(null, { at: monday, newItems: 0, published: lies }),
    learnRhythm(null, { at: monday, newItems: 0 }),
  )
})

test('a night and a weekend are no silence for a source that sleeps, a silent morning is', () => {
  const { rhythm } = watchInvented({ days: 28, perHour: 4, share: officeHours, seed: 5 })
  const fridayEvening = monday + 4 * dayMs + 18 * hourMs + 28 * dayMs
  const longest = longestSilenceMs(rhythm, fridayEvening) ?? Number.NaN
  assert.ok(longest > 62 * hourMs && longest < 72 * hourMs, `${longest / hourMs} hours`)
  const morning = longestSilenceMs(rhythm, fridayEvening + 64 * hourMs) ?? Number.NaN
  assert.ok(morning < 6 * hourMs, `${morning / hourMs} hours`)
})

test('a source whose news comes in bursts may be silent for longer than an even one', () => {
  const [even, bursting] = [0, 0.8].map(draws => {
    const { rhythm } = watchInvented({ days: 60, perHour: 2, draws, seed: 10 })
    return longestSilenceMs({ ...rhythm, longestQuiet: 0 }, monday + 60 * dayMs) ?? Number.NaN
  })
  assert.ok(even && bursting && bursting > 1.5 * even, `${even} and ${bursting} ms`)
})

test('a first weekend is no alarm: only what was seen is counted on', () => {
  const { alarms } = watchInvented({ days: 9, perHour: 10, share: officeHours, seed: 6 })
  assert.equal(alarms, 0)
})

test('sources of every kind cause next to no false alarm in half a year', () => {
  let alarms = 0
  for (const seed of [1, 2, 3])
    for (const perHour of [0.3, 3, 20])
      for (const draws of [0, 0.5])
        for (const share of [() => 1, officeHours])
          alarms += watchInvented({ days: 60, perHour, draws, share, seed }).alarms
  assert.ok(alarms <= 2, `${alarms} in 72 source-months`)
})

test('too little is known in the first three days, and of a source that says next to nothing', () => {
  const young = watchInvented({ days: 2.9, perHour: 10, seed: 7 }).rhythm
  assert.equal(longestSilenceMs(young, monday + 3 * dayMs), null)
  const rare = watchInvented({ days: 28, perHour: 0.005, seed: 8 }).rhythm
  assert.equal(longestSilenceMs(rare, monday + 28 * dayMs), null)
})

test('a time in which nobody looked is no silence and no rate', () => {
  const { rhythm } = watchInvented({ days: 14, perHour: 4, seed: 9 })
  const later = learnRhythm(rhythm, { at: monday + 24 * dayMs, newItems: 1 })
  const rates = [rhythm, later].map(one => itemsPerHour(one, monday + 27 * dayMs))
  assert.equal(rates[0], rates[1])
})

test('a clock that was put back is believed: the rate is what it was, and goes on being learned', () => {
  const year = 365 * dayMs
  const ahead = watchInvented({ days: 14, perHour: 4, seed: 11 }).rhythm
  const again = inventArrivals({ from: monday - year, days: 14, perHour: 4, seed: 12 })
  let rhythm = ahead
  for (const at of again) rhythm = learnRhythm(rhythm, { at, newItems: 1 })
  const rate = itemsPerHour(rhythm, monday - year + 15 * dayMs) ?? Number.NaN
  assert.ok(rate > 2.5 && rate < 6, String(rate))
  assert.ok(rhythm.at < monday, 'no time passes until the clock has caught up')
})

test('whatever happens, the value is finite, small, and the same after it was stored', () => {
  const look = fc.record({
    stepMs: fc.oneof(fc.integer({ min: -hourMs, max: dayMs }), fc.integer({ min: 0, max: 400 * dayMs })),
    newItems: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 100_000 })),
  })
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), looks => {
      let [rhythm, at]: [Rhythm | null, number] = [null, monday]
      for (const { stepMs, newItems } of looks) {
        at += stepMs
        rhythm = learnRhythm(parseRhythm(rhythm && formatRhythm(rhythm)), { at, newItems })
        const text = formatRhythm(rhythm)
        assert.ok(text.length < 2_000, `${text.length} characters`)
        assert.equal(formatRhythm(parseRhythm(text) ?? rhythm), text)
        assert.notEqual(parseRhythm(text), null)
        const rate = itemsPerHour(rhythm, at + stepMs) ?? Number.NaN
        assert.ok(Number.isFinite(rate) && rate >= 0, String(rate))
        const longest = longestSilenceMs(rhythm, at)
        assert.ok(longest === null || longest >= hourMs, String(longest))
      }
    }),
  )
})

test('what is no rhythm of this format is learned again', () => {
  const good = formatRhythm(learnRhythm(null, { at: monday, newItems: 0 }))
  for (const bad of [
    '',
    'null',
    '[]',
    '{}',
    good.replace('"version":1', '"version":2'),
    good.replace('[0,', '['),
  ])
    assert.equal(parseRhythm(bad), null)
  assert.equal(parseRhythm(null), null)
})
