/**
 * Statements on one SQLite connection: prepared once, and run with what Kysely or a hot path gives. SQLite is a function
 * call away, so nothing here waits.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { type Kysely, SqliteDialect, Transaction } from 'kysely'
import type { Database } from './schema.ts'
import type { RunDirectly } from './statement.ts'

const statementsKept = 500
/** A deferred transaction that later writes fails at once instead of waiting for its turn. */
const begin = 'begin immediate'

interface Prepared {
  statement: StatementSync
  /** It gives rows. */
  reader: boolean
  all(parameters: readonly unknown[]): Record<string, unknown>[]
}

type Prepare = (sql: string) => Prepared

/** Statements of a connection, kept once they were prepared. */
export function preparedOn(connection: DatabaseSync): Prepare {
  const kept = new Map<string, Prepared>()
  return sql => {
    const known = kept.get(sql)
    if (known) return known
    if (kept.size >= statementsKept) kept.clear()
    const statement = connection.prepare(sql)
    // Of `select *` they may become more while we run, when a newer command migrates; never others, nor in another order.
    const columns = statement.columns().map(({ name }) => name)
    // As arrays, because node:sqlite makes its objects in a form that is slow to make and to read.
    statement.setReturnArrays(true)
    const all = (parameters: readonly unknown[]) =>
      statement.all(...parameters.map(bindable)).map(values => rowOf(columns, values as unknown as unknown[]))
    const prepared = { statement, reader: columns.length > 0, all }
    kept.set(sql, prepared)
    return prepared
  }
}

function rowOf(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let at = 0; at < columns.length; at++) row[columns[at] ?? ''] = values[at]
  return row
}

/** Kysely's transactions, without the promises around them. Whoever calls what it returns has the turn to write. */
export function transactionsOver(connection: DatabaseSync, prepare: Prepare, db: Kysely<Database>) {
  const dialect = dialectOver(connection, prepare)
  const driver = dialect.createDriver()
  const connecting = driver.init().then(() => driver.acquireConnection())
  return async <T>(work: (tx: Transaction<Database>, runDirectly: RunDirectly) => Promise<T>): Promise<T> => {
    const queries = await connecting
    let isOver = false
    // What was left under way when another failed would commit by itself, or with whoever writes next.
    const refuseLate = () => {
      if (isOver) throw new Error('expected a statement of a transaction that is open: this one has ended')
    }
    const executor = db.getExecutor().withConnectionProvider({
      async provideConnection(consumer) {
        refuseLate()
        return consumer(queries)
      },
    })
    const tx = new Transaction<Database>({ config: { dialect }, dialect, driver, executor })
    const runDirectly = runOver(sql => {
      refuseLate()
      return prepare(sql)
    })
    prepare(begin).statement.run()
    try {
      const result = await work(tx, runDirectly)
      isOver = true
      prepare('commit').statement.run()
      return result
    } catch (error) {
      isOver = true
      // SQLite has rolled back by itself when the disk was full; saying it again would hide that error.
      if (connection.isTransaction) prepare('rollback').statement.run()
      throw error
    }
  }
}

export function runOver(prepare: Prepare): RunDirectly {
  const change = (sql: string, parameters: readonly unknown[]) => {
    const { changes, lastInsertRowid } = prepare(sql).statement.run(...parameters.map(bindable))
    return { changes: Number(changes), lastId: Number(lastInsertRowid) }
  }
  return {
    rows(sql, parameters) {
      const { reader, all } = prepare(sql)
      if (reader) return all(parameters)
      change(sql, parameters)
      return []
    },
    change,
  }
}

/** Adapts `DatabaseSync` to what Kysely's SqliteDialect asks of better-sqlite3. */
export function dialectOver(connection: DatabaseSync, prepare: Prepare): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => connection.close(),
      prepare(sql) {
        // SQLite has rolled back by itself when the disk was full; saying it again would hide that error.
        if (sql === 'rollback' && !connection.isTransaction) return nothingToRollBack
        // Migrations bring their own transaction, which is a writing one too.
        const { statement, reader, all } = prepare(sql === 'begin' ? begin : sql)
        return {
          reader,
          all,
          run: parameters => statement.run(...parameters.map(bindable)),
          iterate: parameters => all(parameters).values(),
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
