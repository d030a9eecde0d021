/**
 * The store on SQLite (`node:sqlite`, WAL): one connection that writes when it is its turn, one that only reads, so
 * that a page never waits for a transaction. A process's other threads open the same file with the same
 * `WriteTurn` and hear of its commits at once; rows that another process wrote (the command line beside a running
 * server) are noticed through `data_version` within `noticeMs`.
 */
import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { BroadcastChannel } from 'node:worker_threads'
import { Kysely, SqliteDialect } from 'kysely'
import { dialects } from './dialect.ts'
import { makeFolder } from './make-folder.ts'
import { migrate } from './migrate.ts'
import { pingStore } from './ping-store.ts'
import type { Database } from './schema.ts'
import { openConnection } from './sqlite-connection.ts'
import { asTx, type Channel, channels, type Store } from './store.ts'
import { createWakeUps, type WakeUps } from './wake-ups.ts'
import { createWriteTurn, type WriteTurn } from './write-turn.ts'

const noticeMs = 100
const statementsKept = 500
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
  const prepare = statementsOf(writer)
  const db = new Kysely<Database>({ dialect: dialectOver(writer, prepare) })
  const read = new Kysely<Database>({ dialect: dialectOver(reader, statementsOf(reader)) })
  const way = { kind: 'sqlite', runEach: runnerOver(prepare) } as const
  const wakeUps = createWakeUps()
  const watch = watchOtherProcesses(writer, () => channels.forEach(wakeUps.emit))
  const threads = tellOtherThreads(file, wakeUps)
  let closed = false
  const store: Store = {
    kind: 'sqlite',
    words: dialects.sqlite,
    read,
    async write(work) {
      const woken = new Set<Channel>()
      const done = await writeTurn.take()
      const transaction = db.transaction().execute(transaction => work(asTx(transaction, way, woken)))
      const result = await transaction.finally(done)
      woken.forEach(wakeUps.emit)
      threads.tell(woken)
      return result
    },
    ping: () => pingStore(read),
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
  const current = () => version.get()?.['data_version']
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

interface Prepared {
  statement: StatementSync
  reader: boolean
}

function statementsOf(connection: DatabaseSync): (sql: string) => Prepared {
  const kept = new Map<string, Prepared>()
  return sql => {
    const known = kept.get(sql)
    if (known) return known
    if (kept.size >= statementsKept) kept.clear()
    const statement = connection.prepare(sql)
    const prepared = { statement, reader: statement.columns().length > 0 }
    kept.set(sql, prepared)
    return prepared
  }
}

function runnerOver(prepare: (sql: string) => Prepared) {
  return (text: string, rows: readonly (readonly unknown[])[]): number => {
    const { statement } = prepare(text)
    let lastId = 0
    for (const row of rows) lastId = Number(statement.run(...row.map(bindable)).lastInsertRowid)
    return lastId
  }
}

/** Adapts `DatabaseSync` to what Kysely's SqliteDialect asks of better-sqlite3. */
function dialectOver(connection: DatabaseSync, prepare: (sql: string) => Prepared): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => connection.close(),
      prepare(sql) {
        // SQLite has rolled back by itself when the disk was full; saying it again would hide that error.
        if (sql === 'rollback' && !connection.isTransaction) return nothingToRollBack
        // A deferred transaction that later writes fails at once instead of waiting for its turn.
        const { statement, reader } = prepare(sql === 'begin' ? 'begin immediate' : sql)
        return {
          reader,
          all: parameters => statement.all(...parameters.map(bindable)),
          run: parameters => statement.run(...parameters.map(bindable)),
          iterate: parameters => statement.iterate(...parameters.map(bindable)),
        }
      },
    },
  })
}

const nothingToRollBack = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

function bindable(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  // Kysely's types let only what the tables hold through to here.
  return (value ?? null) as SQLInputValue
}
