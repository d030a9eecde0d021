/**
 * Reads a body and takes off its content codings (RFC 9110 §8.4). In: the stream as it came, the
 * Content-Encoding header, a bound. Out: the decoded bytes. The bound holds for the bytes on the wire and
 * for the output of every coding, counted as they come, so neither a bomb nor a stack of bombs is ever
 * unpacked further than `maxBodyBytes`; nothing is unpacked before it came whole, so a slow sender holds no
 * decoder's memory. Errors: `fetch.too-large`, `fetch.failed`.
 */
import { pipeline } from 'node:stream/promises'
import { TocsinError } from '../errors.ts'
import { acceptedEncodings, decoderOf } from './content-codings.ts'
import { createGathering } from './gather-bytes.ts'

/** Honest servers use one, sloppy proxies two. */
const maxCodings = 3

interface BodyOptions {
  contentEncoding: string | null
  maxBodyBytes: number
  /** Who sent it, for messages. */
  host: string
  signal: AbortSignal
  /** What there is of a body that ends early is returned, as `cutShort`, where it would else be an error. */
  acceptCutShort?: boolean
  /** Bytes received on the connection so far, with all that frames the body. */
  receivedBytes?: () => number
  /** Is told how many bytes more are held. */
  hold?: (bytes: number) => void
}

const uncounted = (): void => undefined

export interface DecodedBody {
  bytes: Uint8Array
  /** Only with `acceptCutShort`: the connection or a coding ended before its announced end. */
  cutShort: boolean
}

export async function readBody(
  source: AsyncIterable<Uint8Array>,
  options: BodyOptions,
): Promise<DecodedBody> {
  const codings = codingsOf(options)
  let { bytes, cutShort } = await receive(source, options)
  // Some servers say gzip and send nothing at all.
  if (bytes.length === 0) return { bytes, cutShort }
  for (const coding of codings.reverse()) {
    const decoded = await decode(bytes, coding, options)
    bytes = decoded.bytes
    cutShort ||= decoded.cutShort
  }
  return { bytes, cutShort }
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

async function receive(source: AsyncIterable<Uint8Array>, options: BodyOptions): Promise<DecodedBody> {
  const { maxBodyBytes, host, signal, receivedBytes } = options
  // Chunk extensions (RFC 9112 §7.1.1) are no body, and could be sixteen thousand times as much.
  const maxReceived = 2 * maxBodyBytes + 1024 * 1024
  const body = createGathering(maxBodyBytes, options.hold ?? uncounted)
  try {
    await pipeline(
      source,
      async pieces => {
        for await (const piece of pieces)
          if (!body.add(piece) || (receivedBytes?.() ?? 0) > maxReceived)
            throw bodyTooLarge(host, maxBodyBytes)
      },
      { signal },
    )
  } catch (error) {
    if (error instanceof TocsinError || signal.aborted || !options.acceptCutShort) throw error
    // Cut is what the connection lost; what breaks the rules of HTTP is no body.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_')) throw error
    return { bytes: body.bytes(), cutShort: true }
  }
  return { bytes: body.bytes(), cutShort: false }
}

async function decode(bytes: Uint8Array, coding: string, options: BodyOptions): Promise<DecodedBody> {
  try {
    return { bytes: await inflate(bytes, coding, { ...options, lenient: false }), cutShort: false }
  } catch (error) {
    if (error instanceof TocsinError || options.signal.aborted) throw error
    // Some servers say gzip of what they did not pack.
    if (isPlainText(bytes)) return { bytes, cutShort: false }
    const rest = options.acceptCutShort
      ? await inflate(bytes, coding, { ...options, lenient: true }).catch(() => null)
      : null
    options.signal.throwIfAborted()
    if (rest && rest.length > 0) return { bytes: rest, cutShort: true }
    throw unreadable(options, `it is no valid ${coding}`, error)
  }
}

async function inflate(
  bytes: Uint8Array,
  coding: string,
  options: BodyOptions & { lenient: boolean },
): Promise<Uint8Array> {
  const { maxBodyBytes, host, signal, lenient } = options
  const decoder = decoderOf(coding, bytes, { lenient })
  if (!decoder) throw unreadable(options, `"${coding.slice(0, 40)}" is none of ${acceptedEncodings}`)
  const decoded = createGathering(maxBodyBytes, options.hold ?? uncounted)
  await pipeline(
    [bytes],
    decoder,
    async pieces => {
      for await (const piece of pieces) if (!decoded.add(piece)) throw bodyTooLarge(host, maxBodyBytes)
    },
    { signal },
  )
  return decoded.bytes()
}

/** The beginning of XML, HTML or JSON, which begins no packed body that was refused. */
function isPlainText(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1')
  return /^(?:\xef\xbb\xbf)?\s*[<{[][\t\n\r\x20-\x7e\x80-\xff]*$/.test(head)
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
