import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readItem } from '../../sources/index.ts'
import { idIn, serveApi } from '../test-server.ts'

const item = { externalId: 'dpa-1', title: 'A dam broke' }

test('a new item is created, a revision and a repetition keep its id', async t => {
  const { call, store } = await serveApi(t)
  const first = await call('POST', '/api/items', { body: item })
  const same = await call('POST', '/api/items', { body: item })
  const revised = await call('POST', '/api/items', { body: { ...item, title: 'Two dams broke' } })
  assert.deepEqual([first.status, same.status, revised.status], [201, 200, 200])
  assert.deepEqual([idIn(same), idIn(revised)], [idIn(first), idIn(first)])
  assert.equal((await readItem(store.read, Number(idIn(first))))?.title, 'Two dams broke')
})

test('the token’s name is the source, and every field is kept', async t => {
  const { call, store } = await serveApi(t)
  const body = {
    ...item,
    url: 'https://news.example.org/dam',
    text: 'One.\r\n\r\nTwo.',
    publishedAt: '2026-01-01T01:00:00+01:00',
    language: 'pt-BR',
  }
  const stored = await readItem(store.read, Number(idIn(await call('POST', '/api/items', { body }))))
  assert.equal(stored?.sourceUrl, 'api:cms')
  assert.deepEqual(
    [stored.url, stored.text, stored.publishedAt, stored.language],
    [body.url, 'One.\n\nTwo.', Date.UTC(2026, 0, 1), 'pt-BR'],
  )
})

test('control characters and lone surrogates in a text are no error', async t => {
  const { call, store } = await serveApi(t)
  const body = { ...item, title: 'A\u0000 dam\nbroke', text: 'x\u0000y\ud800' }
  const stored = await readItem(store.read, Number(idIn(await call('POST', '/api/items', { body }))))
  assert.deepEqual([stored?.title, stored?.text], ['A dam broke', 'x y\ufffd'])
})

test('an address is kept as browsers spell it, and one with a user name is refused', async t => {
  const { call, store } = await serveApi(t)
  const kept = await call('POST', '/api/items', {
    body: { ...item, url: ' HTTP://News.Example.org/a\u0000b' },
  })
  assert.equal((await readItem(store.read, Number(idIn(kept))))?.url, 'http://news.example.org/a%00b')
  for (const url of ['https://trusted.example@evil.example/', 'https:user:word@evil.example', 'data:,x', ''])
    assert.equal((await call('POST', '/api/items', { body: { ...item, url } })).status, 422, url)
})

test('every wrong field is named', async t => {
  const { call } = await serveApi(t)
  const body = {
    externalId: 'a\u0000b',
    url: 'file:///etc/passwd',
    title: ' ',
    text: 1,
    publishedAt: 'yesterday',
    language: 'not a language',
    __proto: 1,
  }
  const { status, json } = await call('POST', '/api/items', { body })
  assert.equal(status, 422)
  assert.deepEqual(Object.keys((json as { errors: object }).errors).sort(), Object.keys(body).sort())
})

test('a field called __proto__ is refused like any other', async t => {
  const { call } = await serveApi(t)
  const { status, text } = await call('POST', '/api/items', {
    body: '{"externalId":"1","title":"x","__proto__":{"url":"x"}}',
  })
  assert.equal(status, 422)
  assert.match(text, /"__proto__":"There is no such field here/)
})

test('a body over a megabyte is too large, one below is read', async t => {
  const { call } = await serveApi(t)
  const over = await call('POST', '/api/items', { body: { ...item, text: 'x'.repeat(1024 * 1024) } })
  assert.deepEqual([over.status, over.type], [413, 'application/problem+json'])
  const below = await call('POST', '/api/items', { body: { ...item, text: 'x'.repeat(500_000) } })
  assert.equal(below.status, 201)
})
