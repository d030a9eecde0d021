import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseWatch } from '../watch/parse-watch.ts'
import { typedWell } from '../watch/test-watch.ts'
import { wordsOf } from '../watch/words.ts'
import { CodeReader, encode, maybe, no, yes } from './expression-code.ts'
import { GrowingNumbers } from './lists.ts'
import { keyText, Terms } from './terms.ts'

function codeOf(typed: string, wanted: Readonly<Record<string, number>> = {}) {
  const parsed = parseWatch(typed)
  if (parsed.kind === 'problem') return assert.fail(`${typed}: ${parsed.problem.code}`)
  const terms = new Terms()
  const code = new GrowingNumbers()
  encode(parsed.watch, terms, code)
  const counts = new Uint32Array(terms.size).fill(1)
  for (const [term, count] of Object.entries(wanted)) counts[terms.find(term) ?? assert.fail(term)] = count
  const reader = () => new CodeReader(code.packed(), terms)
  return {
    watch: parsed.watch,
    reader,
    anchors: () =>
      reader()
        .anchors(counts)
        ?.terms.map(term => terms.textOf(term))
        .sort() ?? null,
    judge(text: string) {
      const words = wordsOf([text])
      const present = new Uint8Array(terms.size)
      for (const term of [...words.terms, ...words.names.map(keyText)]) {
        const number = terms.find(term)
        if (number !== undefined) present[number] = 1
      }
      return reader().judge(present)
    },
  }
}

test('of what must all be there the term that fewest want is the anchor', () => {
  assert.deepEqual(codeOf('trump tariff', { trump: 900, tariff: 30 }).anchors(), ['tariff'])
  assert.deepEqual(codeOf('"leak trial"', { leak: 3, trial: 50 }).anchors(), ['leak'])
  assert.deepEqual(codeOf('leak NEAR/3 trial', { leak: 30, trial: 5 }).anchors(), ['trial'])
})

test('an OR has an anchor in each of its branches, and is one only where that is less than another', () => {
  assert.deepEqual(codeOf('leak OR (trial moscow)', { moscow: 0 }).anchors(), ['leak', 'moscow'])
  assert.deepEqual(codeOf('(leak OR trial) moscow', { moscow: 9 }).anchors(), ['leak', 'trial'])
  assert.deepEqual(codeOf('(leak OR trial) moscow', { moscow: 1 }).anchors(), ['moscow'])
})

test('what must not be there is never an anchor, and does not make a match', () => {
  const code = codeOf('leak NOT trial', { leak: 9, trial: 0 })
  assert.deepEqual(code.anchors(), ['leak'])
  assert.equal(code.judge('the leak'), yes)
  assert.equal(code.judge('the leak on trial'), no)
  assert.equal(code.judge('the trial'), no)
  assert.equal(codeOf('leak NOT "trial court"').judge('a court tries the leak, trial'), maybe)
})

test('order and nearness are left to the plain evaluator, and asked only where all words are there', () => {
  assert.equal(codeOf('"leak trial"').judge('the trial of a leak'), maybe)
  assert.equal(codeOf('"leak trial"').judge('the trial'), no)
  assert.equal(codeOf('leak NEAR trial').judge('trial of a leak'), maybe)
  assert.equal(codeOf('leak NEAR trial').judge('the leak'), no)
})

test('a word without spaces is a row of letters, anchored at one of them', () => {
  const code = codeOf('東京', { 東: 4 })
  assert.deepEqual(code.anchors(), ['京'])
  assert.equal(code.judge('東京都の発表'), maybe)
  assert.equal(code.judge('東の空'), no)
})

test('a name is found by its key, which no word of a text can pass for', () => {
  const code = codeOf('~Kiev')
  assert.equal(code.judge('Reports from Kyiv'), yes)
  assert.equal(code.judge('Reports from Lviv'), no)
  assert.ok(code.anchors()?.every(term => term.startsWith('~')))
})

test('what was made a code is the same expression when it is read again', () => {
  fc.assert(
    fc.property(typedWell, typed => {
      if (parseWatch(typed).kind === 'problem') return
      const { watch, reader } = codeOf(typed)
      assert.deepEqual(reader().decode(), watch)
    }),
  )
})
