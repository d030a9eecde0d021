import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { createSafeFetch } from './index.ts'
import { type Answer, serveHttp, serveTcp } from './loopback-servers.ts'
import { redirectTarget } from './outgoing-url.ts'

const guarded = () => createSafeFetch({ allow: ['127.0.0.0/8'], userAgent: 'Tocsin (+https://a.test)' })

async function fetched(answer: Answer, headers: Record<string, string> = {}) {
  await using server = await serveHttp(answer)
  await using guard = guarded()
  const response = await guard.fetch(`http://127.0.0.1:${server.port}/feed?a=1#top`, { headers })
  await server.idle()
  return { ...response, text: Buffer.from(response.body).toString(), port: server.port }
}

test('an answer comes with its final address, status, headers and body', async () => {
  const got = await fetched((request, response) =>
    response
      .writeHead(200, { etag: '"1"', 'content-type': 'text/xml' })
      .end(`${request.method} ${request.url}`),
  )
  assert.equal(got.status, 200)
  assert.equal(got.text, 'GET /feed?a=1')
  assert.equal(got.url, `http://127.0.0.1:${got.port}/feed?a=1`)
  assert.equal(got.headers.get('ETag'), '"1"')
  assert.deepEqual(got.redirects, [])
})

test('the redirects that were followed are told with their status', async () => {
  const next: Record<string, [number, string]> = {
    '/feed?a=1': [301, '/b'],
    '/b': [307, '../c?ü'],
  }
  const got = await fetched((request, response) => {
    const [status, to] = next[request.url ?? ''] ?? [200, '']
    response
      .writeHead(status, status === 200 ? {} : { location: Buffer.from(to).toString('latin1') })
      .end('end')
  })
  const origin = `http://127.0.0.1:${got.port}`
  assert.deepEqual(got.redirects, [
    { status: 301, to: `${origin}/b` },
    { status: 307, to: `${origin}/c?%C3%BC` },
  ])
  assert.equal(got.url, `${origin}/c?%C3%BC`)
  assert.equal(got.text, 'end')
})

test('a redirect status without a Location is an answer', async () => {
  const got = await fetched((_request, response) => response.writeHead(302).end('nowhere'))
  assert.equal(got.status, 302)
  assert.equal(got.text, 'nowhere')
})

for (const status of [204, 304])
  test(`a ${status} has an empty body, even when it claims a coding and a length`, async () => {
    await using server = await serveTcp(socket =>
      socket.write(`HTTP/1.1 ${status} x\r\nContent-Encoding: gzip\r\nContent-Length: 99999999999\r\n\r\n`),
    )
    await using guard = guarded()
    const got = await guard.fetch(`http://127.0.0.1:${server.port}/`)
    assert.equal(got.status, status)
    assert.equal(got.body.length, 0)
    await server.idle()
  })

test('an answer of 404 or 503 is an answer, with its headers', async () => {
  const got = await fetched((_request, response) =>
    response.writeHead(503, { 'retry-after': '120' }).end('later'),
  )
  assert.equal(got.status, 503)
  assert.equal(got.headers.get('retry-after'), '120')
  assert.equal(got.text, 'later')
})

test('a body with two codings is decoded', async () => {
  const got = await fetched((_request, response) => {
    response.setHeader('content-encoding', ['br', 'gzip'])
    response.end(gzipSync(brotliCompressSync('news')))
  })
  assert.equal(got.text, 'news')
})

test('the request says who asks and what it can decode, whatever the caller sets', async () => {
  let asked: NodeJS.Dict<string | string[]> = {}
  const { port } = await fetched(
    (request, response) => {
      asked = request.headers
      response.end()
    },
    {
      'User-Agent': 'x',
      'Accept-Encoding': 'x',
      Host: 'x',
      Connection: 'keep-alive',
      'Transfer-Encoding': 'chunked',
      'Content-Length': '5',
      'If-None-Match': '"1"',
      Accept: 'application/rss+xml',
    },
  )
  assert.deepEqual(asked, {
    accept: 'application/rss+xml',
    'accept-encoding': 'gzip, br, zstd, deflate',
    connection: 'close',
    host: `127.0.0.1:${port}`,
    'if-none-match': '"1"',
    'user-agent': 'Tocsin (+https://a.test)',
  })
})

test('secrets go to the origin they are for, not to another one, and not back from there', async () => {
  const secret = { Cookie: 'c', Authorization: 'a', 'X-Api-Key': 'k' }
  const carried: [string, string | undefined][] = []
  const told: Answer = (request, _response) => {
    const { cookie, authorization, 'x-api-key': key } = request.headers
    carried.push([request.url ?? '', [cookie, authorization, key].filter(Boolean).join()])
    assert.equal(request.headers['if-none-match'], '"1"')
  }
  let home = ''
  await using other = await serveHttp((request, response) => {
    told(request, response)
    response.writeHead(302, { location: `${home}/back`, 'set-cookie': 'other=1' }).end()
  })
  await using server = await serveHttp((request, response) => {
    told(request, response)
    const to = request.url === '/' ? '/same' : `http://127.0.0.1:${other.port}/other`
    if (request.url === '/back') response.setHeader('set-cookie', 'home=1').end()
    else response.writeHead(302, { location: to, 'set-cookie': 'home=1' }).end()
  })
  home = `http://127.0.0.1:${server.port}`
  await using guard = guarded()
  const got = await guard.fetch(`${home}/`, { headers: { ...secret, 'If-None-Match': '"1"' } })
  assert.deepEqual(carried, [
    ['/', 'c,a,k'],
    ['/same', 'c,a,k'],
    ['/other', ''],
    ['/back', ''],
  ])
  assert.equal(got.headers.get('set-cookie'), null)
})

test('from https to http is followed as https, and refused where there is no https to go to', () => {
  const from = new URL('https://site.test/feed')
  assert.equal(redirectTarget(from, 'http://site.test/feed/').href, 'https://site.test/feed/')
  assert.equal(redirectTarget(from, 'http://other.test/').href, 'https://other.test/')
  assert.throws(() => redirectTarget(from, 'http://site.test/feed'), { code: 'fetch.bad-url' })
  assert.throws(() => redirectTarget(from, 'http://site.test:8080/'), { code: 'fetch.bad-url' })
  assert.equal(redirectTarget(new URL('http://site.test/'), 'http://b.test/').href, 'http://b.test/')
})

const failures: [code: string, words: RegExp][] = [
  ['ENOTFOUND', /the name does not exist/],
  ['EAI_AGAIN', /name server does not answer/],
  ['ODD', /connection failed.*ODD/],
]
for (const [code, words] of failures)
  test(`a name server that says ${code} is told in words, with the cause kept`, async () => {
    const cause = Object.assign(new Error('raw'), { code })
    await using guard = createSafeFetch({
      allow: [],
      userAgent: 'test',
      lookup: () => Promise.reject(cause),
    })
    await assert.rejects(guard.fetch('http://site.test/secret-key'), error => {
      assert.ok(error instanceof Error)
      assert.match(error.message, words)
      assert.doesNotMatch(error.message, /secret-key/)
      assert.equal(error.cause, cause)
      return true
    })
  })

test('a name without any address is told as that', async () => {
  await using guard = createSafeFetch({ allow: [], userAgent: 'test', lookup: async () => [] })
  await assert.rejects(guard.fetch('http://site.test/'), /site\.test has no address/)
})

test('a port where nothing listens is told as that', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  await using guard = guarded()
  await assert.rejects(guard.fetch(`http://127.0.0.1:${port}/`), /nothing listens there/)
})

test('where the first address of a name is dead, or of a family that is not there, the next is asked', async () => {
  await using server = await serveHttp((_request, response) => response.end('news'))
  for (const dead of ['::1', '127.0.0.3', '2001:db8::1']) {
    const found = [dead, '127.0.0.1'].map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    const allow = ['127.0.0.0/8', '::1', '2001:db8::/32']
    await using guard = createSafeFetch({ allow, userAgent: 'test', lookup: async () => found })
    const { body } = await guard.fetch(`http://two.test:${server.port}/`)
    assert.equal(Buffer.from(body).toString(), 'news', dead)
  }
})

test('plain http behind an https address is told as that', async () => {
  await using server = await serveHttp((_request, response) => response.end())
  await using guard = guarded()
  await assert.rejects(guard.fetch(`https://127.0.0.1:${server.port}/`), /does not speak TLS/)
  await server.idle()
})

test('headers that break the rules of HTTP are told as that', async () => {
  for (const header of [
    'X Old: a',
    'X-Old: a\x01b',
    'Content-Length: -1',
    'Content-Length: 4\r\nContent-Length: 5',
  ]) {
    await using server = await serveTcp(socket => socket.end(`HTTP/1.1 200 OK\r\n${header}\r\n\r\nnews`))
    await using guard = guarded()
    await assert.rejects(guard.fetch(`http://127.0.0.1:${server.port}/`), /headers break the rules/, header)
  }
})

const noHttp: [what: string, sent: string][] = [
  ['what is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
  [
    'two ways to say the length',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  ],
  ['a body cut short', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnews'],
  ['nothing', ''],
]
for (const [what, sent] of noHttp)
  test(`${what} is a failure, never half an answer`, async () => {
    await using server = await serveTcp(socket => socket.end(sent))
    await using guard = guarded()
    await assert.rejects(guard.fetch(`http://127.0.0.1:${server.port}/`), { code: 'fetch.failed' })
    await server.idle()
  })

test('a form is posted, and goes on where a redirect says that it should', async () => {
  const seen: string[] = []
  await using server = await serveHttp(async (request, response) => {
    const body = (await request.toArray()).join('')
    seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
    if (request.url === '/hub') response.writeHead(307, { location: '/there' }).end()
    else response.writeHead(202).end()
  })
  await using guard = guarded()
  const origin = `http://127.0.0.1:${server.port}`
  const answer = await guard.fetch(`${origin}/hub`, { form: { 'hub.mode': 'subscribe', a: 'ü &' } })
  const sent = 'application/x-www-form-urlencoded hub.mode=subscribe&a=%C3%BC+%26'
  assert.deepEqual(seen, [`POST /hub ${sent}`, `POST /there ${sent}`])
  assert.equal(answer.status, 202)
})

for (const status of [301, 302, 303])
  test(`a form that is answered by ${status} is sent nowhere else`, async () => {
    await using server = await serveHttp((_request, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    )
    await using guard = guarded()
    const answer = await guard.fetch(`http://127.0.0.1:${server.port}/`, { form: { a: 'b' } })
    assert.deepEqual([answer.status, answer.redirects, server.connections()], [status, [], 1])
  })
