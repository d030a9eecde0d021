import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldItem } from './fold.ts'
import { createWeighing } from './weigh-words.ts'

const find = (words: string, title: string, text = '', points = 10) =>
  createWeighing([{ words, points }]).in(foldItem({ title, text }))
const weigh = (...asked: Parameters<typeof find>) =>
  find(...asked).map(({ words, points }) => ({ words, points }))

test('whole words are found, whatever their case, accents and width', () => {
  for (const [words, title] of [
    ['Brenvik', 'BRENVIK: Quay closed'],
    ['elysee', 'Président à l’Élysée'],
    ['Harbour Hall', 'Fire in the harbour  hall'],
    ['ｅｋ', 'Ek speaks'],
    ['東京', '東京都で地震'],
    ['地震', 'きのうの地震で'],
    ['harbour’s', "The harbour's fire"],
    ['москва', 'Пожар: Москва закрывает порт'],
  ] as const)
    assert.deepEqual(weigh(words, title), [{ words, points: 10 }], title)
})

test('a part of a word is not the word', () => {
  for (const [words, title] of [
    ['ek', 'Ekdahl speaks this week'],
    ['war', 'Wartime warehouse award'],
    ['harbour hall', 'Harbour hallmark'],
    ['порт', 'Портал закрыт'],
  ] as const)
    assert.deepEqual(weigh(words, title), [], title)
})

test('several ways to say it are one topic, called by the first', () => {
  assert.deepEqual(weigh('quake, Beben、地震', '地震：Beben im Norden'), [{ words: 'quake', points: 10 }])
})

test('which of its ways a text has is told, so that a reason never names a word that nobody said', () => {
  const said = (title: string, text = '') => find('quake, Beben, 地震', title, text).map(found => found.said)
  assert.deepEqual(said('Beben im Norden'), ['Beben'])
  assert.deepEqual(said('きのうの地震で'), ['地震'])
  assert.deepEqual(said('Coast hit', 'Das Beben kam am Morgen.'), ['Beben'])
})

test('in the first paragraph alone it adds half, and takes nothing away', () => {
  assert.deepEqual(weigh('quake', 'Coast hit', 'A quake hit.'), [{ words: 'quake', points: 5 }])
  assert.deepEqual(weigh('quake', 'Coast hit', 'A quake hit.', -10), [])
  assert.deepEqual(weigh('quake', 'Quake drill', '', -10), [{ words: 'quake', points: -10 }])
  assert.deepEqual(weigh('quake', 'Coast hit', 'It rained.\n\nA quake hit.'), [])
})

test('whatever the words and the text, weighing ends, and finds what the text begins with', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (words, title) => {
      for (const found of weigh(words, title)) assert.equal(found.points, 10)
    }),
  )
})
