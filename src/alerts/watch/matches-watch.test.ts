import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeAnd, makeNot, makeOr } from './make-watch.ts'
import { matchesWatch } from './matches-watch.ts'
import { parseWatch } from './parse-watch.ts'
import { anyText, typedWell } from './test-watch.ts'
import { wordsOf } from './words.ts'

function watch(text: string) {
  const parsed = parseWatch(text)
  assert.ok(parsed.kind === 'parsed', text)
  return parsed.watch
}
const finds = (typed: string, ...paragraphs: string[]) => matchesWatch(watch(typed), wordsOf(paragraphs))

test('words are found anywhere, in any form, and all of them must be there', () => {
  assert.ok(finds('spy trial', 'Spies in court', 'The trials begin.'))
  assert.ok(!finds('spy trial', 'Spies in court'))
  assert.ok(finds('spy OR coup', 'Spies in court'))
  assert.ok(!finds('spy -court', 'Spies in court'))
})

test('a phrase stands in a row and never over the end of a paragraph', () => {
  assert.ok(finds('"secret service"', 'The Secret Service said'))
  assert.ok(!finds('"secret service"', 'A service that is secret'))
  assert.ok(!finds('"secret service"', 'It is secret', 'Service restored'))
})

test('a word of a script without spaces is found wherever it stands', () => {
  assert.ok(finds('地震', '北京发生地震了'))
  assert.ok(finds('東京', '今日の東京都知事'))
  assert.ok(!finds('東京', '京東'))
  assert.ok(finds('ตำรวจ', 'เมื่อวานตำรวจจับ'))
})

test('NEAR counts the places between, in either order, and never over the end of a paragraph', () => {
  assert.ok(finds('fire NEAR/3 school', 'A fire at the school'))
  assert.ok(!finds('fire NEAR/2 school', 'A fire at the school'))
  assert.ok(finds('school NEAR/1 fire', 'A fire school'))
  assert.ok(!finds('fire NEAR/30 school', 'A fire', 'school'))
  assert.ok(!finds('fire NEAR fire', 'A fire'))
  assert.ok(finds('fire NEAR fire', 'A fire, a fire'))
  assert.ok(!finds('"a b" NEAR/5 "b c"', 'a b c'))
})

test('a name is found in other spellings and scripts; a word is not', () => {
  assert.ok(finds('~Zelensky', 'Selenskyj reist nach Berlin'))
  assert.ok(finds('~"Volodymyr Zelensky"', 'Володимир Зеленський', 'Wolodymyr Selenskyj reist'))
  assert.ok(!finds('Zelensky', 'Selenskyj reist nach Berlin'))
  assert.ok(finds('~Kyiv NEAR attack', 'Angriff: attack on Kiew'))
})

test('US finds the country, not the pronoun', () => {
  assert.ok(finds('us', 'U.S. says'))
  assert.ok(!finds('US', 'They tell us'))
  assert.ok(finds('"tell us"', 'They tell us'))
})

test('what an expression says holds of what it is made into', () => {
  let found = 0
  fc.assert(
    fc.property(typedWell, typedWell, anyText, (one, other, text) => {
      const parsed = [parseWatch(one, 10_000), parseWatch(other, 10_000)]
      const [left, right] = parsed.flatMap(each => (each.kind === 'parsed' ? [each.watch] : []))
      if (!left || !right) return
      const words = wordsOf([text])
      const [a, b] = [matchesWatch(left, words), matchesWatch(right, words)]
      if (a) found++
      assert.equal(matchesWatch(makeAnd([left, right]), words), a && b)
      assert.equal(matchesWatch(makeOr([left, right]), words), a || b)
      assert.equal(matchesWatch(makeNot(left), words), !a)
      assert.equal(matchesWatch(makeNot(makeOr([left, right])), words), !(a || b))
      assert.equal(matchesWatch(makeNot(makeAnd([makeNot(left), makeNot(right)])), words), a || b)
    }),
    { numRuns: 3_000 },
  )
  assert.ok(found > 200, `only ${found} found anything`)
})
