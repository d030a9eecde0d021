/**
 * Server-sent events for one page: what `read` gives is sent when it differs from what was sent last, at most
 * five times a second however often the store wakes us; a comment, at least every 15 seconds, keeps proxies from
 * hanging up, and stands behind a lost wake-up. Nothing runs before the first byte is asked for, so that a
 * HEAD leaves nothing behind; it ends when the browser goes, the session ends or the server stops.
 */
import { getCookie } from 'hono/cookie'
import { editorOfSession } from '../../editors/index.ts'
import type { Channel } from '../../store/index.ts'
import { type RequestContext, sessionCookie } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'

/** What moves on a page. */
export interface PageEvent {
  /** `data-live` name -> its text now. */
  text: Record<string, string>
  /** Of the page's alert: shows what carries it in `data-states`. */
  state?: string
  /** What is new and not on the page; empty: nothing. */
  news?: string
}

const coalesceMs = 200
const heartbeatMs = 15_000

interface Watched {
  channels: readonly Channel[]
  read(): Promise<PageEvent>
  /** When to read again that nothing has woken: what time moves. 15 seconds if absent. */
  againMs?: () => number
}

export function eventStream(
  { store, clock, stopping }: Pick<DeskParts, 'store' | 'clock' | 'stopping'>,
  c: RequestContext,
  { channels, read, againMs = () => heartbeatMs }: Watched,
): Response {
  const left = new AbortController()
  const ended = AbortSignal.any([left.signal, stopping, c.req.raw.signal])
  const waker = createWaker()
  let stopListening: (() => void) | null = null
  let last = ''
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Listening comes before the first reading, so that no change falls between them.
        if (stopListening) await clock.wait(coalesceMs, ended)
        else stopListening = store.onWake(channels, waker.wake)
        const next = ended.aborted ? null : await nextChunk()
        if (left.signal.aborted) return
        if (next !== null) return controller.enqueue(encoder.encode(next))
        stopListening()
        controller.close()
      },
      cancel() {
        left.abort()
        stopListening?.()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    // Kept alive, an ended stream's connection would hold up the server's stop.
    headers: { 'content-type': 'text/event-stream; charset=utf-8', connection: 'close' },
  })

  /** Null: the page is gone, its editor has left, or the server stops. */
  async function nextChunk(): Promise<string | null> {
    while (!ended.aborted) {
      waker.reset()
      // Whoever has left the desk, in this browser or by the session's end, hears nothing further.
      if (!(await editorOfSession(store.read, getCookie(c, sessionCookie) ?? '', clock.now()))) return null
      const now = JSON.stringify(await read())
      if (now !== last) {
        last = now
        return `data: ${now}\n\n`
      }
      const woken = await waker.wokenWithin(clock, againMs(), ended)
      if (!woken) return ended.aborted ? null : ':\n\n'
      await clock.wait(coalesceMs, ended)
    }
    return null
  }
}

const encoder = new TextEncoder()

function createWaker() {
  let woken = Promise.withResolvers<void>()
  return {
    wake: () => woken.resolve(),
    reset: () => {
      woken = Promise.withResolvers<void>()
    },
    /** False: nothing woke us in time, or it ended. */
    async wokenWithin(clock: DeskParts['clock'], ms: number, ended: AbortSignal): Promise<boolean> {
      const over = new AbortController()
      const waited = clock.wait(ms, AbortSignal.any([ended, over.signal])).then(() => false)
      const first = await Promise.race([woken.promise.then(() => true), waited])
      over.abort()
      return first
    },
  }
}
