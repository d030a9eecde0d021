import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serveApi, type TestServer } from '../test-server.ts'

const elsewhere = { origin: 'https://paper.example', 'sec-fetch-site': 'cross-site' }

async function formToken({ call, clock }: TestServer): Promise<string> {
  const answer = await call('GET', '/api/sign-up/form', { token: null, headers: elsewhere })
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  const { token, challenge } = answer.json as { token: string; challenge: string | null }
  assert.equal(challenge, null)
  await clock.advance(3_000)
  return token
}

const waiting = async ({ store }: TestServer) =>
  (await store.read.selectFrom('sign_up_requests').selectAll().execute()).map(
    ({ address, method, language }) => [address, method, language],
  )

test('a script on another site signs its reader up, and learns nothing but that it was taken', async t => {
  const server = await serveApi(t)
  const preflight = await server.call('OPTIONS', '/api/sign-up', { token: null, headers: elsewhere })
  assert.deepEqual(
    [
      preflight.status,
      ...['origin', 'methods', 'headers', 'credentials'].map(name =>
        preflight.headers.get(`access-control-allow-${name}`),
      ),
    ],
    [204, '*', 'POST', 'content-type', null],
  )
  const body = {
    address: 'ada@example.org',
    token: await formToken(server),
    topics: ['harbour'],
    language: 'xx',
  }
  const answer = await server.call('POST', '/api/sign-up', { token: null, headers: elsewhere, body })
  assert.deepEqual([answer.status, answer.json], [202, {}])
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  assert.equal(answer.headers.get('access-control-allow-credentials'), null)
  assert.deepEqual(await waiting(server), [['ada@example.org', 'API form', 'en']])
  const trapped = { ...body, address: 'bot@example.org', website: 'x' }
  const same = await server.call('POST', '/api/sign-up', { token: null, headers: elsewhere, body: trapped })
  assert.deepEqual([same.status, same.json], [202, {}])
  assert.equal((await waiting(server)).length, 1)
})

test('what is wrong is said, with the headers that let a page of another site read it', async t => {
  const server = await serveApi(t)
  const post = (body: unknown) =>
    server.call('POST', '/api/sign-up', { token: null, headers: elsewhere, body })
  const token = await formToken(server)
  for (const [field, body] of [
    ['token', { address: 'ada@example.org', token: 'x' }],
    ['address', { address: 'ada', token }],
    ['topics.0', { address: 'ada@example.org', token, topics: ['"'] }],
    ['token', { address: 'ada@example.org' }],
  ] as const) {
    const answer = await post(body)
    assert.equal(answer.status, 422)
    assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    assert.deepEqual(Object.keys((answer.json as { errors: object }).errors), [field])
  }
  assert.deepEqual(await waiting(server), [])
})

test('under pressure the answer is the challenge, and the form has it, too', async t => {
  const server = await serveApi(t)
  const at = server.clock.now()
  await server.store.write(tx =>
    tx
      .insertInto('sign_up_alarms')
      .values({ level: 'proof', since: at, until: at + 600_000 })
      .execute(),
  )
  const form = await server.call('GET', '/api/sign-up/form', { token: null })
  const { token, challenge } = form.json as { token: string; challenge: string }
  assert.match(challenge, /"algorithm":"PBKDF2\/SHA-256"/)
  await server.clock.advance(3_000)
  const body = { address: 'ada@example.org', token }
  const answer = await server.call('POST', '/api/sign-up', { token: null, body })
  assert.deepEqual([answer.status, answer.type], [429, 'application/problem+json'])
  assert.match((answer.json as { challenge: string }).challenge, /"signature"/)
  assert.deepEqual(await waiting(server), [])
})

test('a program with an API token needs no form, and its name is in the record', async t => {
  const server = await serveApi(t)
  const body = { address: 'ada@example.org', language: 'en-GB' }
  assert.equal((await server.call('POST', '/api/subscribers', { token: null, body })).status, 401)
  const answer = await server.call('POST', '/api/subscribers', { body })
  assert.deepEqual([answer.status, answer.json], [202, {}])
  assert.equal(answer.headers.get('access-control-allow-origin'), null, 'no page of another site')
  assert.deepEqual(await waiting(server), [['ada@example.org', 'API: cms', 'en']])
})
