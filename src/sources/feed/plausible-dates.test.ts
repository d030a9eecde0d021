import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyFeed } from './feed.ts'
import { identifyItems, withPlausibleDates } from './index.ts'

const at = Date.UTC(2026, 7, 18, 9, 14, 7)

/** What remains of the dates of a document that is read at `at`. */
function plausible(...dates: (number | null)[]): (number | null)[] {
  const items = dates.map((publishedAt, n) => ({
    ...{ guid: `${n}`, url: `https://news.example/story-${n}`, title: `Story ${n}`, text: '', html: '' },
    ...{ image: null, author: null, publishedAt, updatedAt: null, language: null, categories: [] },
  }))
  const entries = identifyItems({ ...emptyFeed, items }, 'https://news.example/feed')
  return withPlausibleDates(entries, at).map(({ item }) => item.publishedAt)
}

test('an ancient date is none', () => {
  const old = Date.UTC(1995, 4, 1)
  assert.deepEqual(plausible(0, Date.UTC(1, 0), Date.parse('0001-01-01'), old), [null, null, null, old])
})

test('a date that all entries share to the second is when the document was made', () => {
  const made = at - 7_200_000
  assert.deepEqual(plausible(made, made, made), [null, null, null])
  assert.deepEqual(plausible(at - 1_000, at, at + 300), [null, null, null])
})

test('a shared date that somebody chose, or that few entries share, stays', () => {
  const eight = Date.UTC(2026, 7, 18, 8)
  assert.deepEqual(plausible(eight, eight, eight), [eight, eight, eight])
  assert.deepEqual(plausible(at, at), [at, at])
  assert.deepEqual(plausible(at, at, at, null), [at, at, at, null])
  const old = at - 86_400_000
  assert.deepEqual(plausible(old, old + 900, old + 1_500), [old, old + 900, old + 1_500])
})

test('a date to come stays until it is shown', () => {
  assert.deepEqual(plausible(at + 86_400_000), [at + 86_400_000])
})
