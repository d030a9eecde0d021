import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from './fold.ts'
import { nameKey } from './name-key.ts'
import { wordForm } from './word-form.ts'
import { namesOf, paragraphsOf, termsOf, widestNear, wordsOf } from './words.ts'

const read = (text: string) => wordsOf([text]).terms.join(' ')
const same = (...texts: string[]) => {
  for (const text of texts) assert.equal(read(text), read(texts[0] ?? ''), `${text} as ${texts[0]}`)
}
const differ = (one: string, other: string) => assert.notEqual(read(one), read(other))

test('case, accents and width make no difference', () => {
  same('STRASSE', 'straße', 'Straße')
  same('ΟΔΟΣ', 'οδός', 'Οδος', 'οδοσ')
  same('İstanbul', 'istanbul', 'ISTANBUL')
  same('Ёлка', 'елка')
  same('Élysée', 'elysee', 'ＥＬＹＳＥＥ', 'E\u0301lyse\u0301e')
  same('Łódź', 'lodz')
  same('København', 'kobenhavn')
  same('ﾆｭｰｽ', 'ニュース')
  same('ﬁre', 'fire')
  same('Vie\u0323\u0302t', 'Việt', 'viet')
})

test('marks that Arabic and Hebrew leave out make no difference, nor do the forms of a letter', () => {
  same('مُحَمَّد', 'محمد', 'محـــمد')
  same('أحمد', 'احمد')
  same('שָׁלוֹם', 'שלום')
  same('الحكومة', 'حكومة')
})

test('marks that make a letter are kept', () => {
  differ('กี', 'กา')
  differ('रूस', 'रस')
})

test('forms of one word are one', () => {
  same('spy', 'spies')
  same('city', 'Cities')
  same('movie', 'movies')
  same('tax', 'taxes')
  same('strike', 'strikes', 'striking')
  same('plan', 'plans', 'planned', 'planning')
  same('crash', 'crashes', 'crashed', 'crashing')
  same('deny', 'denies', 'denied', 'denying')
  same('house', 'houses')
  same('child', 'children')
  same('threat', 'threatened', 'threatens')
  same('Explosion', 'Explosionen', 'explosions')
  same('Anschlag', 'Anschläge')
  same('grève', 'grèves')
  same('elección', 'elecciones')
  same('Москва', 'Москве', 'Москвы', 'Москвой')
})

test('no more than forms: what another word is stays another', () => {
  differ('Hamburg', 'hamburger')
  differ('miss', 'mission')
  differ('news', 'new')
  differ('plane', 'plan')
  differ('unit', 'United')
  differ('list', 'listen')
  differ('constructor', 'toString')
})

test('a number is one word, however its fraction or thousands are written', () => {
  assert.equal(read('a 6.1 quake'), 'a 6.1 quake'.replace('quake', wordForm('quake')))
  same('6.1', '6,1', '٦٫١'.replace('٫', '.'), '６．１')
  same('1,000', '1000')
  same('12,345,678', '12345678')
  differ('6.1', '61')
  assert.equal(read('In 2025, 3 men'), 'in 2025 3 man')
})

test('possessives, abbreviations and elided articles leave no trace', () => {
  same('mayor', "mayor's", 'mayor’s')
  same("O'Brien", 'O’Brien', 'OBrien')
  same('État', "l'État", 'd’État')
  same('E.U.', 'EU', 'E.U')
})

test('US is the country and us is not; alone in a wish it is the country either way', () => {
  same('U.S.', 'US', 'U.S')
  differ('US', 'us')
  differ('WHO', 'who')
  for (const typed of ['us', 'US', 'U.S.', 'Us']) assert.deepEqual(termsOf(typed), ['US'])
  assert.deepEqual(termsOf('tell us'), ['tell', 'us'])
  assert.deepEqual(termsOf('US vote'), ['US', wordForm('vote')])
})

test('in scripts without spaces each letter is a word, and words of other scripts between them are whole', () => {
  assert.equal(read('北京发生GDP地震5.2级'), '北 京 发 生 gdp 地 震 5.2 级')
  assert.equal(read('ตำรวจ').split(' ').length, [...new Intl.Segmenter('th').segment('ตำรวจ')].length + 1)
  assert.equal(read('𠮷野家'), '𠮷 野 家')
  assert.equal(read('သတင်း'), 'သ တ င်း')
})

test('between paragraphs is a break as wide as the widest NEAR', () => {
  const { terms, names } = wordsOf(['one two', 'four'])
  assert.deepEqual(terms, ['one', 'two', ...Array(widestNear).fill(''), 'four'])
  assert.equal(names.length, terms.length)
  assert.deepEqual(paragraphsOf('a\nb\n\nc\n \n\nd\n'), ['a\nb', 'c', 'd\n'])
})

test('folding, forms and keys of what went through them change nothing', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[a-z]{1,12}(?:s|es|ed|ing|en|ies|ly|'s)?$/),
    fc.stringMatching(/^[а-яёіїє]{1,12}$/),
    fc.stringMatching(/^[ا-يء-غ]{1,10}$/),
  )
  fc.assert(
    fc.property(word, typed => {
      const folded = fold(typed.normalize('NFKC'))
      assert.equal(wordForm(wordForm(folded)), wordForm(folded))
      assert.equal(nameKey(nameKey(folded)), nameKey(folded))
      const once = termsOf(`x ${typed}`)
      assert.deepEqual(termsOf(once.join(' ')), once)
      const names = namesOf(`x ${typed}`)
      assert.deepEqual(namesOf(names.join(' ')), names)
    }),
    { numRuns: 2_000 },
  )
})

test('what nobody sees in the middle of a word parts it in nothing', () => {
  same('Bundeswehr', 'Bundes\u00adwehr', 'Bundes\u200bwehr', '\u202eBundeswehr\u202c')
})

test('many marks on one letter go with it, or are cut like any word', () => {
  for (const letter of ['a', 'ш', 'ω']) assert.equal(read(`${letter}${'\u0301'.repeat(100_000)}`), letter)
  for (const letter of ['ก', 'ش']) assert.ok(read(`${letter}${'\u0301'.repeat(100_000)}`).length <= 40)
})

test('so it is for every letter that there is', () => {
  const letter = /^[\p{L}\p{N}\p{M}]$/u
  for (let code = 0; code <= 0x10ffff; code++) {
    const typed = String.fromCodePoint(code)
    if (!letter.test(typed)) continue
    const once = termsOf(typed)
    if (once.length > 0) assert.deepEqual(termsOf(once.join(' ')), once, `U+${code.toString(16)}`)
    assert.deepEqual(namesOf(namesOf(typed).join(' ')), namesOf(typed), `U+${code.toString(16)}`)
  }
})

test('a word longer than any is cut, and never between the halves of a letter', () => {
  assert.equal(read('7'.repeat(100_000)).length, 40)
  assert.ok(read(`a${'𝼀'.repeat(50)}`).isWellFormed())
})
