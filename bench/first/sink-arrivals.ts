/**
 * When mails were accepted, seen from outside: the sink's log grows by one line per mail before each answer,
 * and this looks at it every few milliseconds, which is how exact the times are.
 */
import { closeSync, openSync, readSync } from 'node:fs'

const everyMs = 5

export interface SinkArrivals {
  /** All lines so far. */
  count(): number
  /** When mail number `first` and mail number `last` (from 0) were seen; rejects after `deadlineMs`. */
  span(first: number, last: number, deadlineMs: number): Promise<{ firstAt: number; lastAt: number }>
  close(): void
}

export function followSinkLog(logFile: string): SinkArrivals {
  const file = openSync(logFile, 'r')
  const chunk = Buffer.alloc(1 << 20)
  /** How many lines there were after each look that found some. */
  const looks: { at: number; count: number }[] = []
  let count = 0
  const look = () => {
    const before = count
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk))
      for (const octet of chunk.subarray(0, size)) if (octet === 10) count++
    if (count > before) looks.push({ at: performance.now(), count })
  }
  const timer = setInterval(look, everyMs)
  const seenAt = (number: number) => looks.find(seen => seen.count > number)?.at
  return {
    count: () => count,
    async span(first, last, deadlineMs) {
      const until = performance.now() + deadlineMs
      while (count <= last) {
        if (performance.now() > until)
          throw new Error(`The sink has ${count} mails and should have ${last + 1} after ${deadlineMs} ms.`)
        await new Promise(resolve => setTimeout(resolve, everyMs))
      }
      return { firstAt: seenAt(first) ?? Number.NaN, lastAt: seenAt(last) ?? Number.NaN }
    },
    close() {
      clearInterval(timer)
      closeSync(file)
    },
  }
}
