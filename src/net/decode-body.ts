/**
 * Reads a body and takes off its content codings (RFC 9110 §8.4). In: the stream as it came, the
 * Content-Encoding header, a bound. Out: the decoded bytes. The bound holds for the bytes on the wire and
 * for the output of every coding, counted as they come, so neither a bomb nor a stack of bombs is ever
 * unpacked further than `maxBodyBytes`. Errors: `fetch.too-large`, `fetch.failed`.
 */
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'
import { TocsinError } from '../errors.ts'

export const acceptedEncodings = 'gzip, br, zstd, deflate'

/** Honest servers use one, sloppy proxies two. */
const maxCodings = 3
/** 8 MB: what RFC 9659 §3 allows for zstd on the web. Each frame may ask for that much memory. */
const zstdWindowLog = 23

interface BodyOptions {
  contentEncoding: string | null
  maxBodyBytes: number
  /** Who sent it, for messages. */
  host: string
  signal: AbortSignal
}

export async function readBody(source: AsyncIterable<Uint8Array>, options: BodyOptions): Promise<Uint8Array> {
  const codings = codingsOf(options)
  let bytes = await collect(source, [], options)
  // Some servers say gzip and send nothing at all.
  if (bytes.length === 0) return bytes
  for (const coding of codings.reverse()) {
    const decoder = decoderOf(coding, bytes)
    if (!decoder) throw unreadable(options, `"${coding.slice(0, 40)}" is none of ${acceptedEncodings}`)
    try {
      bytes = await collect([bytes], [decoder], options)
    } catch (error) {
      if (error instanceof TocsinError || options.signal.aborted) throw error
      throw unreadable(options, `it is no valid ${coding}`, error)
    }
  }
  return bytes
}

/** In the order they were applied; the last one comes off first. */
function codingsOf(options: BodyOptions): string[] {
  const codings = (options.contentEncoding ?? '')
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(coding => coding !== '' && coding !== 'identity')
  if (codings.length > maxCodings)
    throw unreadable(options, `${codings.length} codings are stacked, at most ${maxCodings} are expected`)
  return codings
}

function decoderOf(coding: string, bytes: Uint8Array): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } })
    case 'deflate':
      // Meant with the zlib wrapper, whose low nibble is 8; many servers send it raw (RFC 9110 §8.4.1.2).
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw()
    default:
      return null
  }
}

async function collect(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  decoders: Transform[],
  { maxBodyBytes, host, signal }: BodyOptions,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  const sink = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of stream) {
      total += chunk.length
      if (total > maxBodyBytes) throw bodyTooLarge(host, maxBodyBytes)
      chunks.push(chunk)
    }
  }
  await pipeline([source, ...decoders, sink], { signal })
  return Buffer.concat(chunks)
}

export function bodyTooLarge(host: string, maxBodyBytes: number): TocsinError {
  return new TocsinError(
    'fetch.too-large',
    `${host} sends more than the ${maxBodyBytes} bytes that are read of a body. Ask its owner for a shorter one.`,
  )
}

function unreadable(options: BodyOptions, why: string, cause?: unknown): TocsinError {
  return new TocsinError(
    'fetch.failed',
    `The body from ${options.host} cannot be decoded: ${why}. Try again later, or ask its owner.`,
    { cause },
  )
}
