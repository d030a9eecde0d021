import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { marksOf, topMark } from './marks.ts'

const markOf = (title: string, text = '') => topMark(marksOf({ title, text }))

const marked: readonly (readonly [string, string, string])[] = [
  ['BREAKING: Bridge falls', 'BREAKING', 'breaking'],
  ['Breaking News - Bridge falls', 'Breaking News', 'breaking'],
  ['JUST IN — Bridge falls', 'JUST IN', 'breaking'],
  ['[BREAKING] Bridge falls', 'BREAKING', 'breaking'],
  ['Bridge falls | BREAKING', 'BREAKING', 'breaking'],
  ['BREAKING Bridge over the Bren falls', 'BREAKING', 'breaking'],
  ['FLASH - Un pont s’effondre', 'FLASH', 'flash'],
  ['****** Bridge falls', '******', 'flash'],
  ['＊＊＊橋が崩落', '＊＊＊', 'flash'],
  ['URGENT Bridge falls', 'URGENT', 'urgent'],
  ['ALERTE INFO | Un pont s’effondre', 'ALERTE INFO', 'flash'],
  ['EILMELDUNG: Brücke eingestürzt', 'EILMELDUNG', 'breaking'],
  ['+++ EILMELDUNG +++ Brücke eingestürzt', 'EILMELDUNG', 'breaking'],
  ['URGENTE: Se derrumba un puente', 'URGENTE', 'urgent'],
  ['ÚLTIMA HORA | Se derrumba un puente', 'ÚLTIMA HORA', 'breaking'],
  ['【速報】橋が崩落', '速報', 'breaking'],
  ['速報：橋が崩落', '速報', 'breaking'],
  ['[속보] 다리 붕괴', '속보', 'breaking'],
  ['突发：大桥坍塌', '突发', 'breaking'],
  ['СРОЧНО: Обрушился мост', 'СРОЧНО', 'breaking'],
  ['عاجل: انهيار جسر', 'عاجل', 'breaking'],
  ['DEVELOPING: Bridge falls', 'DEVELOPING', 'developing'],
  ["ULTIM'ORA-PONTE: crolla il viadotto", "ULTIM'ORA", 'developing'],
  ['Exclusive-How a bridge fell', 'Exclusive', 'exclusive'],
]

for (const [title, word, level] of marked)
  test(`${title}: is marked ${word}`, () => assert.deepEqual(markOf(title), { word, level }))

const plain = [
  "Breaking's next move: escaping the long shadow",
  'Breaking Down the Global Bond Selloff',
  'The Moviegoing Experience Is Breaking',
  'LIVE: Council votes on the bridge',
  'URGENT CARE: Clinics close along the Bren',
  'Alert driver stops train before fallen bridge',
  'Long-Bond Yields Flash a New Warning: Evening Briefing',
  'LME gripped by flash squeeze as copper tensions boil over',
  'Plataforma de gestão Flash capta R$150 mi',
  '*Terms apply: our summer offers',
  '',
]

for (const title of plain) test(`"${title}" is not marked`, () => assert.equal(markOf(title), null))

test('a shouted mark before the text counts, an ordinary word there does not', () => {
  assert.equal(markOf('Bridge falls', 'URGENT - A bridge fell on Wednesday')?.level, 'urgent')
  assert.equal(markOf('Bridge falls', 'Breaking: what was known by noon')?.level, undefined)
})

test('a category of the item is a mark, and the highest of several counts', () => {
  const marks = marksOf({ title: 'EXCLUSIVE: Bridge falls', text: '', categories: ['News', 'Breaking News'] })
  assert.deepEqual(
    marks.map(({ level }) => level),
    ['exclusive', 'breaking'],
  )
  assert.equal(topMark(marks)?.level, 'breaking')
})

test('whatever a headline holds, it is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), title => assert.ok(marksOf({ title, text: title }))))
})

test('a headline of blanks or signs alone is read like any other', () => {
  for (const sign of [' ', '-', "'", '* ', 'ａ'])
    assert.deepEqual(marksOf({ title: sign.repeat(100_000), text: sign.repeat(100_000) }), [])
})
