/** What really goes wrong on the way, as the guarded fetch meets it, and what the desk is told of it. */
import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { TocsinError } from '../../errors.ts'
import { createSafeFetch } from '../../net/index.ts'
import { serveHttp, serveTcp } from '../../net/loopback-servers.ts'
import { certificateFor, type TestCertificate } from '../../net/test-certificate.ts'
import type { ProblemKind } from './problem.ts'
import { problemOfError } from './problem-of-error.ts'

async function told(
  url: string,
  { lookup = toLoopback, totalTimeoutMs = 10_000 } = {},
): Promise<ProblemKind> {
  await using guard = createSafeFetch({ allow: ['127.0.0.0/8'], userAgent: 'test', lookup })
  const failure = await guard.fetch(url, { limits: { totalTimeoutMs } }).catch(error => error)
  assert.ok(failure instanceof TocsinError, String(failure))
  const { kind, words } = problemOfError(failure)
  assert.match(words, /\. [A-Z]/, 'it says what to do, too')
  return kind
}

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }]

const unknownName = async () => {
  throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
}

async function serveHttps(t: TestContext, certificate: TestCertificate): Promise<number> {
  const server = createServer(certificate, (_, response) => response.end('news'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  // A TCP server's address is never a pipe's name.
  return (server.address() as AddressInfo).port
}

for (const [what, certificate, isTrusted] of [
  ['has expired', certificateFor('news.test', { to: '200102000000Z' }), true],
  ['is for another name', certificateFor('other.test'), true],
  ['nobody trusts', certificateFor('news.test'), false],
] as const)
  test(`a certificate that ${what} is one`, async t => {
    if (isTrusted) setDefaultCACertificates([...getCACertificates('default'), certificate.cert])
    const port = await serveHttps(t, certificate)
    assert.equal(await told(`https://news.test:${port}/`), 'certificate')
  })

test('a name that does not exist is one', async () => {
  assert.equal(await told('http://news.test/feed', { lookup: unknownName }), 'name')
})

test('a server that is away, one that cuts, one that says nothing and one that is none are told apart', async () => {
  const gone = await serveHttp(() => undefined)
  const { port } = gone
  await gone[Symbol.asyncDispose]()
  assert.equal(await told(`http://news.test:${port}/`), 'refused')
  await using cutting = await serveTcp(socket => socket.destroy())
  assert.equal(await told(`http://news.test:${cutting.port}/`), 'connection')
  await using mute = await serveTcp(() => undefined)
  assert.equal(await told(`http://news.test:${mute.port}/`, { totalTimeoutMs: 50 }), 'timeout')
  await using greeting = await serveTcp(socket => socket.write('220 mail.news.test ESMTP\r\n'))
  assert.equal(await told(`http://news.test:${greeting.port}/`), 'bad-http')
  await using plain = await serveHttp((_, response) => response.end())
  assert.equal(await told(`https://news.test:${plain.port}/`), 'tls')
})

test('a ring of redirects, a way inside and a body without end are told apart', async () => {
  await using ring = await serveHttp((_, response) => response.writeHead(302, { location: '/' }).end())
  assert.equal(await told(`http://news.test:${ring.port}/`), 'redirects')
  const inside = 'http://10.0.0.1/'
  await using leading = await serveHttp((_, response) => response.writeHead(302, { location: inside }).end())
  assert.equal(await told(`http://news.test:${leading.port}/`), 'private')
  await using large = await serveHttp((_, response) =>
    response.writeHead(200, { 'content-length': 2 ** 40 }).flushHeaders(),
  )
  assert.equal(await told(`http://news.test:${large.port}/`), 'too-large')
})

test('a body that cannot be unpacked is told as that', async () => {
  await using broken = await serveHttp((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('this was never packed \u0001\u0002'),
  )
  assert.equal(await told(`http://news.test:${broken.port}/`), 'bad-http')
})
