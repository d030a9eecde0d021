import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { KeptMoment, Reason } from '../../stories/index.ts'
import { deskText } from '../text/en.ts'
import { courseOf } from './course.ts'
import { courseFigure, spread } from './course-figure.ts'
import { courseList } from './course-list.ts'

const whole = { bandOf: deskText.story.band, isWhole: true }

function moments(...steps: { score: number; reasons?: Reason[]; at?: number }[]): KeptMoment[] {
  return steps.map(({ score, reasons = [], at }, place) => ({
    ...{ id: place + 1, storyId: 1, itemId: place + 1, kind: 'joined', at: at ?? place * 60_000, madeAt: 0 },
    ...{ items: place + 1, sources: 1, origins: 1, score, reasons, changes: [], headline: '' },
  }))
}

const course = (...scores: number[]) => courseOf(moments(...scores.map(score => ({ score }))), whole)

test('what moved the score most is marked, and smaller moves are counted', () => {
  const { movers, others, top } = course(20, 21, 45, 46, 46, 20)
  assert.deepEqual(
    movers.map(({ moment, before }) => [before, moment.score]),
    [
      [0, 20],
      [21, 45],
      [46, 20],
    ],
  )
  assert.deepEqual([others, top?.score], [2, 46])
})

test('a story that was split off began so; what it loses later was taken out of it', () => {
  const both = moments({ score: 20 }, { score: 40 }).map(moment => ({
    ...moment,
    itemId: null,
    kind: 'split' as const,
  }))
  const [began = '', lost = ''] = `${courseList(courseOf(both, whole), () => undefined, 0)}`.split('</li>')
  assert.match(began, /The story began with items that were taken out of another/)
  assert.match(lost, /Items were taken out into a story of their own/)
})

test('a small step that makes it breaking is marked, a larger one that does not may not be', () => {
  const small = course(...Array.from({ length: 40 }, (_, n) => 20 + n))
  assert.deepEqual(
    small.movers.map(({ moment }) => moment.score),
    [20, 30, 50],
  )
})

test('a rise is told by what came or grew, a fall by what went', () => {
  const mark: Reason = { kind: 'mark', points: 20, facts: {} }
  const origins = (points: number): Reason => ({ kind: 'origins', points, facts: {} })
  const { movers } = courseOf(
    moments(
      { score: 20, reasons: [mark] },
      { score: 36, reasons: [mark, origins(16)] },
      { score: 16, reasons: [origins(16)] },
    ),
    whole,
  )
  assert.deepEqual(
    movers.map(({ reasons, gone }) => [reasons.map(({ kind }) => kind), gone.map(({ kind }) => kind)]),
    [
      [['mark'], []],
      [['origins'], []],
      [[], ['mark']],
    ],
  )
})

test('numbers in the lane keep their order, do not cover each other, and stay in the picture', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 9 }), wanted => {
      const sorted = wanted.toSorted((one, other) => one - other)
      const places = spread(sorted)
      assert.equal(places.length, sorted.length)
      for (const [n, place] of places.entries()) {
        assert.ok(place >= 3.4 && place <= 96.6, String(places))
        if (n > 0) assert.ok(place - (places[n - 1] ?? 0) > 6.4, String(places))
      }
    }),
  )
})

test('a picture holds numbers and no script, and says in words what it shows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ score: fc.nat(100), at: fc.nat(10 ** 9) }), { minLength: 2, maxLength: 60 }),
      async steps => {
        const story = moments(...steps.toSorted((one, other) => one.at - other.at))
        const found = courseOf(story, whole)
        const drawn = String(
          await courseFigure({ moments: story, course: found, alertsAt: [], isWhole: true }),
        )
        assert.doesNotMatch(drawn, /NaN|Infinity|undefined|<script|style=/)
        if (drawn.includes('<svg'))
          assert.match(drawn, /role="img" aria-label="From \d+ at .+ to \d+ at .+; highest \d+/)
      },
    ),
  )
})
