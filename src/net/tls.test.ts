/** What https promises: the name that was asked for is the name that answers, or nobody is asked anything. */
import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createSafeFetch } from './index.ts'
import { serveTcp } from './loopback-servers.ts'
import { certificateFor, type TestCertificate } from './test-certificate.ts'

interface SecureServer {
  port: number
  requests: string[]
  names: (string | false | null)[]
}

async function serveHttps(t: TestContext, certificate: TestCertificate): Promise<SecureServer> {
  const served: SecureServer = { port: 0, requests: [], names: [] }
  const server = createServer(certificate, (request, response) => {
    served.requests.push(request.url ?? '')
    response.end('news')
  })
  server.on('secureConnection', socket => served.names.push(socket.servername))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  served.port = (server.address() as AddressInfo).port
  return served
}

/** Trusts these for the rest of the file; each test makes its own. */
function trust(...certificates: TestCertificate[]): void {
  setDefaultCACertificates([...getCACertificates('default'), ...certificates.map(({ cert }) => cert)])
}

const guarded = () =>
  createSafeFetch({
    allow: ['127.0.0.0/8'],
    userAgent: 'test',
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  })

test('the name is said in the handshake, and its certificate is believed', async t => {
  const certificate = certificateFor('news.test')
  trust(certificate)
  const server = await serveHttps(t, certificate)
  await using guard = guarded()
  const { body } = await guard.fetch(`https://news.test:${server.port}/feed`)
  assert.equal(Buffer.from(body).toString(), 'news')
  assert.deepEqual([server.names, server.requests], [['news.test'], ['/feed']])
})

const unfit: [what: string, certificate: TestCertificate, trusted: boolean, words: RegExp][] = [
  ['for another name', certificateFor('other.test'), true, /is for another name/],
  ['for a name that only begins alike', certificateFor('news.test.evil.test'), true, /is for another name/],
  ['that has expired', certificateFor('news.test', { to: '200102000000Z' }), true, /has expired/],
  ['of the future', certificateFor('news.test', { from: '480101000000Z' }), true, /not valid yet/],
  ['that nobody trusts', certificateFor('news.test'), false, /signed by nobody but itself/],
]

for (const [what, certificate, trusted, words] of unfit)
  test(`a certificate ${what} is told as that, and nothing is asked of its server`, async t => {
    if (trusted) trust(certificate)
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    t.after(() => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
    const server = await serveHttps(t, certificate)
    await using guard = guarded()
    await assert.rejects(guard.fetch(`https://news.test:${server.port}/feed`), words)
    assert.deepEqual(server.requests, [])
  })

test('a handshake that drips ends at the total timeout', async () => {
  const drip = (socket: Socket): void => {
    // The head of a record of 16 kB, then an octet of it now and then.
    socket.write(Buffer.from([22, 3, 3, 0x40, 0]))
    const dripping = setInterval(() => socket.write('\0'), 5)
    socket.on('close', () => clearInterval(dripping))
  }
  await using server = await serveTcp(drip)
  await using guard = guarded()
  const asked = guard.fetch(`https://news.test:${server.port}/`, { limits: { totalTimeoutMs: 100 } })
  await assert.rejects(asked, { code: 'fetch.too-slow' })
  await server.idle()
})
