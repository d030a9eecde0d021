/** Answers made to hurt who fetches them, as octets on the wire; each on a port of its own, so a host of its own. */
import { createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'

const megabyte = 1024 * 1024
const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n'

type Bomb = (socket: Socket, port: number) => void

/** What kind of problem each is at its source when it has gone off without harm. */
export const bombs: Readonly<Record<string, [bomb: Bomb, problem: string]>> = {
  'a gigabyte in a megabyte of gzip': [packed('gzip', () => gigabyteOfGzip()), 'too-large'],
  'gzip in gzip': [packed('gzip, gzip', () => gzipSync(gigabyteOfGzip())), 'too-large'],
  'gzip in gzip in gzip': [
    packed('gzip, gzip, gzip', () => gzipSync(gzipSync(gigabyteOfGzip()))),
    'too-large',
  ],
  'brotli in gzip': [packed('br, gzip', () => gzipSync(brotliBomb())), 'too-large'],
  brotli: [packed('br', brotliBomb), 'too-large'],
  zstd: [packed('zstd', () => zstdCompressSync(Buffer.alloc(64 * megabyte))), 'too-large'],
  'too many codings': [packed('gzip,gzip,gzip,gzip', () => gzipSync('x')), 'connection'],
  'a body without end': [endless(`${ok}\r\n`, Buffer.alloc(megabyte, '<item>')), 'too-large'],
  'chunks of one octet': [endless(chunked(), '1\r\nx\r\n'.repeat(10_000)), 'too-large'],
  'a body that is said to be endless': [said(`${ok}Content-Length: 9007199254740991\r\n\r\n`), 'too-large'],
  'headers without end': [endless(ok, 'X-More: and more\r\n'.repeat(1_000)), 'too-large'],
  'a header of a megabyte': [said(`${ok}X-Long: ${'x'.repeat(megabyte)}\r\n\r\n`), 'too-large'],
  'trailers without end': [
    endless(`${chunked()}1\r\nx\r\n0\r\n`, 'X-More: and more\r\n'.repeat(1_000)),
    'unreadable',
  ],
  'a chunk extension without end': [endless(`${chunked()}1;`, 'x'.repeat(10_000)), 'empty'],
  'informational answers without end': [
    endless('', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1_000)),
    'too-large',
  ],
  'two lengths': [said(`${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`), 'bad-http'],
  'a ring of redirects': [
    (socket, port) => socket.end(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${port}/again\r\n\r\n`),
    'redirects',
  ],
  'no HTTP': [said('SSH-2.0-OpenSSH_9.2\r\n'), 'bad-http'],
}

/** Each says something, and then nothing or next to nothing for as long as one waits. */
export const hangs: Readonly<Record<string, Bomb>> = {
  'never answers': () => undefined,
  'an octet of headers a second': drip('HTTP/1.1 200 OK\r\nX-Slow: '),
  'an octet of body a second': drip(`${ok}\r\n<rss>`),
  'an octet of a chunk a second': drip(`${chunked()}fffff\r\n`),
}

/** One address per name. A socket that is cut by the other side is all in a day's work. */
export async function serveBomb(t: Pick<TestContext, 'after'>, bomb: Bomb): Promise<BombServer> {
  const open = new Set<Socket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    socket.resume()
    bomb(socket, port)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  t.after(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}/feed`, open: () => open.size }
}

export interface BombServer {
  url: string
  /** Connections open now. */
  open(): number
}

function chunked(): string {
  return `${ok}Transfer-Encoding: chunked\r\n\r\n`
}

function said(answer: string): Bomb {
  return socket => void socket.write(answer)
}

function endless(start: string, piece: string | Buffer): Bomb {
  return socket => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    }
    socket.on('drain', more)
    socket.write(start)
    more()
  }
}

function drip(start: string): Bomb {
  return socket => {
    socket.write(start)
    const dripping = setInterval(() => socket.write('x'), 1_000)
    socket.on('close', () => clearInterval(dripping))
  }
}

function packed(encoding: string, pack: () => Uint8Array): Bomb {
  let body: Uint8Array | null = null
  return socket => {
    body ??= pack()
    socket.write(`${ok}Content-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`)
    socket.write(body)
  }
}

/** A hundred members of ten megabytes: gzip streams may follow each other (RFC 1952 §2.2). */
function gigabyteOfGzip(): Uint8Array {
  return Buffer.concat(Array.from({ length: 100 }, () => tenMegabytes))
}

const tenMegabytes = gzipSync(Buffer.alloc(10 * megabyte + 1))

function brotliBomb(): Uint8Array {
  return brotliCompressSync(Buffer.alloc(64 * megabyte), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
}
