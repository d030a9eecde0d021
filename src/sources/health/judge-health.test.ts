import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeHealth, type Look } from './judge-health.ts'
import { noticeOf } from './notices.ts'
import type { ProblemKind } from './problem.ts'
import { frozenFrom } from './silence.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
const at = Date.UTC(2026, 0, 20, 12)
const problem = (kind: ProblemKind) => ({ kind, words: 'So it is. Do this.' })

function judge(look: Partial<Look>) {
  return judgeHealth({
    ...{ at, trouble: null, notice: null, failuresBefore: 0, healthBefore: 'ok', everRead: true },
    ...{ silentFrom: null, frozenFrom: null, ...look },
  })
}

test('what passes by itself is trouble from the second time on, what does not at once', () => {
  assert.equal(judge({ trouble: problem('server-error') }).health, 'ok')
  assert.equal(judge({ trouble: problem('server-error'), failuresBefore: 1 }).health, 'failing')
  assert.equal(judge({ trouble: problem('not-found') }).health, 'failing')
})

test('what was never read is not well, whatever keeps it from being read', () => {
  assert.equal(judge({ trouble: problem('name'), everRead: false }).health, 'failing')
})

test('a source in trouble is not silent too, and a silent one not odd too', () => {
  const silentFrom = at - hourMs
  const failing = { trouble: problem('gone'), silentFrom, notice: problem('clock') }
  assert.deepEqual(judge(failing), { health: 'failing', state: 'gone' })
  assert.deepEqual(judge({ silentFrom, notice: problem('clock') }), { health: 'silent', state: 'silent' })
  assert.deepEqual(judge({ notice: problem('clock') }), { health: 'notice', state: 'clock' })
})

test('silence begins at its moment and not before', () => {
  assert.equal(judge({ silentFrom: at + 1 }).health, 'ok')
  assert.equal(judge({ silentFrom: at }).health, 'silent')
  assert.equal(judge({ frozenFrom: at }).health, 'silent')
})

const daily = Array.from({ length: 20 }, (_, day) => at - day * dayMs)
const weekly = Array.from({ length: 10 }, (_, week) => at - week * 7 * dayMs)

test('a document is frozen when its newest date is far older than its dates lie apart', () => {
  const frozenAfterDays = (dates: readonly number[]) => {
    const { newestAt, frozenFrom: from } = frozenFrom(dates, { at, lastNewAt: null })
    return from === null || newestAt === null ? null : (from - newestAt) / dayMs
  }
  assert.equal(frozenAfterDays(daily), 14)
  assert.equal(frozenAfterDays(weekly), 70)
  assert.equal(frozenAfterDays(daily.slice(0, 3)), null, 'too few dates tell nothing')
  assert.equal(frozenAfterDays([]), null)
})

test('dates to come keep no document from being frozen', () => {
  const years = [at + 900 * dayMs, ...daily.map(date => date - 300 * dayMs)]
  assert.ok((frozenFrom(years, { at, lastNewAt: null }).frozenFrom ?? Infinity) < at)
})

test('a document whose new items carry no dates is not frozen while they come', () => {
  const pinned = daily.map(date => date - 300 * dayMs)
  assert.equal(frozenFrom(pinned, { at, lastNewAt: at - dayMs }).frozenFrom, at - dayMs + 14 * dayMs)
})

const read = { at, items: 20, newItems: 0, knownItems: 50, published: [], before: null }

test('a feed that had items and has none is odd, a new one without any is not', () => {
  assert.equal(noticeOf({ ...read, items: 0 })?.kind, 'no-items')
  assert.equal(noticeOf({ ...read, items: 0, knownItems: 0 }), null)
})

test('a clock that is ahead is told by new items, and forgotten when a new one is dated well', () => {
  const ahead = noticeOf({ ...read, newItems: 1, published: [at + 2 * hourMs, at - dayMs] })
  assert.equal(ahead?.kind, 'clock')
  assert.match(ahead?.words ?? '', /about 2 hours ahead/)
  assert.equal(noticeOf({ ...read, before: ahead }), ahead)
  assert.equal(noticeOf({ ...read, before: ahead, newItems: 1, published: [at - 60_000] }), null)
})

test('a little ahead, or far ahead as events are, is no wrong clock', () => {
  for (const date of [at + 5 * 60_000, at + 30 * dayMs])
    assert.equal(noticeOf({ ...read, newItems: 1, published: [date] }), null)
})
