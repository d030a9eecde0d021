/**
 * The stage that sends, in a thread of its own, and SMTP in further ones: nothing that sending does ever holds up
 * a page. A process that only sends needs no thread of its own for that, and saves its memory. An error that nobody
 * there has caught ends the process; the ledger says what it was doing.
 */
import { availableParallelism } from 'node:os'
import type { Logger } from 'pino'
import { partInThread, type StoreKind } from '../../store/index.ts'
import type { Deliveries, DeliveriesParts } from '../create-deliveries.ts'
import type { EngineData } from './engine-data.ts'

export type EngineParts = Omit<EngineData, 'lineThreads'> & { log: Logger }

const mostLineThreads = 4

/** With SQLite it also writes the mails, and is spared half of the collections; with PostgreSQL it is to stay small. */
const youngMiB = { sqlite: 16, postgres: 8 } as const

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
  const { kind } = parts.config.database
  const data: EngineData = { ...parts, lineThreads: lineThreadsFor(kind) }
  const file = new URL('./engine-thread.ts', import.meta.url)
  return partInThread({ file, data, log, youngMiB: youngMiB[kind] })
}
