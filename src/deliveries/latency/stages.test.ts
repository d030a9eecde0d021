import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AlertTimes, latencyStages, publishedWord, stagesOf } from './stages.ts'

const seenAt = 1_000_000

/** Sent by a rule: published 60 s before it was seen, grouped after 1 s, sent after another, accepted after 3. */
const byRule: AlertTimes = {
  publishedAt: seenAt - 60_000,
  seenAt,
  firstPoll: 0,
  groupedAt: seenAt + 1_000,
  createdAt: seenAt + 2_000,
  createdBy: 'rule:The News',
  approvedAt: seenAt + 2_000,
  approvedBy: 'rule:The News',
  firstAcceptedAt: seenAt + 5_000,
}

/** A rule's draft that an editor sent ten minutes later. */
const held: AlertTimes = {
  ...byRule,
  approvedAt: byRule.createdAt + 600_000,
  approvedBy: 'editor:Ada',
  firstAcceptedAt: byRule.createdAt + 603_000,
}

test('what a rule sends has its time in each stage, and waits for no editor', () => {
  assert.deepEqual(stagesOf(byRule), {
    ...{ seen: 60_000, grouped: 1_000, drafted: 1_000, accepted: 3_000 },
    ...{ machine: 5_000, whole: 65_000, editor: null },
  })
})

test('the wait for an editor stands apart, and is none of the machine’s', () => {
  assert.deepEqual(stagesOf(held), {
    ...{ seen: 60_000, grouped: 1_000, drafted: 1_000, accepted: 3_000 },
    ...{ machine: 5_000, whole: 665_000, editor: 600_000 },
  })
})

test('what an editor drafted from a story waited for them since it was in the story', () => {
  const { drafted, editor, machine } = stagesOf({ ...held, createdBy: 'editor:Ada' })
  assert.deepEqual([drafted, editor, machine], [null, 601_000, 4_000])
})

test('where nobody knows when it was published, nothing is made up', () => {
  for (const [word, times] of [
    ['missing', { ...byRule, publishedAt: null }],
    ['before', { ...byRule, firstPoll: 1 }],
  ] as const) {
    const { seen, whole, machine } = stagesOf(times)
    assert.deepEqual([publishedWord(times), seen, whole, machine], [word, null, null, 5_000])
  }
})

test('what is dated ahead was seen at once, and is marked', () => {
  const times = { ...byRule, publishedAt: seenAt + 3_600_000 }
  const { seen, whole } = stagesOf(times)
  assert.deepEqual([publishedWord(times), seen, whole], ['ahead', 0, 5_000])
})

test('what was grouped before such times were kept has the rest', () => {
  const { grouped, drafted, machine } = stagesOf({ ...byRule, groupedAt: null })
  assert.deepEqual([grouped, drafted, machine], [null, null, 5_000])
})

test('no stage ever takes less than nothing, however wrong the clocks are', () => {
  const time = fc.integer({ min: 0, max: 10_000 })
  const maybe = fc.option(time)
  const who = fc.option(fc.constantFrom('rule:A', 'editor:B', 'token:C'))
  fc.assert(
    fc.property(maybe, time, maybe, time, time, maybe, who, fc.constantFrom(0, 1), (...values) => {
      const [publishedAt, seen, groupedAt, createdAt, approvedAt, firstAcceptedAt, by, firstPoll] = values
      const times = {
        publishedAt,
        seenAt: seen,
        groupedAt,
        createdAt,
        approvedAt,
        firstAcceptedAt,
        firstPoll,
      }
      const stages = stagesOf({ ...times, createdBy: by ?? 'rule:A', approvedBy: by })
      return latencyStages.every(stage => (stages[stage] ?? 0) >= 0)
    }),
  )
})
