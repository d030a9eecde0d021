/**
 * The stage that sends, in a thread of its own, and SMTP in further ones: nothing that sending does ever holds up
 * a page. A process that only sends needs no thread of its own for that, and saves its memory. An error that nobody
 * there has caught ends the process; the ledger says what it was doing.
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Logger, pino } from 'pino'
import type { StoreKind } from '../../store/index.ts'
import type { Deliveries, DeliveriesParts } from '../create-deliveries.ts'
import type { EngineData, EngineWord } from './engine-data.ts'

export type EngineParts = Omit<EngineData, 'logLevel' | 'lineThreads'> & { log: Logger }

const mostLineThreads = 4

/**
 * Threads that speak SMTP, besides the engine's own. Words between threads cost as much as SMTP itself, so with few
 * cores and SQLite the engine speaks too: on two that is half as fast again. With PostgreSQL it mostly waits for
 * another process, whose answers should not wait for SMTP.
 */
function lineThreadsFor(store: StoreKind): number {
  const cores = availableParallelism()
  if (cores < 4) return store === 'sqlite' ? 0 : 1
  return Math.min(cores - 2, mostLineThreads)
}

/** In this thread. */
export function engineHere(parts: Omit<DeliveriesParts, 'lineThreads'>): Deliveries {
  let running: Deliveries | null = null
  return {
    async start() {
      const { createDeliveries } = await import('../create-deliveries.ts')
      running ??= createDeliveries({ ...parts, lineThreads: lineThreadsFor(parts.store.kind) })
      await running.start()
    },
    async stop() {
      await running?.stop()
    },
  }
}

/** In a thread of its own. */
export function engineInThread({ log, ...parts }: EngineParts): Deliveries {
  let worker: Worker | null = null
  return {
    async start() {
      if (worker) return
      const lineThreads = lineThreadsFor(parts.config.database.kind)
      const workerData: EngineData = { ...parts, logLevel: log.level, lineThreads }
      const starting = new Worker(new URL('./engine-thread.ts', import.meta.url), { workerData })
      worker = starting
      const { promise: started, resolve, reject } = Promise.withResolvers<void>()
      starting.on('message', (word: EngineWord) => {
        if ('log' in word) passOn(log, word.log)
        else if ('started' in word) resolve()
      })
      starting.once('error', reject)
      await started
      starting.off('error', reject)
      starting.on('error', error => {
        throw error
      })
    },
    async stop() {
      const ending = worker
      worker = null
      if (!ending) return
      ending.postMessage('stop')
      const stopped = Promise.withResolvers<void>()
      ending.on('message', (word: EngineWord) => 'stopped' in word && stopped.resolve())
      await Promise.race([stopped.promise, once(ending, 'exit')])
      await ending.terminate()
    },
  }
}

/** A line of the thread's log, as its own. */
function passOn(log: Logger, line: string): void {
  const { level, msg, time, pid, hostname, ...rest } = JSON.parse(line)
  const name = pino.levels.labels[level] ?? 'info'
  // An error went over as its parts; the log knows what of one may be said.
  if (rest.err) rest.err = Object.assign(new Error(rest.err.message), rest.err, { name: rest.err.type })
  if (log.isLevelEnabled(name)) log[name as 'info'](rest, msg)
}
