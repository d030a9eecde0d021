import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shippedBackground } from './background.ts'
import {
  dayMark,
  decimalMark,
  flagsAt,
  type ItemWords,
  inTitle,
  isName,
  type MarkKind,
  markKind,
  marksOf,
  massOf,
  nameCount,
  numberMark,
  packWords,
  pairsOf,
  termAt,
  termCount,
  unpackWords,
  weightAt,
  yearMark,
} from './item-words.ts'
import { createWordReader } from './read-words.ts'
import { createSmallWords } from './small-words.ts'
import { termOf } from './term.ts'

const reader = createWordReader(shippedBackground(), createSmallWords())
const read = (title: string, text = '', language: string | null = 'en') => reader({ title, text, language })

/** The index of the word; -1: it is not there. */
function find(words: ItemWords, word: string): number {
  for (let at = 0; at < termCount(words); at++) if (termAt(words, at) === termOf(word)) return at
  return -1
}

function marks(words: ItemWords, kind: MarkKind): number[] {
  return [...marksOf(words)].filter(mark => markKind(mark) === kind)
}

/** Long enough to be prose. */
const prose =
  'The ferry left the harbour of Mandal in the early morning with some two hundred passengers and never arrived.'

test('a word of the headline is marked, one that only the text has is not, and names are those with a capital', () => {
  const words = read('Ferry sinks', prose)
  assert.equal(flagsAt(words, find(words, 'ferry')), inTitle)
  assert.equal(flagsAt(words, find(words, 'harbour')), 0)
  assert.equal(flagsAt(words, find(words, 'mandal')), isName)
  assert.equal(nameCount(words), 1)
})

test('a word that is said again weighs more, but not twice as much', () => {
  const words = read('Ferry sinks', 'The ferry was an old ferry.')
  const [once, often] = [find(words, 'sink'), find(words, 'ferry')].map(at => weightAt(words, at))
  assert.equal(once, 64)
  assert.equal(often, 128)
})

test('a long text weighs no more than sixty words', () => {
  const long = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ')
  assert.ok(massOf(read('Ferry sinks', long)) <= 61 * 64)
  assert.ok(massOf(read('Ferry sinks', long)) > 55 * 64)
})

test('of a long text the words of the headline and the most telling ones are kept', () => {
  const usual = `${'people government week president country police '.repeat(3)}`
  const rare = Array.from({ length: 90 }, (_, at) => `zq${at}x`).join(' ')
  const words = read('Ferry sinks', `${usual} ${rare} harbour market minister`)
  assert.equal(termCount(words), 96)
  for (const kept of ['ferry', 'sink', 'zq0x', 'zq89x']) assert.ok(find(words, kept) >= 0, kept)
  assert.equal(find(words, 'market'), -1)
})

test('the outlet behind the last dash or bar is no word of the headline', () => {
  const words = read('Ferry with 200 aboard sinks off Mandal')
  for (const behind of [' - Reuters', ' | BBC News', ' — The Straits Times', ' – Le Monde ', ' - 毎日新聞'])
    assert.deepEqual(read(`Ferry with 200 aboard sinks off Mandal${behind}`), words, behind)
  // A sentence goes on.
  assert.ok(
    find(read('Ferry with 200 aboard sinks off Mandal - and nobody heard its call for help'), 'heard') >= 0,
  )
  assert.ok(find(read('Sunk - Mandal'), 'mandal') >= 0)
})

test('what a site puts below its articles is left out, and a text of short lines is not', () => {
  const tail = '\n\nSubscribe to our newsletter\n\nFollow us on Chirper\n\nMore shipwrecks'
  assert.deepEqual(read('Ferry sinks', `${prose}${tail}`), read('Ferry sinks', prose))
  const short = read('Ferry sinks', 'All rescued\n\nCaptain arrested')
  assert.ok(find(short, 'captain') >= 0)
})

test('numbers, days and years are known apart', () => {
  const words = read('Quake of 6.1 on March 5, 2024', `${prose} 1,200 houses, 14 May, 2024`)
  assert.equal(marks(words, yearMark).length, 1)
  assert.equal(marks(words, dayMark).length, 2)
  assert.deepEqual(marks(words, dayMark), marks(read('5 March; May 14'), dayMark))
  assert.deepEqual(marks(read('3月5日に地震'), dayMark), marks(read('March 5'), dayMark))
  assert.deepEqual(marks(read('1,200 houses'), numberMark), marks(read('1200 houses'), numberMark))
  assert.equal(marks(read('6.1 and 6,1'), decimalMark).length, 2)
  assert.notDeepEqual(marks(read('6.1'), decimalMark), marks(read('6.2'), decimalMark))
  assert.deepEqual(marks(read('1,200 and 12'), decimalMark), [])
})

test('a number is the same in other figures', () => {
  const plain = marksOf(read('6.1 39'))
  for (const wide of ['６．１ ３９', '٦٫١ ٣٩', '۶٫۱ ۳۹', '६.१ ३९'])
    assert.deepEqual(marksOf(read(wide)), plain, wide)
  assert.deepEqual(marks(read('倒塌。３人死亡'), numberMark), marks(read('3'), numberMark))
})

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        ..." \n|\n\n| - |— |.|’|'s|١|６|1,2.3|May 5|2024|Ferry|minister|日銀|の|ก็|한|हिं|אֲ|\u0301|\u202e|\u0000|\ud83d|\udd25|ﷺ".split(
          '|',
        ),
      ),
      { maxLength: 200 },
    )
    .map(parts => parts.join('')),
)

test('any text gives one small array, sorted and summed as it says, and the same again; also after it was kept', () => {
  fc.assert(
    fc.property(odd, odd, fc.constantFrom('en', 'ja', 'tlh', '', null), (title, text, language) => {
      const words = read(title, text, language)
      assert.deepEqual(read(title, text, language), words)
      assert.deepEqual(unpackWords(packWords(words)), words)
      const [terms, pairs, its] = [termCount(words), pairsOf(words), marksOf(words)]
      assert.equal(words.length, 6 + 2 * terms + pairs.length + its.length)
      assert.ok(terms <= 96 && its.length <= 24)
      const places = Array.from({ length: terms }, (_, at) => at)
      for (const set of [places.map(at => termAt(words, at)), [...pairs], [...its]])
        assert.ok(set.every((value, at) => at === 0 || value > (set[at - 1] ?? 0)))
      assert.equal(
        massOf(words),
        places.reduce((sum, at) => sum + weightAt(words, at), 0),
      )
      assert.ok(places.every(at => weightAt(words, at) > 0 && weightAt(words, at) < 64 * 16))
      assert.equal(nameCount(words), places.filter(at => flagsAt(words, at) & isName).length)
    }),
    { numRuns: 500 },
  )
})

test('a text of a megabyte, however it repeats, is small, and read no further than its beginning', () => {
  for (const part of [
    'a',
    '1',
    '1,',
    'A. ',
    'a’',
    'b - ',
    '\n\n',
    '\u0301',
    'é',
    '一',
    'ﷺ ',
    'ｶﾞ',
    '\ud800',
    '\u202e',
    'jan 1 ',
    '１．',
  ]) {
    const long = part.repeat(1_000_000 / part.length)
    const words = read(long, long)
    assert.ok(words.length < 1_000, part)
    assert.deepEqual(read(`${long}behind`, `${long}behind`), words)
  }
})

test('a headline that nearly ends with an outlet is not tried in millions of ways', () => {
  // A pattern that goes back and forth over it does not end within the test's time.
  for (const end of ['-', '|', ' - x -', '  -'])
    for (let round = 0; round < 20; round++) read(`${'a'.repeat(21)} - ${'b'.repeat(360)}${end}`)
})
