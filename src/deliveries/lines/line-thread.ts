/** The other side of `open-lines.ts`: lines in a worker thread, told by orders and answering by events, in batches. */
import { parentPort, workerData } from 'node:worker_threads'
import type { LineEvent, LineOrder } from './line.ts'
import { type LineParts, runLines } from './run-lines.ts'

if (!parentPort) throw new Error('line-thread.ts runs in a worker thread')
const port = parentPort
let events: LineEvent[] = []

/** What one turn of the event loop read from all sockets goes in one message. */
const say = (event: LineEvent) => {
  if (events.length === 0)
    setImmediate(() => {
      port.postMessage(events)
      events = []
    })
  events.push(event)
}

// open-lines.ts hands over nothing else.
const lines = runLines(workerData as LineParts, {
  ready: line => say({ is: 'ready', line }),
  ended: (line, outcome) => say({ is: 'ended', line, outcome }),
  unreached: (line, why) => say({ is: 'unreached', line, ...why }),
})

const follow = (order: LineOrder) => {
  if (order.do === 'learn') lines.learn(order.alertId, order.language, order.template)
  else if (order.do === 'forget') lines.forget(order.alertId)
  else if (order.do === 'take') lines.take(order.line, order.job, order.number)
  else if (order.do === 'cut') lines.cut()
  else if (order.do === 'close') void lines.close().then(() => say({ is: 'closed' }))
  else if (order.do === 'release') lines.release(order.line, order.number)
  else if (order.do === 'withhold') lines.withhold(order.line, order.number)
  else lines.hangUp(order.line)
}

port.on('message', (orders: LineOrder[]) => orders.forEach(follow))
