import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listTopics } from '../subscribers/index.ts'
import { testDesk } from './test-desk.ts'

const fields = {
  kind: 'topic',
  name: 'Politics',
  slug: '',
  names: 'de: Politik\nfr: Politique',
  about: 'Who governs',
}

test('an editor adds a topic; its address is made of its name and stays when the name changes', async t => {
  const desk = await testDesk(t)
  const answer = await desk.post('/desk/topics', { ...fields, name: 'Ökonomie & Märkte' })
  assert.equal(answer.headers.get('location'), '/desk/topics?done=topic')
  await desk.post('/desk/topics/1', { ...fields, name: 'Economy', slug: 'other' })
  const [topic] = await listTopics(desk.store.read)
  assert.deepEqual(
    [topic?.name, topic?.slug, topic?.names],
    ['Economy', 'okonomie-markte', { de: 'Politik', fr: 'Politique' }],
  )
  assert.match(await (await desk.get('/desk/topics')).text(), /href="\/topics\/okonomie-markte"/)
})

test('what cannot be kept comes back with a word beside its field, and what was typed', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/topics', fields)
  for (const [change, told] of [
    [{ name: ' POLÍTICS ' }, /There is one of this name already/],
    [{ name: '' }, /Give it a name/],
    [{ name: 'A, B' }, /Leave out commas/],
    [{ name: '政治' }, /Give 1 to 40 characters of a-z/],
    [{ name: 'Other', slug: 'politics' }, /is taken/],
    [{ name: 'Other', names: 'Politik' }, /“Politik” cannot be used/],
    [{ name: 'Other', kind: 'thing' }, /Choose topic or place/],
  ] as const) {
    const answer = await desk.post('/desk/topics', { ...fields, ...change })
    assert.equal(answer.status, 422)
    const page = await answer.text()
    assert.match(page, told)
    assert.match(page, /Who governs/)
  }
  assert.equal((await listTopics(desk.store.read)).length, 1)
})

test('a topic that is retired is offered again, and two places change their order', async t => {
  const desk = await testDesk(t)
  for (const name of ['Berlin', 'Hamburg', 'Köln'])
    await desk.post('/desk/topics', { ...fields, kind: 'place', name, names: '' })
  await desk.post('/desk/topics/3/raise')
  await desk.post('/desk/topics/3/raise')
  await desk.post('/desk/topics/3/raise')
  await desk.post('/desk/topics/1/retire')
  const list = async () => (await listTopics(desk.store.read)).map(({ name, retired }) => [name, retired])
  assert.deepEqual(await list(), [
    ['Köln', false],
    ['Berlin', true],
    ['Hamburg', false],
  ])
  assert.match(await (await desk.get('/desk/topics')).text(), /not offered any more/)
  await desk.post('/desk/topics/1/back')
  assert.deepEqual((await list())[1], ['Berlin', false])
  assert.equal((await desk.post('/desk/topics/9/back')).status, 404)
})

test('a slip in the name of a topic is told on the draft, once there are topics', async t => {
  const desk = await testDesk(t)
  const id = await desk.draft({ topics: ['Sprots', 'Politics'] })
  const page = async () => (await desk.get(`/desk/alerts/${id}`)).text()
  assert.doesNotMatch(await page(), /Readers cannot choose/)
  await desk.post('/desk/topics', fields)
  assert.match(await page(), /Readers cannot choose “Sprots”:/)
})
