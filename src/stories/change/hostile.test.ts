/** Whatever a source writes: nothing throws, nothing is slow, nothing but plain short text comes out. */
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { changeWords } from '../text/changes-en.ts'
import { factsOf } from './facts-of.ts'
import { whatIsNew } from './what-is-new.ts'

const languages = ['en', 'de', 'fr', 'es', 'ja', 'zh', 'it', null, '']
const cue = fc.constantFrom(
  ...`12 dozens killed dead to from denies confirms resigns arrested "Ivo Marek" not could , ; ( ) - ' ’ . ? 1,2,3 ９９ 人死亡 は 否定
  CORRECTED- (Corrects story has been withdrawn including toll rises 1e9 99999999999999999999 é ́ <b> &amp; \n \u0000 \ud800 death`.split(
    ' ',
  ),
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(cue, { maxLength: 60 }).map(parts => parts.join(' ')),
)

test('any text gives the same few small facts twice, as plain JSON, and words without markup', () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom(...languages), (title, body, language) => {
      const facts = factsOf({ title, text: body, language })
      assert.deepEqual(factsOf({ title, text: body, language }), facts)
      assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts)
      assert.ok(JSON.stringify(facts).length < 20_000)
      for (const fact of facts) if (fact.kind !== 'mention') assert.ok(fact.quote.length <= 300)
      const founded = whatIsNew(null, { itemId: 1, facts: [] })
      for (const change of whatIsNew(founded.known, { itemId: 2, sourceName: title, facts }).changes)
        assert.match(changeWords(change), /^[^<>"\n]{3,400}$/)
    }),
    { numRuns: 1_000 },
  )
})

test('a text of 100 kB is read no further than its first sentences, however it repeats', () => {
  const parts = [
    'a',
    '1',
    '1,',
    '12 killed ',
    '(',
    '(Corrects ',
    'this a story ',
    'including , ',
    '[USN:A TEXT:"',
    '一',
    '１２万',
    '死者',
    'twenty-',
    'not ',
    'A.',
    'please disregard ',
    '\n',
    'from 1 to ',
  ]
  for (const part of parts)
    for (const language of languages) {
      const long = part.repeat(Math.ceil(100_000 / part.length))
      // A pattern that goes back and forth over 100 kB would not end within the test's time.
      for (let round = 0; round < 20; round++) factsOf({ title: long, text: long, language })
    }
})
