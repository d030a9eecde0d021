import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'
import fc from 'fast-check'
import { TocsinError } from '../errors.ts'
import { readBody } from './decode-body.ts'

const encoders: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  gzip: bytes => gzipSync(bytes),
  'x-gzip': bytes => gzipSync(bytes),
  br: bytes => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: bytes => zstdCompressSync(bytes),
  deflate: bytes => deflateSync(bytes),
  identity: bytes => bytes,
}

async function read(bytes: Uint8Array, contentEncoding: string | null, maxBodyBytes = 1_000_000) {
  async function* inPieces() {
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
  }
  const signal = new AbortController().signal
  return (await readBody(inPieces(), { contentEncoding, maxBodyBytes, host: 'site.test', signal })).bytes
}

async function* one(bytes: Uint8Array) {
  yield bytes
}

const stack = (bytes: Uint8Array, codings: string[]) =>
  codings.reduce((inner, coding) => encoders[coding]?.(inner) ?? inner, bytes)

test('up to three stacked codings of any kind give back what was packed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 5000 }),
      fc.array(fc.constantFrom(...Object.keys(encoders)), { maxLength: 3 }),
      async (bytes, codings) => {
        const decoded = await read(stack(bytes, codings), codings.join(' , ').toUpperCase())
        assert.ok(Buffer.from(bytes).equals(decoded))
      },
    ),
    { numRuns: 60 },
  )
})

test('deflate is understood without its zlib wrapper, as many servers send it', async () => {
  const bytes = Buffer.from('<rss/>'.repeat(50))
  assert.ok(bytes.equals(await read(deflateRawSync(bytes), 'deflate')))
})

for (const coding of ['gzip', 'br', 'zstd', 'deflate'])
  test(`a ${coding} bomb ends at the bound`, async () => {
    const bomb = stack(new Uint8Array(50_000_000), [coding])
    assert.ok(bomb.length < 100_000)
    await assert.rejects(read(bomb, coding), { code: 'fetch.too-large' })
  })

test('a bomb within a bomb ends at the bound of the coding that unpacks to too much', async () => {
  const bomb = stack(new Uint8Array(50_000_000), ['gzip', 'br', 'gzip'])
  await assert.rejects(read(bomb, 'gzip, br, gzip'), { code: 'fetch.too-large' })
})

test('a layer in between may not outgrow the bound either, however little comes out in the end', async () => {
  // Empty stored blocks: five bytes each that decode to nothing.
  const emptyBlocks = Buffer.alloc(5_000_000, Buffer.from([0, 0, 0, 0xff, 0xff]))
  const inner = Buffer.concat([emptyBlocks, deflateRawSync('tiny')])
  await assert.rejects(read(gzipSync(inner), 'deflate, gzip'), { code: 'fetch.too-large' })
})

test('bytes on the wire are bounded even where they would decode to less', async () => {
  await assert.rejects(read(gzipSync(randomBytes(2000)), 'gzip', 1500), { code: 'fetch.too-large' })
})

test('a body of exactly the bound passes, one byte more does not', async () => {
  assert.equal((await read(new Uint8Array(1500), null, 1500)).length, 1500)
  await assert.rejects(read(new Uint8Array(1501), null, 1500), { code: 'fetch.too-large' })
})

test('an empty body is empty, whatever coding it claims', async () => {
  assert.equal((await read(new Uint8Array(), 'gzip')).length, 0)
})

test('more than three codings, unknown ones and broken bodies are told apart in words', async () => {
  const bytes = gzipSync('news')
  await assert.rejects(read(bytes, 'gzip,gzip,gzip,gzip'), /4 codings are stacked/)
  await assert.rejects(read(bytes, 'compress'), /"compress" is none of gzip/)
  await assert.rejects(read(bytes.subarray(0, 12), 'gzip'), /no valid gzip/)
  await assert.rejects(read(Buffer.from('news'), 'br'), /no valid br/)
})

test('a body that says gzip and is none is taken as it is where it plainly is XML, HTML or JSON', async () => {
  for (const coding of ['gzip', 'br', 'zstd', 'deflate', 'gzip, br'])
    for (const text of ['<?xml version="1.0"?><rss/>', '\ufeff\n <rss>é</rss>', '{"version":"1.1"}', '[1]'])
      assert.equal(Buffer.from(await read(Buffer.from(text), coding)).toString(), text, coding)
})

test('what follows the end of a gzip stream is not read', async () => {
  const bytes = Buffer.concat([gzipSync('news'), Buffer.alloc(20), Buffer.from('<!-- served by old1 -->')])
  assert.equal(Buffer.from(await read(bytes, 'gzip')).toString(), 'news')
})

test('a body cut inside its coding is an error, unless what there is of it was asked for', async () => {
  const text = Array.from({ length: 60_000 }, () => randomBytes(8).toString('hex')).join(' ')
  const signal = new AbortController().signal
  for (const coding of ['gzip', 'br', 'zstd', 'deflate', 'gzip,br'])
    for (const share of [0.3, 0.6, 0.999]) {
      const packed = stack(Buffer.from(text), coding.split(','))
      const cut = packed.subarray(0, Math.floor(packed.length * share))
      await assert.rejects(read(cut, coding, 2_000_000), { code: 'fetch.failed' }, coding)
      const options = { contentEncoding: coding, maxBodyBytes: 2_000_000, host: 'site.test', signal }
      const { bytes, cutShort } = await readBody(one(cut), { ...options, acceptCutShort: true })
      assert.ok(text.startsWith(Buffer.from(bytes).toString()), coding)
      assert.ok(
        bytes.length > text.length * share * 0.3,
        `${bytes.length} of ${text.length}, ${coding} ${share}`,
      )
      assert.equal(cutShort, true)
    }
})

test('what was asked for though cut short is still bounded, and nonsense still is an error', async () => {
  const signal = new AbortController().signal
  const options = { maxBodyBytes: 100_000, host: 'site.test', signal, acceptCutShort: true }
  const bomb = gzipSync(new Uint8Array(50_000_000))
  await assert.rejects(readBody(one(bomb.subarray(0, -9)), { ...options, contentEncoding: 'gzip' }), {
    code: 'fetch.too-large',
  })
  await assert.rejects(readBody(one(Buffer.from('news')), { ...options, contentEncoding: 'gzip' }), {
    code: 'fetch.failed',
  })
})

test('pieces are let go as they come, and more of them than anybody sends are refused', async () => {
  async function* drops(count: number) {
    for (let n = 0; n < count; n++) yield Buffer.from('x')
  }
  const signal = new AbortController().signal
  const options = { contentEncoding: null, maxBodyBytes: 10_000_000, host: 'site.test', signal }
  const { bytes } = await readBody(drops(150_000), options)
  assert.deepEqual([bytes.length, bytes.buffer.byteLength], [150_000, 150_000])
  await assert.rejects(readBody(drops(250_000), options), { code: 'fetch.too-large' })
})

test('a zstd frame that asks for a window over 8 MB of memory is refused', async () => {
  const params = { [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_compressionLevel]: 1 }
  const frame = zstdCompressSync(new Uint8Array(20_000_000), { params, pledgedSrcSize: undefined })
  await assert.rejects(read(frame, 'zstd', 50_000_000), { code: 'fetch.failed' })
})

test('no bytes whatever, under no coding, end in anything but bytes or a coded error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('gzip', 'br', 'zstd', 'deflate', 'br, gzip', '?', ',,'),
      async (bytes, coding) => {
        await read(bytes, coding).catch(error => assert.ok(error instanceof TocsinError, String(error)))
      },
    ),
    { numRuns: 200 },
  )
})
