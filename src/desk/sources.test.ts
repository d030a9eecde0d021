import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listSources } from '../sources/index.ts'
import { testDesk } from './test-desk.ts'

const feed = { url: 'https://news.example/feed.xml', name: 'The News', onItem: 'draft', every: '2' }

test('a source is added with what the form says', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  const [source] = await listSources(desk.store.read)
  assert.deepEqual(
    [source?.url, source?.name, source?.onItem, source?.everyMs],
    ['https://news.example/feed.xml', 'The News', 'draft', 120_000],
  )
})

test('an address that is none is said beside its field, and what was typed is kept', async t => {
  const desk = await testDesk(t)
  const answer = await desk.post('/desk/sources', { ...feed, url: 'file:///etc/passwd', every: 'often' })
  assert.equal(answer.status, 422)
  const text = await answer.text()
  assert.match(text, /id="url-problem">/)
  assert.match(text, /id="every-problem">/)
  assert.match(text, /value="file:\/\/\/etc\/passwd"/)
  assert.deepEqual(await listSources(desk.store.read), [])
})

test('what a new item becomes is changed for one source', async t => {
  const desk = await testDesk(t)
  await desk.post('/desk/sources', feed)
  const [source] = await listSources(desk.store.read)
  await desk.post(`/desk/sources/${source?.id}`, { onItem: 'send' })
  assert.equal((await listSources(desk.store.read))[0]?.onItem, 'send')
  assert.equal((await desk.post(`/desk/sources/${source?.id}`, { onItem: 'shout' })).status, 422)
  assert.equal((await desk.post('/desk/sources/999', { onItem: 'send' })).status, 404)
})
