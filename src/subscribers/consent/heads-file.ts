/**
 * `DATA_DIR/consent-heads.log`: each day's signed head once more, outside the database, a line of JSON each. Of this
 * machine: where several share a PostgreSQL, each that sends keeps its own.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const keptHead = z.object({
  day: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  eventId: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number(),
})

export type KeptHead = z.infer<typeof keptHead>

const fileName = 'consent-heads.log'
const longestLineBytes = 4_096

/** On the disk before it returns. A line that a power cut left unfinished goes first: it is written once more. */
export async function appendHeads(dataDir: string, heads: readonly KeptHead[]): Promise<void> {
  if (heads.length === 0) return
  await using file = await open(join(dataDir, fileName), 'a+', 0o600)
  const { size } = await file.stat()
  const { bytesRead, buffer } = await file.read({
    buffer: Buffer.alloc(longestLineBytes),
    position: Math.max(0, size - longestLineBytes),
  })
  const whole = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1
  if (whole < bytesRead) await file.truncate(size - bytesRead + whole)
  await file.appendFile(heads.map(head => `${JSON.stringify(head)}\n`).join(''))
  await file.sync()
}

/** Null: a line that cannot be understood. Nothing at all, where the file is not there. */
export async function* readKeptHeads(
  dataDir: string,
): AsyncGenerator<{ line: number; head: KeptHead | null }> {
  const input = createReadStream(join(dataDir, fileName), 'utf8')
  let line = 0
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1
      if (text !== '') yield { line, head: parseHead(text) }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

export async function lastKeptHead(dataDir: string): Promise<KeptHead | null> {
  let last: KeptHead | null = null
  for await (const { head } of readKeptHeads(dataDir)) last = head ?? last
  return last
}

function parseHead(text: string): KeptHead | null {
  try {
    return keptHead.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
