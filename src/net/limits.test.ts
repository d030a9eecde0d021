/** Promise 8: whatever a source sends, or does not send, a fetch ends, with a coded error, and leaves no socket. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Clock } from '../clock.ts'
import { createSafeFetch, type SafeFetchLimits, safeFetchLimits } from './index.ts'
import { serveHttp, serveTcp } from './loopback-servers.ts'

const guarded = (clock?: Clock) =>
  createSafeFetch({ allow: ['127.0.0.0/8'], userAgent: 'test', ...(clock ? { clock } : {}) })

async function ends(port: number, code: string, limits: Partial<SafeFetchLimits> = {}): Promise<void> {
  await using guard = guarded()
  await assert.rejects(guard.fetch(`http://127.0.0.1:${port}/`, { limits }), { code })
}

/** Writes `piece` for as long as the other side takes it. */
function endless(socket: import('node:net').Socket, piece: string): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(piece));
  }
  socket.on('drain', write)
  write()
}

test('the limits are 10 MB, 20 seconds and 5 redirects unless asked for otherwise', () => {
  assert.deepEqual(safeFetchLimits, {
    maxBodyBytes: 10 * 1024 * 1024,
    totalTimeoutMs: 20_000,
    maxRedirects: 5,
  })
})

test('a gzip bomb over the wire ends at the bound', async () => {
  await using server = await serveHttp((_request, response) => {
    response.setHeader('content-encoding', 'gzip')
    response.end(gzipSync(new Uint8Array(30_000_000)))
  })
  await ends(server.port, 'fetch.too-large')
  await server.idle()
})

test('a body without end is cut at the bound', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    endless(socket, 'x'.repeat(10_000))
  })
  await ends(server.port, 'fetch.too-large', { maxBodyBytes: 100_000 })
  await server.idle()
})

test('ten million chunks of one octet end before they are ten million objects', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    endless(socket, '1\r\nx\r\n'.repeat(2000))
  })
  await ends(server.port, 'fetch.too-large')
  await server.idle()
})

test('what frames a body is bounded like the body: chunk extensions without end are cut', async () => {
  const extension = `;${'x'.repeat(10_000)}`
  let sent = 0
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    endless(socket, `1${extension}\r\nx\r\n`)
    socket.on('close', () => {
      sent = socket.bytesWritten
    })
  })
  await ends(server.port, 'fetch.too-large', { maxBodyBytes: 1_000_000 })
  await server.idle()
  assert.ok(sent < 20_000_000, `${sent} bytes left the server`)
})

test('one chunk extension without end is cut', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;')
    endless(socket, 'x'.repeat(1000))
  })
  await ends(server.port, 'fetch.failed')
  await server.idle()
})

test('a body that is whole ends the fetch, though its connection stays open', async () => {
  for (const framed of [
    'Content-Length: 4\r\n\r\nnews',
    'Transfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n0\r\n\r\n',
  ]) {
    await using server = await serveTcp(socket =>
      socket.write(`HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n${framed}`),
    )
    await using guard = guarded()
    const { body } = await guard.fetch(`http://127.0.0.1:${server.port}/`)
    assert.equal(Buffer.from(body).toString(), 'news')
    await server.idle()
  }
})

test('more octets than were announced are another answer, which nobody asked for', async () => {
  await using server = await serveTcp(socket =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnewsHTTP/1.1 200 OK\r\n\r\nmore'),
  )
  await using guard = guarded()
  const { body } = await guard.fetch(`http://127.0.0.1:${server.port}/`)
  assert.equal(Buffer.from(body).toString(), 'news')
})

test('a body cut by its connection is an error, unless what there is of it was asked for', async () => {
  for (const framed of ['Content-Length: 100\r\n\r\nnews', 'Transfer-Encoding: chunked\r\n\r\nff\r\nnews']) {
    await using server = await serveTcp(socket => socket.end(`HTTP/1.1 200 OK\r\n${framed}`))
    await using guard = guarded()
    const url = `http://127.0.0.1:${server.port}/`
    await assert.rejects(guard.fetch(url), { code: 'fetch.failed' })
    const { body, cutShort } = await guard.fetch(url, { acceptCutShort: true })
    assert.deepEqual([Buffer.from(body).toString(), cutShort], ['news', true])
  }
})

test('a body that stops in the middle ends at the total timeout, though a cut one was asked for', async () => {
  await using server = await serveTcp(socket =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnews'),
  )
  await using guard = guarded()
  const asked = { acceptCutShort: true, limits: { totalTimeoutMs: 50 } }
  await assert.rejects(guard.fetch(`http://127.0.0.1:${server.port}/`, asked), { code: 'fetch.too-slow' })
  await server.idle()
})

test('twenty bodies that stop short of their bound do not add up: the largest end, a small one is read', async () => {
  let served = 0
  await using hoarders = await serveHttp((_request, response) => {
    served++
    response.write(Buffer.alloc(10 * 1024 * 1024 - 1))
  })
  await using good = await serveHttp((_request, response) => response.end('news'))
  await using guard = guarded()
  const all = Array.from({ length: 20 }, () => guard.fetch(`http://127.0.0.1:${hoarders.port}/`))
  const outcomes = Promise.allSettled(all)
  await assert.rejects(Promise.race(all), { code: 'fetch.too-large', message: /at the same time/ })
  const { body } = await guard.fetch(`http://127.0.0.1:${good.port}/`)
  assert.equal(Buffer.from(body).toString(), 'news')
  await guard.close()
  for (const outcome of await outcomes) assert.equal(outcome.status, 'rejected')
  assert.equal(served, 20)
})

test('a body that announces itself as too long is not read at all', async () => {
  await using server = await serveTcp(socket =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n'),
  )
  await ends(server.port, 'fetch.too-large')
  await server.idle()
})

test('headers without end are cut', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\n')
    endless(socket, 'X-More: and more\r\n')
  })
  await ends(server.port, 'fetch.too-large')
  await server.idle()
})

test('one header without end is cut', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\nX-Long: ')
    endless(socket, 'x'.repeat(1000))
  })
  await ends(server.port, 'fetch.too-large')
  await server.idle()
})

test('trailers without end are cut', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n')
    endless(socket, 'X-More: and more\r\n')
  })
  await ends(server.port, 'fetch.failed')
  await server.idle()
})

test('informational answers without end are cut', async () => {
  await using server = await serveTcp(socket =>
    endless(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
  )
  await ends(server.port, 'fetch.too-large')
  await server.idle()
})

test('a change of protocol is refused', async () => {
  await using server = await serveTcp(socket =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
  )
  await ends(server.port, 'fetch.failed')
  await server.idle()
})

const slow: [what: string, sent: string[]][] = [
  ['a server that never answers', []],
  ['a head that stops in the middle', ['HTTP/1.1 200 OK\r\nContent-Ty']],
  ['a body that stops in the middle', ['HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnews']],
  ['a chunk that stops in the middle', ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nne']],
]
for (const [what, sent] of slow)
  test(`${what} ends at the total timeout`, async () => {
    await using server = await serveTcp(socket => {
      for (const piece of sent) socket.write(piece)
    })
    await ends(server.port, 'fetch.too-slow', { totalTimeoutMs: 50 })
    await server.idle()
  })

test('a body that drips for ever ends at the total timeout: no octet buys more time', async () => {
  await using server = await serveTcp(socket => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const drip = setInterval(() => socket.write('x'), 5)
    socket.on('close', () => clearInterval(drip))
  })
  await ends(server.port, 'fetch.too-slow', { totalTimeoutMs: 50 })
  await server.idle()
})

test('redirects share one time: the injected clock ends a fetch that is at its third hop', async () => {
  let ring: (() => void) | undefined
  const waited: number[] = []
  const clock: Clock = {
    now: () => 0,
    wait: (ms, signal) =>
      new Promise(resolve => {
        waited.push(ms)
        ring = resolve
        signal?.addEventListener('abort', () => resolve(), { once: true })
      }),
  }
  let hops = 0
  await using server = await serveHttp((_request, response) => {
    hops++
    if (hops < 3) response.writeHead(302, { location: `/${hops}` }).end()
    else ring?.()
  })
  await using guard = guarded(clock)
  await assert.rejects(guard.fetch(`http://127.0.0.1:${server.port}/`), { code: 'fetch.too-slow' })
  assert.deepEqual(waited, [20_000])
  await server.idle()
})

test('a name server that never answers ends at the total timeout', async () => {
  await using guard = createSafeFetch({
    allow: [],
    userAgent: 'test',
    lookup: () => new Promise(() => undefined),
  })
  await assert.rejects(guard.fetch('http://slow.test/', { limits: { totalTimeoutMs: 50 } }), {
    code: 'fetch.too-slow',
  })
})

test('a TLS handshake that never comes ends at the total timeout', async () => {
  await using server = await serveTcp(() => undefined)
  await using guard = guarded()
  await assert.rejects(guard.fetch(`https://127.0.0.1:${server.port}/`, { limits: { totalTimeoutMs: 50 } }), {
    code: 'fetch.too-slow',
  })
  await server.idle()
})

test('a ring of redirects ends after five hops', async () => {
  let asked = 0
  await using server = await serveHttp((request, response) => {
    asked++
    response.writeHead(301, { location: request.url === '/a' ? '/b' : '/a' }).end('x'.repeat(100_000))
  })
  await ends(server.port, 'fetch.too-many-redirects')
  assert.equal(asked, 6)
  await server.idle()
})

test('an abort ends the fetch with its own reason and leaves no socket', async () => {
  const abort = new AbortController()
  const reason = new Error('the source was removed')
  await using server = await serveHttp((_request, response) => {
    response.write('half')
    abort.abort(reason)
  })
  await using guard = guarded()
  await assert.rejects(guard.fetch(`http://127.0.0.1:${server.port}/`, { signal: abort.signal }), reason)
  await server.idle()
})

test('a fetch that was aborted beforehand connects to nobody', async () => {
  await using server = await serveHttp((_request, response) => response.end())
  await using guard = guarded()
  await assert.rejects(
    guard.fetch(`http://127.0.0.1:${server.port}/`, { signal: AbortSignal.abort(new Error('gone')) }),
    /gone/,
  )
  assert.equal(server.connections(), 0)
})

test('close ends what is under way, refuses what comes after, and may be called twice', async () => {
  const guard = guarded()
  await using server = await serveHttp(() => void guard.close())
  const url = `http://127.0.0.1:${server.port}/`
  await assert.rejects(guard.fetch(url), /stopping/)
  await server.idle()
  await guard.close()
  await assert.rejects(guard.fetch(url), { code: 'fetch.failed' })
})
