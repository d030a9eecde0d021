import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSource } from '../sources/index.ts'
import { listWeights } from '../stories/index.ts'
import { testDesk } from './test-desk.ts'

test('an editor weighs a topic, sees it with their name, and drops it', async t => {
  const desk = await testDesk(t)
  const set = await desk.post('/desk/weights', { words: 'Brenvik, Brenviken', points: '-15' })
  assert.equal(set.headers.get('location'), '/desk/weights?done=weight')
  const page = await (await desk.get('/desk/weights')).text()
  assert.match(page, /Brenvik, Brenviken<\/th><td class="figure">−15<\/td><td>Ada</)
  const row = (await listWeights(desk.store.read)).find(({ words }) => words.startsWith('Brenvik'))
  await desk.post(`/desk/weights/${row?.id}/drop`)
  assert.doesNotMatch(await (await desk.get('/desk/weights')).text(), /Brenvik/)
})

test('what cannot be set comes back with a word beside its field, and nothing is changed', async t => {
  const desk = await testDesk(t)
  const before = await listWeights(desk.store.read)
  for (const [words, points, told] of [
    ['quake', '51', /A whole number from -50 to 50/],
    ['quake', '1e1', /A whole number from -50 to 50/],
    [' , — ', '5', /Type the words of a topic/],
  ] as const) {
    const answer = await desk.post('/desk/weights', { words, points })
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), told)
  }
  assert.equal((await desk.post('/desk/weights/official', { source: 'a\0b' })).status, 422)
  const unknown = await desk.post('/desk/weights/official', { source: 'https://nowhere.example/' })
  assert.equal(unknown.status, 422)
  assert.deepEqual(await listWeights(desk.store.read), before)
})

test('a source is marked as official by its address', async t => {
  const desk = await testDesk(t)
  const url = 'https://quakes.example/feed'
  await desk.store.write(tx => addSource(tx, { url, name: 'Quakes', onItem: null, everyMs: null, at: 0 }))
  await desk.post('/desk/weights/official', { source: 'Quakes' })
  assert.match(await (await desk.get('/desk/weights')).text(), /href="\/desk\/sources\/1">https:\/\/quakes/)
})
