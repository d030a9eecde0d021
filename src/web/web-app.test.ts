import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { pino } from 'pino'
import { ConfigError, StoreAwayError, TocsinError } from '../errors.ts'
import { createWebApp, listen, type Route, safeHref, trustProxies } from './index.ts'

const answer = (): Response => new Response('done')
const routes: Route[] = [
  { method: 'GET', path: '/page', who: 'public', handler: answer },
  { method: 'POST', path: '/form', who: 'public', handler: async c => new Response(await c.req.text()) },
  { method: 'POST', path: '/one-click', who: 'subscriber', crossSite: 'RFC 8058', handler: answer },
  { method: 'GET', path: '/desk', who: 'editor', handler: c => c.text(c.get('editor').name) },
  { method: 'POST', path: '/desk/send', who: 'editor', handler: answer },
  { method: 'POST', path: '/api/things', who: 'token', handler: c => c.text(c.get('token').name) },
  {
    method: 'GET',
    path: '/api/broken',
    who: 'public',
    handler: () => {
      throw new Error('a secret detail')
    },
  },
  {
    method: 'GET',
    path: '/api/away',
    who: 'public',
    handler: () => {
      throw new StoreAwayError('a secret detail')
    },
  },
  {
    method: 'GET',
    path: '/gone',
    who: 'public',
    handler: () => {
      throw new TocsinError('request.not-found', 'It is gone.')
    },
  },
]

async function serve(t: TestContext, https = false) {
  const app = createWebApp({
    routes,
    identify: {
      editor: async token => (token === 'good' ? { id: 1, name: 'Ada' } : null),
      token: async bearer => (bearer === 'good' ? { id: 1, name: 'cms' } : null),
    },
    assets: name => `/assets/${name}`,
    clientAddressOf: trustProxies([]),
    https,
    log: pino({ level: 'silent' }),
  })
  const listening = await listen(app, '127.0.0.1', 0)
  t.after(() => listening.stop())
  const origin = `http://127.0.0.1:${listening.port}`
  const call = (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, init)
  const post = (path: string, headers: Record<string, string> = {}, body = 'x') =>
    call(path, { method: 'POST', headers, body })
  return { origin, port: listening.port, app, call, post }
}

test('every answer has the headers that keep others out, errors too', async t => {
  const { call } = await serve(t)
  for (const path of ['/page', '/nowhere', '/gone', '/desk']) {
    const { headers } = await call(path)
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'same-origin')
    assert.equal(headers.get('strict-transport-security'), null)
  }
})

test('browsers are told to stay on https where we are', async t => {
  const { call } = await serve(t, true)
  assert.ok((await call('/page')).headers.get('strict-transport-security'))
})

test("a form on another site cannot use an editor's session", async t => {
  const { post, origin } = await serve(t)
  const cookie = 'tocsin_session=good'
  const status = async (headers: Record<string, string>) =>
    (await post('/desk/send', { cookie, ...headers })).status
  assert.equal(await status({ 'sec-fetch-site': 'same-origin' }), 200)
  assert.equal(await status({ origin }), 200)
  assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status({ 'sec-fetch-site': 'same-site' }), 403)
  assert.equal(await status({ origin: 'https://evil.example' }), 403)
  assert.equal(await status({ origin: 'null' }), 403)
  assert.equal(await status({}), 403)
})

test('one-click passes from anywhere, because it carries neither Origin nor cookie', async t => {
  const { post } = await serve(t)
  assert.equal((await post('/one-click')).status, 200)
  assert.equal((await post('/one-click', { origin: 'https://mail.example' })).status, 200)
})

test('the desk is for editors, the API for tokens', async t => {
  const { call, post } = await serve(t)
  assert.equal((await call('/desk')).status, 401)
  assert.equal(await (await call('/desk', { headers: { cookie: 'tocsin_session=good' } })).text(), 'Ada')
  const refused = await post('/api/things', { authorization: 'Bearer bad' })
  assert.equal(refused.status, 401)
  assert.equal(refused.headers.get('www-authenticate'), 'Bearer')
  assert.equal(await (await post('/api/things', { authorization: 'bearer good' })).text(), 'cms')
})

test('a body over the limit is refused, declared or not', async t => {
  const { post } = await serve(t)
  assert.equal((await post('/form', {}, 'x'.repeat(64 * 1024))).status, 200)
  assert.equal((await post('/form', {}, 'x'.repeat(64 * 1024 + 1))).status, 413)
})

test('a path that is known for another method says for which', async t => {
  const { call, post } = await serve(t)
  const wrong = await post('/page', { 'sec-fetch-site': 'same-origin' })
  assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, HEAD'])
  const problem = await call('/api/things')
  assert.deepEqual([problem.status, problem.headers.get('allow')], [405, 'POST'])
  assert.equal(problem.headers.get('content-type'), 'application/problem+json')
  assert.equal((await call('/page', { method: 'HEAD' })).status, 200)
  assert.equal((await post('/nowhere')).status, 404)
})

test('a program that asks for an unknown address hears where the known ones stand', async t => {
  const { call } = await serve(t)
  assert.match(await (await call('/api/nothing')).text(), /GET \/api\/openapi\.json/)
})

test('an unexpected error tells the caller nothing of itself', async t => {
  const { call } = await serve(t)
  const response = await call('/api/broken')
  assert.equal(response.status, 500)
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.doesNotMatch(await response.text(), /secret/)
})

test('while the database is away, a program hears that it may try again', async t => {
  const { call } = await serve(t)
  const response = await call('/api/away')
  assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '10'])
  assert.match(await response.text(), /"The database is away".*"store\.away"/)
})

test('a port in use is one clear line', async t => {
  const { port, app } = await serve(t)
  await assert.rejects(
    listen(app, '127.0.0.1', port),
    error => error instanceof ConfigError && error.message.includes(`PORT ${port}`),
  )
})

test('only http and https addresses become links', () => {
  assert.equal(safeHref('https://example.org/a'), 'https://example.org/a')
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//example.org',
    '',
    null,
  ])
    assert.equal(safeHref(url), null)
})
