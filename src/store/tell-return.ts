/** Says once that a database that was away is back, and how long it was away. */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { tryToGrow } from './room.ts'
import type { Store } from './store.ts'

const lookMs = 1_000

export interface ReturnTeller {
  /** Somebody met a `StoreAwayError`, and the log says so. */
  away(): void
  stop(): Promise<void>
}

export function createReturnTeller({
  store,
  clock,
  log,
}: {
  store: Pick<Store, 'write'>
  clock: Clock
  log: Logger
}): ReturnTeller {
  const stopping = new AbortController()
  const { signal } = stopping
  let looking: Promise<void> | null = null
  const untilBack = async () => {
    const since = clock.now()
    do {
      await clock.wait(lookMs, signal)
      if (signal.aborted) return
    } while (!(await takesWrites(store)))
    looking = null
    log.warn({ awayMs: clock.now() - since }, 'the database is back')
  }
  return {
    away() {
      if (!signal.aborted) looking ??= untilBack()
    },
    async stop() {
      stopping.abort()
      await looking
    },
  }
}

async function takesWrites(store: Pick<Store, 'write'>): Promise<boolean> {
  return store.write(tryToGrow).then(
    () => true,
    () => false,
  )
}
