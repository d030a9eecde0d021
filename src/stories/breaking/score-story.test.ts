import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBreaking } from './breaking.ts'
import { scoreNow } from './index.ts'
import { minuteMs, newsroom, noon, type Told, tell } from './test-story.ts'
import { usualWeights } from './usual-weights.ts'

const quiet: Told[] = [{ sourceId: 1 }]
const three: Told[] = [1, 2, 3].map(sourceId => ({ sourceId, after: sourceId }))
const official = { title: 'Magnitude 7.1 off the north coast', url: 'https://earthquake.usgs.gov/e/1' }

function weighed() {
  const breaking = newsroom()
  breaking.setWeights({ words: usualWeights, officialSources: new Set([7]) })
  return breaking
}

const scoreOf = (story: readonly Told[], now = {}) => tell(story, now, weighed()).score

/** Each line: what must score more, and what must score less. */
const orders: readonly (readonly [string, readonly Told[], readonly Told[]])[] = [
  ['a second origin', three.slice(0, 2), quiet],
  ['a third origin', three, three.slice(0, 2)],
  ['two origins in minutes', three.slice(0, 2), [quiet[0] ?? {}, { sourceId: 2, after: 50 }]],
  ['three outlets with texts of their own', three, three.map(told => ({ ...told, origin: 1 }))],
  [
    'a marked item',
    [{ title: 'BREAKING: Council resigns as a body' }],
    [{ title: 'Council resigns as a body' }],
  ],
  ['an official address', [official], [{ title: official.title }]],
  ['a source the operator marked', [{ sourceId: 7 }], quiet],
  ['a flash', [{ title: '****** Council resigns' }], [{ title: 'DEVELOPING: Council resigns' }]],
  ['one official item with a mark', [{ ...official, title: `ALERT: ${official.title}` }], three.slice(0, 2)],
  ['an explosion', [{ title: 'Explosion in the harbour' }], [{ title: 'Concert in the harbour' }]],
  [
    'an explosion today',
    [{ title: 'Explosion in the harbour' }],
    [{ title: 'Explosion drill in the harbour' }],
  ],
  ['what happened', [{ title: 'Explosion in the harbour' }], [{ title: 'Harbour explosion: what we know' }]],
  [
    'two origins of an event',
    three.slice(0, 2),
    three.map(told => ({ ...told, title: 'Soccer-Northtown beat Southend 2-1' })),
  ],
  ['news', quiet, [{ title: 'Wall Street slips as investors await minutes' }]],
  ['a toll that rose', [...quiet, { after: 5, changes: ['number'] }], [...quiet, { after: 5 }]],
  [
    'a denial',
    [...quiet, { after: 5, changes: ['denial'] }],
    [...quiet, { after: 5, changes: ['correction'] }],
  ],
  ['what still stands', three, [...three, { sourceId: 1, after: 4, changes: ['withdrawal'] }]],
  [
    'an event with an analysis',
    [...three, { sourceId: 4, after: 9, title: 'Analysis: The council’s bet' }],
    [{ title: 'Analysis: The council’s bet' }],
  ],
  ['news of today', quiet, [{ publishedAt: noon - 4 * 24 * 60 * minuteMs }]],
]

for (const [what, more, less] of orders)
  test(`${what} scores more than the same without`, () => {
    const [high, low] = [scoreOf(more), scoreOf(less)]
    assert.ok(high > low, `${high} > ${low}`)
  })

test('three independent origins within minutes would ring the bell, and so would one marked item of an official source', () => {
  assert.ok(scoreOf(three) >= 50)
  assert.ok(scoreOf([{ sourceId: 7, title: 'URGENT: Dam upstream gives way' }]) >= 50)
})

test('no crowd of market reports, previews or sport results gets near', () => {
  for (const title of [
    'Gold slips as dollar firms',
    'What to watch for in Tuesday’s voting',
    'Tennis-Ek beats Lund in final',
  ])
    assert.ok(
      scoreOf(Array.from({ length: 8 }, (_, at) => ({ sourceId: at + 1, after: at, title }))) < 50,
      title,
    )
})

test('a story like earlier ones is less new, and without a memory of three days novelty says nothing', () => {
  const [none, little, like] = [5, 30, 80].map(
    likenessPercent => tell(quiet, { novelty: { likenessPercent, days: 30 } }).score,
  )
  assert.ok((none ?? 0) > (little ?? 0) && (little ?? 0) > (like ?? 0))
  assert.equal(tell(quiet, { novelty: { likenessPercent: 0, days: 1 } }).score, like)
})

test('what the first poll brought counts for nothing', () => {
  const old = three.map(told => ({ ...told, firstPoll: true }))
  assert.deepEqual(tell(old).reasons, [])
  assert.equal(tell([...old, { sourceId: 4, after: 5 }]).score, 0)
})

test('a crowd of yesterday does not make the next item news, and says why', () => {
  const crowd = [1, 2, 3, 4, 5].map(sourceId => ({ sourceId, after: sourceId - 20 * 60 }))
  const { score, reasons } = tell([...crowd, { sourceId: 6, after: 0 }])
  assert.ok(score < 20, String(score))
  assert.ok(reasons.some(({ kind, points }) => kind === 'age' && points < 0))
})

test('a score falls as nothing comes, and is gone after two days', () => {
  const hours = [0, 1, 3, 6, 12, 24, 48].map(hour => scoreNow(80, noon, noon + hour * 60 * minuteMs))
  assert.deepEqual(hours.slice(0, 2), [80, 80])
  assert.deepEqual(
    hours,
    hours.toSorted((one, other) => other - one),
  )
  assert.equal(hours.at(-1), 0)
})

test('the reasons of a high score keep the weightiest whole and cut the lightest', () => {
  const all = [1, 2, 3, 4, 5, 6, 7].map(sourceId => ({
    sourceId,
    after: sourceId / 4,
    title: `FLASH: Coup, explosion, killed and evacuated in ${sourceId}`,
    changes: ['death', 'resignation'] as const,
  }))
  const { score, reasons } = tell(all, {}, weighed())
  assert.equal(score, 100)
  assert.deepEqual([reasons[0]?.kind, reasons[0]?.points], ['origins', 51])
})

test('a source is not known after a first start, and still two of them count', () => {
  assert.ok(tell(three.slice(0, 2), {}, createBreaking()).score > tell(quiet, {}, createBreaking()).score)
})
