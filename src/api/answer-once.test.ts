import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApiToken } from '../editors/index.ts'
import { serveApi, type TestServer } from './test-server.ts'

const headers = { 'idempotency-key': 'b1946ac9-2492-4d23-97d5-0f3a' }
const body = { headline: 'A dam broke', summary: 'Two villages.', send: true }

async function countAlerts({ store }: TestServer): Promise<number> {
  return (await store.read.selectFrom('alerts').select('id').execute()).length
}

test('the same key and body get the first answer and act once, whatever the order of keys', async t => {
  const server = await serveApi(t)
  const first = await server.call('POST', '/api/alerts', { body, headers })
  const again = await server.call('POST', '/api/alerts', {
    body: '{ "send": true,\n"summary": "Two villages.", "headline": "A dam broke" }',
    headers,
  })
  assert.deepEqual([first.status, first.type], [201, 'application/json'])
  assert.deepEqual([again.status, again.type, again.text], [201, first.type, first.text])
  assert.equal(await countAlerts(server), 1)
})

test('the same key and another body, or another address, is a conflict and does nothing', async t => {
  const server = await serveApi(t)
  await server.call('POST', '/api/alerts', { body, headers })
  const other = await server.call('POST', '/api/alerts', { body: { ...body, send: false }, headers })
  const item = { externalId: '1', title: 'x' }
  const elsewhere = await server.call('POST', '/api/items', { body: item, headers })
  assert.deepEqual([other.status, other.type], [409, 'application/problem+json'])
  assert.match(other.text, /was used within the last 7 days for another request/)
  assert.equal(elsewhere.status, 409)
  assert.equal(await countAlerts(server), 1)
  assert.deepEqual(await server.store.read.selectFrom('items').select('id').execute(), [])
})

test('of many requests with one key at once exactly one acts, and all get its answer', async t => {
  const server = await serveApi(t)
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => server.call('POST', '/api/alerts', { body, headers })),
  )
  assert.deepEqual(
    answers.map(({ status, text }) => `${status} ${text}`),
    Array(8).fill('201 {"id":"1"}'),
  )
  assert.equal(await countAlerts(server), 1)
})

test('an item’s first answer stays 201 under its key, although the item is known by then', async t => {
  const { call } = await serveApi(t)
  const item = { externalId: '1', title: 'A dam broke' }
  const answers = await Promise.all([1, 2, 3].map(() => call('POST', '/api/items', { body: item, headers })))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  )
  assert.equal((await call('POST', '/api/items', { body: item })).status, 200)
})

test('a correction takes a key, too', async t => {
  const server = await serveApi(t)
  const id = await server.alert({ send: true })
  const words = { headline: 'No dam broke', summary: 'It held.', whatWasWrong: 'All.' }
  const correct = (own: unknown) => server.call('POST', `/api/alerts/${id}/correct`, { body: own, headers })
  assert.deepEqual([(await correct(words)).text, (await correct(words)).text], ['{"id":"2"}', '{"id":"2"}'])
  assert.equal((await correct({ ...words, summary: 'Other.' })).status, 409)
})

test('a refused request leaves its key free', async t => {
  const server = await serveApi(t)
  const wrong = { ...body, kind: 'update', follows: 99 }
  assert.equal((await server.call('POST', '/api/alerts', { body: wrong, headers })).status, 422)
  assert.equal((await server.call('POST', '/api/alerts', { body, headers })).status, 201)
})

test('a key counts for seven days', async t => {
  const server = await serveApi(t)
  await server.call('POST', '/api/alerts', { body, headers })
  await server.clock.advance(7 * 24 * 3_600_000)
  const later = await server.call('POST', '/api/alerts', { body, headers })
  assert.deepEqual(later.json, { id: '2' })
})

test('two tokens may use the same key', async t => {
  const server = await serveApi(t)
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
  const other = await server.store.write(tx => createApiToken(tx, { name: 'wire', at: 0, random }))
  await server.call('POST', '/api/alerts', { body, headers })
  const { json } = await server.call('POST', '/api/alerts', { body, headers, token: other.token })
  assert.deepEqual(json, { id: '2' })
})

test('a key that is no key is refused before anything is done', async t => {
  const server = await serveApi(t)
  for (const key of ['', 'a b', 'x'.repeat(256), 'é']) {
    const answer = await server.call('POST', '/api/alerts', { body, headers: { 'idempotency-key': key } })
    assert.equal(answer.status, 422, key)
    assert.match(answer.text, /"errors":\{"Idempotency-Key"/)
  }
  const longest = { 'idempotency-key': '~'.repeat(255) }
  assert.equal((await server.call('POST', '/api/alerts', { body, headers: longest })).status, 201)
  assert.equal(await countAlerts(server), 1)
})
