import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasWord, headlineAndLede } from './words.ts'

const cases: [text: string, word: string, found: boolean][] = [
  ['Dam bursts above Brenvik', 'dam', true],
  ['Amsterdam floods', 'dam', false],
  ['Damage in the north', 'dam', false],
  ['“Dam”, says mayor', 'DAM', true],
  ['Séisme à Nice', 'seisme', true],
  ['Seisme a Nice', 'séisme', true],
  ['The prime  minister resigns', 'prime minister', true],
  ['Minister resigns', 'prime minister', false],
  ['ΣΕΙΣΜΟΣ στην Κρήτη', 'κρητη', true],
  ['Землетрясение в Ёлкино', 'елкино', true],
  ['東京で地震、震度５強', '地震', true],
  ['東京で地震、震度５強', '震度5強', true],
  ['대지진 발생', '지진', false],
  ['지진 발생', '지진', true],
  ['زلزالٌ قويّ', 'زلزال', true],
  ['แผ่นดินไหวในกรุงเทพ', 'กรุงเทพ', true],
  ['6.1 quake', '6', false],
  ['It’s over', "it's", true],
  ['C++ and C', 'c++', true],
  ['Anything', '', false],
  ['𝐁𝐫𝐞𝐚𝐤𝐢𝐧𝐠 news', 'breaking', true],
]

for (const [title, word, found] of cases)
  test(`“${word}” is ${found ? '' : 'not '}in “${title}”`, () => {
    assert.equal(hasWord(headlineAndLede({ title, text: '' }), word), found)
  })

test('words are looked for in headline and first paragraph, and no further', () => {
  const folded = headlineAndLede({ title: 'Bridge', text: 'A dam burst.\n\nA flood came.' })
  assert.deepEqual([hasWord(folded, 'dam'), hasWord(folded, 'flood')], [true, false])
})
