/**
 * Reads a host's robots.txt for its Crawl-delay, beside the polls: no news waits for it. `Disallow` does not keep a
 * feed from being polled: it speaks of crawling, a feed is there to be polled, and an operator named this one.
 */
import { TocsinError } from '../../errors.ts'
import type { SafeFetch } from '../../net/index.ts'
import type { Store } from '../../store/index.ts'
import { parseRobots } from '../robots/index.ts'
import { keepDelay } from './host-slots.ts'

/** RFC 9309 §2.5 asks to read 500 KiB at least. */
const maxBodyBytes = 1024 * 1024
const productToken = 'Tocsin'

export interface RobotsReader {
  store: Store
  now: () => number
  fetch: SafeFetch
  signal: AbortSignal
}

/** Where the server is in trouble, what is known stays, and another poll tries again (RFC 9309 §2.3.1.4). */
export async function readRobots(
  { store, now, fetch, signal }: RobotsReader,
  { url, host }: { url: string; host: string },
): Promise<void> {
  const delay = await askedDelay(fetch, new URL('/robots.txt', url).href, signal)
  if (delay === 'unknown') return
  await store.write(tx => keepDelay(tx, host, { crawlDelayMs: delay, at: now() }))
}

/** Null: none is asked for, or there is no such file (RFC 9309 §2.3.1.3). */
async function askedDelay(
  fetch: SafeFetch,
  url: string,
  signal: AbortSignal,
): Promise<number | null | 'unknown'> {
  try {
    const { status, body } = await fetch(url, {
      headers: { accept: 'text/plain' },
      limits: { maxBodyBytes },
      signal,
    })
    if (status >= 200 && status < 300)
      return parseRobots(new TextDecoder().decode(body), productToken).crawlDelayMs
    return status >= 400 && status < 500 && status !== 429 ? null : 'unknown'
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof TocsinError) return 'unknown'
    throw error
  }
}
