import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemSchema } from './openapi.ts'
import { type ApiAnswer, serveApi } from './test-server.ts'

const body = { headline: 'A dam broke', summary: 'Two villages.', send: true }
const open = [
  'GET /api/sign-up/form',
  'POST /api/sign-up',
  'GET /healthz',
  'GET /readyz',
  'GET /api/openapi.json',
]

function assertProblem(answer: ApiAnswer, status: number, code: string): void {
  assert.equal(answer.type, 'application/problem+json')
  const problem = problemSchema.strict().parse(answer.json)
  assert.deepEqual([answer.status, problem.status, problem.code], [status, status, code])
  assert.notEqual(problem.detail, '')
}

test('nothing but health, readiness, the description and signing up is reached without a token', async t => {
  const { call, routes, token } = await serveApi(t)
  const reached: string[] = []
  for (const { method, path } of routes) {
    const address = path.replace(':id', '1')
    for (const own of [null, 'tocsin_wrong', `${token}x`, `x${token}`]) {
      const sent = method === 'POST' ? { body } : {}
      const answer = await call(method, address, { token: own, ...sent })
      if (answer.status !== 401) reached.push(`${method} ${path}`)
      else {
        assertProblem(answer, 401, 'request.unauthenticated')
        assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
      }
    }
  }
  assert.deepEqual(new Set(reached), new Set(open))
})

test('whoever may call without a token stands in the table as public', async t => {
  const { routes } = await serveApi(t)
  const isOpen = routes.filter(({ who }) => who !== 'token').map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(isOpen, open)
})

test('a token in another scheme, or in the address, opens nothing', async t => {
  const { call, token } = await serveApi(t)
  const basic = `Basic ${Buffer.from(`cms:${token}`).toString('base64')}`
  for (const headers of [
    { authorization: basic },
    { authorization: token },
    { cookie: `tocsin_session=${token}` },
  ])
    assertProblem(await call('GET', '/api/alerts', { token: null, headers }), 401, 'request.unauthenticated')
  const inAddress = await call('GET', `/api/alerts?access_token=${token}`, { token: null })
  assertProblem(inAddress, 401, 'request.unauthenticated')
})

test('what is not JSON is malformed, what is not sent as JSON is unsupported', async t => {
  const { call, url, token } = await serveApi(t)
  for (const broken of ['', '{', '{"headline":"x",}', 'headline=x', '\ufeff'])
    assertProblem(await call('POST', '/api/alerts', { body: broken }), 400, 'request.malformed')
  const latin1 = await fetch(`${url}/api/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: new Uint8Array([0x22, 0xe9, 0x22]),
  })
  assert.equal(latin1.status, 400)
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])
    assertProblem(
      await call('POST', '/api/alerts', { body, headers: { 'content-type': type } }),
      415,
      'request.unsupported',
    )
  const charset = { 'content-type': 'Application/JSON; charset=utf-8' }
  assert.equal((await call('POST', '/api/alerts', { body, headers: charset })).status, 201)
})

test('a body that is JSON but no object is invalid', async t => {
  const { call } = await serveApi(t)
  for (const text of ['null', '[]', '"x"', '1', '['.repeat(30_000) + ']'.repeat(30_000)])
    assertProblem(await call('POST', '/api/alerts', { body: text }), 422, 'request.invalid')
})

test('a body over 64 kB is too large for an alert, with or without a declared length', async t => {
  const { call, url, token } = await serveApi(t)
  const text = JSON.stringify({ ...body, summary: 'x'.repeat(64 * 1024) })
  assertProblem(await call('POST', '/api/alerts', { body: text }), 413, 'request.too-large')
  const chunked = await fetch(`${url}/api/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: new Blob([text]).stream(),
    duplex: 'half',
  })
  assert.equal(chunked.status, 413)
  assert.equal(chunked.headers.get('content-type'), 'application/problem+json')
  await chunked.body?.cancel()
})

test('an address that is none is not found, and a method that is none is not allowed', async t => {
  const { call } = await serveApi(t)
  for (const path of ['/api/nothing', '/api/alerts/1/send/now', '/api/'])
    assertProblem(await call('GET', path), 404, 'request.not-found')
  for (const [method, path] of [
    ['GET', '/api/items'],
    ['GET', '/api/alerts/1/send'],
    ['DELETE', '/api/alerts/1'],
    ['PUT', '/api/alerts/1'],
  ] as const)
    assertProblem(await call(method, path), 405, 'request.wrong-method')
})

test('a fetch of any address of the API changes nothing', async t => {
  const { call, alert, routes, store } = await serveApi(t)
  await alert()
  const before = await store.read.selectFrom('alerts').selectAll().execute()
  for (const { path } of routes)
    for (const method of ['GET', 'HEAD']) await call(method, path.replace(':id', '1'))
  assert.deepEqual(await store.read.selectFrom('alerts').selectAll().execute(), before)
  assert.deepEqual(await store.read.selectFrom('items').select('id').execute(), [])
})
