/**
 * Moves what SQLite's log has gathered into the database file: a checkpoint, which waits for the disk twice. A thread
 * that does nothing else does so, for whoever wrote the log's last page would stand still meanwhile, and with it the
 * pages, the sending or the reading that it is there for. What always holds: only what is safe in the database file
 * is taken from the log, as where a writer does it, and the log stays short while it is written without a pause.
 */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { openConnection } from './sqlite-connection.ts'
import type { WriteTurn } from './write-turn.ts'

/** As many as SQLite itself lets gather: 4 MB. */
const pagesGathered = 1_000
/** With more, those who write wait until it may begin anew, which it may not between two of their commits. */
const longestLog = 4_000
/** Looking at every one of ten thousand commits a second would slow them. */
const pauseMs = 20
/** After an error, such as a full disk: it is said to the log, which may lie on that disk. */
const pauseAfterErrorMs = 5_000

/** What SQLite says of the log, in pages. */
interface LogState {
  log: number
  checkpointed: number
}

export interface LogShortener {
  /** Resolves when a checkpoint that runs has ended. */
  stop(): Promise<void>
}

export interface LogShortenerOptions {
  file: string
  writeTurn: WriteTurn
  clock: Clock
  log: Logger
}

export function shortenLog({ file, writeTurn, clock, log }: LogShortenerOptions): LogShortener {
  const connection = openConnection(file)
  const pages = (mode: 'noop' | 'passive') => {
    const statement = connection.prepare(`pragma wal_checkpoint(${mode})`)
    // The row is SQLite's own.
    return () => statement.get() as unknown as LogState
  }
  const look = pages('noop')
  const move = pages('passive')
  const step = async () => {
    const before = look()
    if (before.log === before.checkpointed) return
    if (before.log - before.checkpointed < pagesGathered && before.log < longestLog) return
    const after = move()
    if (after.log === after.checkpointed || after.log < longestLog) return
    const done = await writeTurn.take()
    try {
      move()
    } finally {
      done()
    }
  }
  const stopping = new AbortController()
  const { signal } = stopping
  const trying = () =>
    step().then(
      () => pauseMs,
      err => {
        log.warn(
          { err },
          'the log of the store could not be moved into its file, and grows: is there room on the disk?',
        )
        return pauseAfterErrorMs
      },
    )
  const loop = async () => {
    while (!signal.aborted) {
      const ended = writeTurn.ended()
      const forMs = await trying()
      await endedOrStopped(ended, signal)
      await clock.wait(forMs, signal)
    }
    connection.close()
  }
  const ended = loop()
  return {
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

/** A race with one promise for all times would keep what each race has left there, fifty times a second. */
async function endedOrStopped(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: stopped, resolve } = Promise.withResolvers<unknown>()
  if (signal.aborted) return
  signal.addEventListener('abort', resolve)
  await Promise.race([ended, stopped])
  signal.removeEventListener('abort', resolve)
}
