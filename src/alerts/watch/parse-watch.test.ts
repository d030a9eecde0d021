import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { longestWatchExpression } from '../../subscribers/index.ts'
import { createTexts } from '../../text/index.ts'
import { matchesWatch } from './matches-watch.ts'
import { parseWatch } from './parse-watch.ts'
import { printWatch } from './print-watch.ts'
import { anyTyped } from './test-watch.ts'
import { wordsOf } from './words.ts'

const read = (text: string) => {
  const parsed = parseWatch(text)
  return parsed.kind === 'parsed' ? printWatch(parsed.watch) : parsed.problem.code
}
const same = (...texts: string[]) => {
  for (const text of texts) assert.equal(read(text), read(texts[0] ?? ''), text)
}

test('a blank is AND, which binds closer than OR', () => {
  assert.equal(read('spy trial OR coup'), 'coup OR (spi trial)')
  same('spy trial', 'spy AND trial', '+spy +trial', 'trial & spies', 'TRIAL spy spy', 'spy – trial')
  same(
    'a OR b',
    'a | b',
    'a|b',
    'a || b',
    'b ODER a',
    'a OU b',
    'a, b',
    'a，b、',
    'a، b؛',
    '(a OR (b))',
    'a ｜ b',
  )
  same('a NOT b', 'a -b', 'NOT b a', 'a NICHT b', 'a SAUF b', 'a AND NOT b', 'a –b', 'a NOT NOT NOT b')
  same('a UND b', 'a ET b', 'a b')
  same('a NOT b NOT c', 'a NOT (b OR c)', 'a -(b|c)')
  same('a OR b', 'a OR NOT (NOT b)', 'NOT (NOT a NOT b)')
})

/** Of a sentence, what stands behind its last colon. */
function exampleOf(sentence: string): string {
  return /[:：]([^:：]+)[.。]$/u.exec(sentence.replace(/[\u2066-\u2069]/g, ''))?.[1] ?? ''
}

for (const { language, choices, reasons } of createTexts().languages)
  test(`what the page shows how to type can be read, in ${language}`, () => {
    const { onlyExcludes, nearNeedsWords } = reasons.watchProblem
    const said = [onlyExcludes, nearNeedsWords].map(exampleOf)
    for (const typed of [...choices.watch.examples.map(example => example.typed), ...said])
      assert.equal(parseWatch(typed).kind, 'parsed', typed)
  })

test('Arabic and Chinese examples find what they say', () => {
  const finds = (typed: string, text: string) => {
    const parsed = parseWatch(typed)
    return parsed.kind === 'parsed' && matchesWatch(parsed.watch, wordsOf([text]))
  }
  assert.ok(finds('ميناء', 'حريق بالميناء'))
  assert.ok(finds('"إضراب عام"', 'بدء الإضراب العام'))
  assert.ok(finds('إضراب، اعتصام', 'الاعتصام مستمر'))
  assert.ok(finds('وزير NEAR استقالة', 'استقالة مفاجئة للوزير'))
  assert.ok(finds('罢工，停工', '全市停工一天'))
  assert.ok(finds('部长 NEAR 辞职', '卫生部长今晨宣布辞职'))
  assert.ok(!finds('捷豹 NOT 汽车', '捷豹汽车召回'))
})

test('operators are capitals: in small letters they are words', () => {
  assert.equal(read('war and peace'), 'and peac war')
  assert.equal(read('war near peace'), 'near peac war')
  assert.equal(read('"war AND peace"'), '"war and peac"')
})

test('quotation marks of any kind make a phrase', () => {
  same(
    '"secret service"',
    '“Secret Services”',
    '„secret service“',
    '« secret service »',
    '＂secret service＂',
  )
  assert.equal(read('「東京」'), '"東 京"')
  assert.equal(read('"spies"'), read('spy'))
})

test('what is written as one word but is several stands as a phrase', () => {
  assert.equal(read('COVID-19'), '"covid 19"')
  assert.equal(read('東京'), '"東 京"')
  assert.equal(read('6,1'), '6.1')
})

test('NEAR takes words, phrases, names and choices of them, in any order', () => {
  same('b NEAR a', 'a NEAR/10 b', 'a near/10 b', 'a NEAR／10 b')
  assert.equal(read('(a OR "b c") NEAR/3 ~Kiew'), '("b c" OR a) NEAR/3 ~kyiv')
  assert.equal(read('a NEAR b NEAR c'), 'a NEAR/10 b b NEAR/10 c')
  assert.equal(read('x NOT a NEAR b'), 'NOT a NEAR/10 b x')
  assert.equal(read('a NEAR (b c)'), 'near-needs-words')
  assert.equal(read('a NEAR (b OR (c NEAR d))'), 'near-needs-words')
  for (const text of ['a NEAR/0 b', 'a NEAR/31 b', 'a NEAR/x b', 'a NEAR/ b'])
    assert.equal(read(text), 'near-number')
})

for (const [text, code, found] of [
  ['', 'empty', ''],
  ['  ', 'empty', '  '],
  ['!!! …', 'no-word', '!!!'],
  ['spy "', 'open-quote', '"'],
  ['spy ""', 'no-word', '""'],
  ['spy "secret', 'open-quote', '"secret'],
  ['spy (trial', 'open-bracket', '('],
  ['spy) trial', 'close-bracket', ')'],
  ['spy AND', 'nothing-after', 'AND'],
  ['spy ()', 'nothing-after', '('],
  ['spy OR OR trial', 'nothing-after', 'OR'],
  ['OR spy', 'nothing-before', 'OR'],
  ['spy ~ trial', 'nothing-after', '~'],
  ['～', 'nothing-after', '～'],
  ['-', 'empty', '-'],
  ['NOT spy', 'only-excludes', 'NOT spy'],
  ['spy OR NOT trial', 'only-excludes', 'spy OR NOT trial'],
  ['spy (trial OR NOT court)', 'only-excludes', 'spy (trial OR NOT court)'],
  ['spy -Spies', 'contradiction', 'spy -Spies'],
  [`${'('.repeat(9)}a${')'.repeat(9)}`, 'too-deep', '('],
  ['x'.repeat(longestWatchExpression + 1), 'too-long', 'x'.repeat(longestWatchExpression + 1)],
] as const)
  test(`${JSON.stringify(text.slice(0, 30))} is told as ${code}, with its place`, () => {
    const parsed = parseWatch(text)
    assert.ok(parsed.kind === 'problem')
    const { problem } = parsed
    assert.deepEqual([problem.code, problem.found], [code, found])
    assert.equal(text.slice(problem.at, problem.end), found)
  })

test('whatever is typed, it is read or told as a problem with its place, and its print reads as itself', () => {
  let readable = 0
  fc.assert(
    fc.property(anyTyped, typed => {
      const parsed = parseWatch(typed)
      if (parsed.kind === 'problem') {
        const { at, end, found } = parsed.problem
        assert.equal(typed.slice(at, end), found)
        return
      }
      readable++
      assert.deepEqual(parseWatch(printWatch(parsed.watch), 10_000), parsed)
    }),
    { numRuns: 5_000 },
  )
  assert.ok(readable > 500, `only ${readable} could be read`)
})
