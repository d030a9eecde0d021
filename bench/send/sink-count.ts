/** Exact counts from the files that sinks write, and when they grew. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchScope } from '../support/scope.ts'

/** smtp-sink -c: `sess=2 quit=1 mesg=3` and a carriage return after each message. The last one counts. */
export function followCounters(scope: BenchScope, path: string): () => number {
  const file = openSync(path, 'r')
  scope.after(() => closeSync(file))
  const chunk = Buffer.alloc(256)
  return () => {
    const from = Math.max(0, fstatSync(file).size - chunk.length)
    return lastCount(chunk.toString('latin1', 0, readSync(file, chunk, 0, chunk.length, from)))
  }
}

/** What is not yet ended by its carriage return is not yet a number. */
export function lastCount(text: string): number {
  const last = [...text.matchAll(/mesg=(\d+)[^\r]*\r/g)].at(-1)
  return Number(last?.[1] ?? 0)
}

/** One line a message. */
export function followLines(scope: BenchScope, path: string): () => number {
  const file = openSync(path, 'r')
  scope.after(() => closeSync(file))
  const chunk = Buffer.alloc(1 << 20)
  let count = 0
  return () => {
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk))
      for (const octet of chunk.subarray(0, size)) if (octet === 10) count++
    return count
  }
}

const everyMs = 5
const progressEveryMs = 10_000
const stalledMs = 30_000

export interface Arrivals {
  /** By `performance.now()`, a millisecond late at most. */
  firstAt: number
  /** Five milliseconds late at most. */
  lastAt: number
}

/** Watches `count` from `before` until it is `many` more; rejects when it has stood still for half a minute. */
export async function awaitArrivals(
  count: () => number,
  { before, many, say }: { before: number; many: number; say(what: string): void },
): Promise<Arrivals> {
  let seen = before
  let firstAt = Number.NaN
  let grewAt = performance.now()
  let saidAt = grewAt
  for (;;) {
    const now = count()
    const at = performance.now()
    if (now > seen) grewAt = at
    if (now > before && seen === before) firstAt = at
    seen = now
    if (seen >= before + many) return { firstAt, lastAt: at }
    if (at - grewAt > stalledMs)
      throw new Error(
        `The sink has ${seen - before} of ${many} messages, and no more came for ${stalledMs} ms.`,
      )
    if (at - saidAt > progressEveryMs) {
      saidAt = at
      say(`  ${seen - before} of ${many} taken`)
    }
    await delay(seen === before ? 1 : everyMs)
  }
}
