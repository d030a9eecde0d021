/**
 * Lines in worker threads, so that speaking SMTP never waits for the ledger nor the ledger for SMTP. Orders and
 * events travel in batches: a message between threads costs as much as a message's content.
 */
import { startBusyThread } from '../../store/index.ts'
import type { LineEvent, LineListener, LineOrder, Lines } from './line.ts'
import type { LineParts } from './run-lines.ts'

/** Lines leave little garbage, and there may be four such threads in a process that is to stay small. */
const youngMiB = 2

/** Line n lives in thread n % threads; there are no more threads than lines. */
export function openLines(parts: LineParts, threads: number, listener: LineListener): Lines {
  const open = Array.from({ length: threads }, (_, thread) => {
    const global = (line: number) => line * threads + thread
    const count = Math.ceil((parts.count - thread) / threads)
    return openThread(
      { ...parts, count },
      {
        ready: line => listener.ready(global(line)),
        ended: (line, outcome) => listener.ended(global(line), outcome),
        unreached: (line, why) => listener.unreached(global(line), why),
      },
    )
  })
  const local = (line: number) => Math.floor(line / threads)
  const order = (line: number, given: LineOrder) => open[line % threads]?.order(given)
  const all = (order: LineOrder) => {
    for (const thread of open) thread.order(order)
  }
  return {
    learn: (alertId, language, template) => all({ do: 'learn', alertId, language, template }),
    forget: alertId => all({ do: 'forget', alertId }),
    take: (line, job, number) => order(line, { do: 'take', line: local(line), job, number }),
    release: (line, number) => order(line, { do: 'release', line: local(line), number }),
    withhold: (line, number) => order(line, { do: 'withhold', line: local(line), number }),
    hangUp: line => order(line, { do: 'hangUp', line: local(line) }),
    cut: () => all({ do: 'cut' }),
    close: async () => void (await Promise.all(open.map(thread => thread.close()))),
  }
}

function openThread(parts: LineParts, listener: LineListener) {
  const worker = startBusyThread(
    new URL('./line-thread.ts', import.meta.url),
    { workerData: parts },
    youngMiB,
  )
  const closed = Promise.withResolvers<void>()
  let orders: LineOrder[] = []
  const order = (given: LineOrder) => {
    if (orders.length === 0)
      queueMicrotask(() => {
        worker.postMessage(orders)
        orders = []
      })
    orders.push(given)
  }
  const hear = (event: LineEvent) => {
    if (event.is === 'ready') listener.ready(event.line)
    else if (event.is === 'ended') listener.ended(event.line, event.outcome)
    else if (event.is === 'unreached') listener.unreached(event.line, event)
    else closed.resolve()
  }
  worker.on('message', (events: LineEvent[]) => events.forEach(hear))
  // What it held is in the ledger as started, and the next process takes it from there.
  worker.on('error', error => {
    throw error
  })
  return {
    order,
    async close() {
      order({ do: 'close' })
      await closed.promise
      await worker.terminate()
    },
  }
}
