/** The copy of a person's data: one JSON document, written page by page, however much there is. */
import { readDeliveriesOf, readHeldOf } from '../../deliveries/index.ts'
import { readMyConsent, readMyData } from '../../subscribers/index.ts'
import type { RequestContext } from '../../web/index.ts'
import type { SiteContext } from '../site-context.ts'

const pageSize = 200
const mostHeld = 1_000

export function downloadMyData(context: SiteContext, c: RequestContext, subscriberId: number): Response {
  const pieces = writeMyData(context, subscriberId)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return c.body(body, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="my-data.json"',
    'Cache-Control': 'no-store',
  })
}

async function* writeMyData(
  { store: { read }, subscribers }: Pick<SiteContext, 'store' | 'subscribers'>,
  subscriberId: number,
): AsyncGenerator<string, undefined> {
  const person = await readMyData(read, subscribers, subscriberId)
  yield `${JSON.stringify({ person }, null, 2).slice(0, -2)},\n  "consent": [`
  yield* elements(async (before: { id: number } | null) => {
    return readMyConsent(read, { subscriberId, afterId: before?.id ?? 0, limit: pageSize })
  })
  yield '],\n  "deliveries": ['
  yield* elements(async (before: { alertId: number } | null) => {
    const page = { subscriberId, beforeAlert: before?.alertId ?? Number.MAX_SAFE_INTEGER, limit: pageSize }
    const deliveries = await readDeliveriesOf(read, page)
    return deliveries.map(delivery => ({ ...delivery, at: new Date(delivery.at).toISOString() }))
  })
  const held = await readHeldOf(read, { subscriberId, limit: mostHeld })
  yield `],\n  "held": ${JSON.stringify(held)}\n}\n`
}

/** The elements of a JSON array, a page a piece; each page is asked for with the last element of the one before. */
async function* elements<T>(next: (last: T | null) => Promise<readonly T[]>): AsyncGenerator<string, void> {
  let last: T | null = null
  for (;;) {
    const page: readonly T[] = await next(last)
    const written = page.map(element => `\n    ${JSON.stringify(element)}`).join(',')
    if (page.length > 0) yield (last === null ? '' : ',') + written
    last = page.at(-1) ?? last
    if (page.length < pageSize) return
  }
}
