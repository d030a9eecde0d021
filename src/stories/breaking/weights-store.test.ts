import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../../test/support/store.ts'
import { makeSource } from '../test-items.ts'
import { dropWeight, setOfficial, setWeight } from './change-weights.ts'
import { readNewsroomWeights } from './index.ts'
import { usualWeights } from './usual-weights.ts'

const me = { by: 'editor:Ada', at: 5 }

test('a new store weighs what every newsroom starts with', async t => {
  const store = await freshStore(t)
  const { words, officialSources } = await readNewsroomWeights(store.read)
  assert.deepEqual(
    words.map(({ words: topic, points }) => ({ words: topic, points })),
    usualWeights,
  )
  assert.equal(officialSources.size, 0)
})

test('a topic set again is replaced, whatever its case and its further ways to say it', async t => {
  const store = await freshStore(t)
  const set = (words: string, points: number) => store.write(tx => setWeight(tx, { words, points, ...me }))
  await set('Brenvik', 10)
  assert.deepEqual(await set('BRENVÍK, Brenviken', -20), { kind: 'set', words: 'BRENVÍK, Brenviken' })
  const found = (await readNewsroomWeights(store.read)).words.filter(({ words }) => /brenv/i.test(words))
  assert.deepEqual(
    found.map(({ points }) => points),
    [-20],
  )
})

test('a weight is dropped by its first words, and dropping what is not there says so', async t => {
  const store = await freshStore(t)
  await store.write(tx => setWeight(tx, { words: 'Brenvik, Brenviken', points: 10, ...me }))
  assert.equal(await store.write(tx => dropWeight(tx, 'brenvik')), true)
  assert.equal(await store.write(tx => dropWeight(tx, 'brenvik')), false)
})

test('a source is official by its address or by a name that only it has', async t => {
  const store = await freshStore(t)
  const id = await makeSource(store, 'survey')
  const set = await store.write(tx => setOfficial(tx, { source: 'survey', ...me }))
  assert.deepEqual(set, { kind: 'set', words: 'https://survey.example/' })
  assert.deepEqual([...(await readNewsroomWeights(store.read)).officialSources], [id])
  assert.equal(await store.write(tx => dropWeight(tx, 'https://survey.example/')), true)
  assert.equal((await readNewsroomWeights(store.read)).officialSources.size, 0)
})

test('a name that two sources have marks neither', async t => {
  const store = await freshStore(t)
  for (const name of ['one', 'other']) await makeSource(store, name)
  await store.write(tx => tx.updateTable('sources').set({ name: 'News' }).execute())
  const set = await store.write(tx => setOfficial(tx, { source: 'News', ...me }))
  assert.deepEqual(set, { kind: 'problem', problem: 'no such source' })
})
