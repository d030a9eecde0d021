/**
 * The store on SQLite (`node:sqlite`, WAL): one connection that writes when it is its turn, one that only reads, so
 * that a page never waits for a transaction. A process's other threads open the same file with the same
 * `WriteTurn` and hear of its commits at once; rows that another process wrote (the command line beside a running
 * server) are noticed through `data_version` within `noticeMs`.
 */
import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { BroadcastChannel } from 'node:worker_threads'
import { Kysely } from 'kysely'
import { type AwayReason, StoreAwayError } from '../errors.ts'
import { dialects } from './dialect.ts'
import { makeFolder } from './make-folder.ts'
import { migrate } from './migrate.ts'
import { pingStore } from './ping-store.ts'
import { createWriteMemory, requireRoom, tryToGrow } from './room.ts'
import type { Database } from './schema.ts'
import { openConnection } from './sqlite-connection.ts'
import { dialectOver, preparedOn, runOver, transactionsOver } from './sqlite-statements.ts'
import { withDirectRun } from './statement.ts'
import { asTx, type Channel, channels, type Store } from './store.ts'
import { createWakeUps, type WakeUps } from './wake-ups.ts'
import { createWriteTurn, type WriteTurn } from './write-turn.ts'

const noticeMs = 100
/** 32 MB. */
const longestLogPages = 8_000

/** @param sharedTurn That of a process which shortens the log in a thread of its own; see `shorten-log.ts`. */
export function openSqlite(file: string, sharedTurn?: WriteTurn): Store {
  makeFolder(dirname(file))
  const writeTurn = sharedTurn ?? createWriteTurn()
  const writer = openConnection(file)
  // Should that thread be gone, or have no time for long, whoever writes does it after all.
  if (sharedTurn) writer.exec(`pragma wal_autocheckpoint = ${longestLogPages}`)
  const reader = openConnection(file)
  reader.exec('pragma query_only = on')
  const [writing, reading] = [preparedOn(writer), preparedOn(reader)]
  const db = new Kysely<Database>({ dialect: dialectOver(writer, writing) })
  const read = withDirectRun(
    new Kysely<Database>({ dialect: dialectOver(reader, reading) }),
    runOver(reading),
  )
  const inTransaction = transactionsOver(writer, writing, db)
  const wakeUps = createWakeUps()
  const watch = watchOtherProcesses(writer, () => channels.forEach(wakeUps.emit))
  const threads = tellOtherThreads(file, wakeUps)
  const memory = createWriteMemory(() => store.write(tryToGrow))
  let closed = false
  const store: Store = {
    kind: 'sqlite',
    words: dialects.sqlite,
    read,
    async write(work) {
      const woken = new Set<Channel>()
      const done = await writeTurn.take()
      const transaction = inTransaction((tx, runDirectly) =>
        work(withDirectRun(asTx(tx, 'sqlite', woken), runDirectly)),
      )
      const result = await transaction.catch(error => memory.failed(ofDisk(file, error))).finally(done)
      woken.forEach(wakeUps.emit)
      threads.tell(woken)
      return result
    },
    async ping() {
      await pingStore(read)
      await requireRoom(file)
      await memory.check()
    },
    durable: () => syncLog(`${file}-wal`),
    onWake: wakeUps.on,
    migrate: migrations => migrate(db, 'sqlite', migrations),
    async close() {
      if (closed) return
      closed = true
      clearInterval(watch)
      threads.close()
      await Promise.all([db.destroy(), read.destroy()])
      // Kysely closes only what it has used.
      for (const connection of [writer, reader]) if (connection.isOpen) connection.close()
    },
    [Symbol.asyncDispose]: () => store.close(),
  }
  return store
}

/** SQLite's codes: locked by somebody who is not done, read-only, the disk fails, is full, the file is gone. */
const awayCodes: Readonly<Record<number, AwayReason>> = {
  ...{ 5: 'locked', 8: 'read-only', 10: 'away', 13: 'full', 14: 'away' },
}

/** Any other error is returned as it came. */
function ofDisk(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error
  const why = awayCodes[Number(error.errcode) & 0xff]
  return why ? new StoreAwayError(`${file}: ${error.message}`, { cause: error, why }) : error
}

/**
 * With `synchronous = normal` a commit reaches the disk at the next checkpoint only. SQLite holds no lock on the
 * log, so that closing it here takes none away (POSIX drops a process's locks with any descriptor of the file).
 */
async function syncLog(file: string): Promise<void> {
  try {
    await using log = await open(file, 'r+')
    await log.datasync()
  } catch (error) {
    // Without a log everything is in the database file.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function watchOtherProcesses(connection: DatabaseSync, changed: () => void): NodeJS.Timeout {
  const version = connection.prepare('pragma data_version')
  const current = () => {
    try {
      return version.get()?.['data_version']
    } catch {
      // Something may have changed; whoever looks meets the same error, and says so.
      return undefined
    }
  }
  let known = current()
  const timer = setInterval(() => {
    const seen = current()
    if (seen === known) return
    known = seen
    changed()
  }, noticeMs)
  return timer.unref()
}

/** Wake-ups to and from the stores that other threads of this process have open on the same file. */
function tellOtherThreads(file: string, wakeUps: WakeUps) {
  const threads = new BroadcastChannel(`tocsin ${resolve(file)}`)
  // Only stores post to it, and only this.
  threads.onmessage = ({ data }) => (data as Channel[]).forEach(wakeUps.emit)
  threads.unref()
  return {
    tell: (woken: ReadonlySet<Channel>) => woken.size > 0 && threads.postMessage([...woken]),
    close: () => threads.close(),
  }
}
