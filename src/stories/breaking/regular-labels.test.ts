import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBreaking } from './breaking.ts'
import { dayMs, hourMs } from './days.ts'
import { labelsOf } from './headline-labels.ts'
import { createRegularLabels } from './regular-labels.ts'
import { item, minuteMs, noon, noteAndLearn } from './test-story.ts'

const days = [5, 4, 3, 2, 1]
const label = [7]

test('a label that comes at this hour day after day is regular, on so many days', () => {
  const labels = createRegularLabels()
  for (const day of days) labels.learn(1, label, noon - day * dayMs + (day % 2) * 50 * minuteMs)
  assert.equal(labels.regularDays(1, label, noon), 5)
})

test('at another hour, of another source, or another label it is not', () => {
  const labels = createRegularLabels()
  for (const day of days) labels.learn(1, label, noon - day * dayMs)
  assert.equal(labels.regularDays(1, label, noon + 8 * hourMs), 0)
  assert.equal(labels.regularDays(2, label, noon), 0)
  assert.equal(labels.regularDays(1, [8], noon), 0)
})

test('a running topic, at all hours, is not regular', () => {
  const labels = createRegularLabels()
  for (let at = noon - 5 * dayMs; at < noon; at += 2 * hourMs) labels.learn(1, label, at)
  assert.equal(labels.regularDays(1, label, noon), 0)
})

test('what a flood of labels fills makes nothing regular', () => {
  const labels = createRegularLabels()
  for (const day of days)
    labels.learn(
      1,
      Array.from({ length: 3e6 }, (_, at) => at * 7919),
      noon - day * dayMs - hourMs,
    )
  assert.ok(labels.regularDays(2, [123_456_789], noon) <= 2)
})

for (const [name, headlineOn] of [
  ['a numbered headline', (day: number) => `Ships in port on day ${20 - day}`],
  ['words before a colon', (day: number) => `Harbour diary: ${'abcdef'[day]} arrives`],
  ['words behind a colon', (day: number) => `${'abcdef'[day]} arrives at the quay: Harbour diary`],
  ['words in brackets, in any script', (day: number) => `【港の一日】${'一二三四五六'[day]}号が入港`],
] as const)
  test(`${name} that come every noon are found routine`, () => {
    const breaking = createBreaking()
    const tell = (day: number) =>
      noteAndLearn(breaking, item({ title: headlineOn(day), seenAt: noon - day * dayMs }))
    for (const day of days) tell(day)
    assert.deepEqual(tell(0).routine, { form: 'regular', days: 5 })
  })

test('a source’s marks are no standing format', () => {
  const breaking = createBreaking()
  for (const day of [...days, 0]) {
    const title = `BREAKING: ${'abcdef'[day]} arrives`
    assert.equal(noteAndLearn(breaking, item({ title, seenAt: noon - day * dayMs })).routine, null)
  }
})

test('a source that marks everything loses what its marks are worth', () => {
  const breaking = createBreaking()
  const worth = (title: string, count: number) =>
    Array.from(
      { length: count },
      (_, at) => noteAndLearn(breaking, item({ title: `${title} ${at}`, after: at })).mark?.points ?? 0,
    )
  const [first] = worth('BREAKING: Something', 1)
  assert.ok(first && first > 0)
  assert.equal(worth('BREAKING: Something', 60).at(-1), 0)
  worth('Plain', 3_000)
  const rare = worth('BREAKING: At last', 1)[0]
  assert.ok(rare && rare > first)
})

test('the labels of a headline are few, and hashes only', () => {
  const labels = labelsOf('harbour diary: the [long] day | of: the quay (again)')
  assert.ok(labels.length >= 3 && labels.length <= 5)
  assert.ok(labels.every(hash => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32))
  assert.deepEqual(labelsOf(''), [])
})
