/**
 * Which encoding a text file is in. Wrong letters in an address are another address, so that nothing is guessed: a byte
 * order mark says it, or the whole file is UTF-8, or the operator says it. The file is read through once beforehand:
 * nothing is taken over from one that turns out unreadable at its end.
 */
import { createReadStream } from 'node:fs'
import { ConfigError } from '../../errors.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

const chunkBytes = 256 * 1024

/** Throws a `ConfigError` that names the line and what to do. */
export async function findEncoding(file: string, given: Encoding | null): Promise<Encoding> {
  const begin = await firstBytes(file)
  const marked = markOf(begin)
  const encoding = given ?? marked ?? (begin.subarray(0, 64).includes(0) ? unmarked(begin) : 'utf-8')
  let line = 1
  try {
    for await (const text of decoded(file, encoding)) line += text.split('\n').length - 1
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new ConfigError(
      `${file} is not ${encoding.toUpperCase()} after line ${line}. Save it as UTF-8, or say what it is: --encoding ${encodings.slice(1).join('|')} (a spreadsheet's "CSV" is often windows-1252).`,
      { cause: error },
    )
  }
  return encoding
}

/** The file as text, piece by piece, without its byte order mark. Throws a TypeError at what is not in this encoding. */
export async function* decoded(file: string, encoding: Encoding): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const bytes of createReadStream(file, { highWaterMark: chunkBytes }))
      yield decoder.decode(bytes as Buffer, { stream: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
  yield decoder.decode()
}

async function firstBytes(file: string): Promise<Buffer> {
  try {
    for await (const bytes of createReadStream(file, { end: 4_095 })) return bytes as Buffer
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
  return Buffer.alloc(0)
}

function markOf(begin: Buffer): Encoding | null {
  if (begin[0] === 0xff && begin[1] === 0xfe) return 'utf-16le'
  if (begin[0] === 0xfe && begin[1] === 0xff) return 'utf-16be'
  return null
}

/** Text in Latin letters has its zeros at the odd places of one and at the even places of the other. */
function unmarked(begin: Buffer): Encoding {
  return begin.subarray(0, 64).indexOf(0) % 2 === 1 ? 'utf-16le' : 'utf-16be'
}
