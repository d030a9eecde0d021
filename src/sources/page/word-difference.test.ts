import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DifferencePiece, wordDifference } from './word-difference.ts'

/** `-removed-`, `+added+`. */
function shown(before: string, now: string): string {
  const marks = { same: '', removed: '-', added: '+' }
  return wordDifference(before, now)
    .map(({ kind, text }) => marks[kind] + text.trim() + marks[kind])
    .join(' ')
}

const wordsOf = (pieces: readonly DifferencePiece[], left: DifferencePiece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join(' ')
    .split(/\s+/)
    .filter(word => word !== '')

test('changed, added and removed words are told, all others are the same', () => {
  assert.equal(
    shown('Twelve people died in the storm', 'Fourteen people died in the storm'),
    '-Twelve- +Fourteen+ people died in the storm',
  )
  assert.equal(shown('The bridge is open', 'The bridge is not open'), 'The bridge is +not+ open')
  assert.equal(shown('He was, he said, innocent', 'He was innocent'), 'He -was, he said,- +was+ innocent')
})

test('a text that stays is one piece, one that comes or goes another', () => {
  assert.deepEqual(wordDifference('As it was.', 'As it was.'), [{ kind: 'same', text: 'As it was.' }])
  assert.deepEqual(wordDifference('', 'New.'), [{ kind: 'added', text: 'New.' }])
  assert.deepEqual(wordDifference('Old.', ''), [{ kind: 'removed', text: 'Old.' }])
  assert.deepEqual(wordDifference('', ''), [])
})

test('scripts without spaces are told apart by letters', () => {
  assert.equal(shown('地震で12人死亡', '地震で14人死亡'), '地震で -12- +14+ 人死亡')
})

test('a new paragraph is new, and those around it are the same', () => {
  assert.equal(shown('One.\n\nThree.', 'One.\n\nTwo.\n\nThree.'), 'One. +Two.+ Three.')
})

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'dé', '報', '14', ' ', '\n\n'), { maxLength: 40 })
  .map(all => all.join(' '))

test('the words of both texts stand in the pieces, whatever the texts', () => {
  fc.assert(
    fc.property(text, text, (before, now) => {
      const pieces = wordDifference(before, now)
      const words = (written: string) => written.split(/\s+/).filter(word => word !== '')
      assert.deepEqual(wordsOf(pieces, 'added').join(''), words(before).join(''))
      assert.deepEqual(wordsOf(pieces, 'removed').join(''), words(now).join(''))
    }),
    { numRuns: 2_000 },
  )
})

test('no shorter list of changes exists', () => {
  const word = fc.constantFrom('a', 'b', 'c')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 9 }), fc.array(word, { maxLength: 9 }), (before, now) => {
      const pieces = wordDifference(before.join(' '), now.join(' '))
      const edits = pieces
        .filter(({ kind }) => kind !== 'same')
        .flatMap(piece => piece.text.trim().split(' ')).length
      assert.equal(edits, before.length + now.length - 2 * longestCommon(before, now))
    }),
    { numRuns: 1_000 },
  )
})

test('texts that have nothing in common are told as replaced, in bounded work', () => {
  const many = (letter: string) => Array.from({ length: 10_000 }, (_, n) => `${letter}${n}`).join(' ')
  const pieces = wordDifference(`start ${many('a')} end`, `start ${many('b')} end`)
  assert.deepEqual(
    pieces.map(({ kind }) => kind),
    ['same', 'removed', 'added', 'same'],
  )
})

function longestCommon(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, () => 0)
  for (const word of one) {
    const next = [0]
    for (const [at, second] of other.entries())
      next.push(word === second ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}
