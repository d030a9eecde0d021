import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkBooks } from './books.ts'

const states = { queued: 0, sending: 0, deferred: 0, refused: 0, uncertain: 0, suppressed: 0, withdrawn: 0 }
const balanced = { ...states, audience: 10, accepted: 10, resent: 0 }
const expected = { subscribers: 10, taken: 10 }

test('books that agree with the sink pass', () => checkBooks(balanced, expected))

const faults = [
  ['a message that only the sink knows', balanced, { ...expected, taken: 11 }],
  ['a message that only the books know', balanced, { ...expected, taken: 9 }],
  ['an audience that leaves somebody out', { ...balanced, audience: 9, accepted: 9 }, expected],
  ['a refused message', { ...balanced, accepted: 9, refused: 1 }, expected],
  ['states that do not add up', { ...balanced, withdrawn: 1 }, expected],
  ['a message sent a second time', { ...balanced, resent: 1 }, expected],
] as const
for (const [name, books, counts] of faults)
  test(`${name} ends the bench`, () => {
    assert.throws(() => checkBooks(books, counts), /books disagree/)
  })

test('what came twice is named, so that a mail of ours is told from one that strayed', () => {
  const counts = { subscribers: 10, taken: 11 }
  const doubled = () => ['2 × anna@example.org\t<1@news.example>\t7']
  assert.throws(() => checkBooks(balanced, { ...counts, doubled }), /more than once: 2 × anna@example\.org/)
  assert.throws(
    () => checkBooks(balanced, { ...counts, doubled: () => [] }),
    /Nothing is known to have come twice/,
  )
})
