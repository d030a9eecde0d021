/**
 * SQL of a hot path: written once with `?` for its parameters in order, and prepared once per connection.
 * Everything else goes through Kysely, which builds and types a query anew each time it runs.
 */
import { CompiledQuery } from 'kysely'
import { type DialectWords, dialects, type StoreKind } from './dialect.ts'
import type { Read, Tx } from './store.ts'

export interface Statement<Row> {
  /** Its text for each database. */
  readonly text: Readonly<Record<StoreKind, string>>
  /** Only for the type of what it returns. */
  readonly row?: Row
}

/** @param name Unique; PostgreSQL keeps the plan under it. Stands in the text, so that a slow one can be found. */
export function statement<Row = never>(name: string, write: (words: DialectWords) => string): Statement<Row> {
  const text = (kind: StoreKind) => `/*${name}*/ ${write(dialects[kind])}`
  let place = 0
  return {
    text: { sqlite: text('sqlite'), postgres: text('postgres').replace(/\?/g, () => `$${++place}`) },
  }
}

/** How SQLite runs a statement: it answers at once, so that nothing of what Kysely does around a query is needed. */
export interface RunDirectly {
  rows(text: string, parameters: readonly unknown[]): unknown[]
  change(text: string, parameters: readonly unknown[]): Change
}

/** What a statement without rows did. */
export interface Change {
  /** How many rows it changed. */
  changes: number
  /** Of the last row that was inserted. */
  lastId: number
}

const directly = Symbol('runs a statement without Kysely')

type Direct = { [directly]?: RunDirectly }

export function withDirectRun<R extends Read>(read: R, runDirectly: RunDirectly): R {
  return Object.assign(read, { [directly]: runDirectly })
}

/** SQLite's alone: runs it at once, so that a loop over rows needs no promise for each. */
export function changeNow(tx: Tx, { text }: Statement<never>, parameters: readonly unknown[]): Change {
  const runDirectly = (tx as Direct)[directly]
  if (!runDirectly) throw new Error('only SQLite runs a statement without being waited for')
  return runDirectly.change(text.sqlite, parameters)
}

/** Runs it in the transaction, or beside all transactions where `read` is the store's. */
export async function run<Row>(
  read: Read,
  kind: StoreKind,
  { text }: Statement<Row>,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const runDirectly = (read as Direct)[directly]
  // The rows are what the statement's author says they are, either way.
  if (runDirectly) return runDirectly.rows(text[kind], parameters) as Row[]
  const { rows } = await read.executeQuery<Row>(CompiledQuery.raw(text[kind], [...parameters]))
  return rows
}

/** The name that `statement` put into a text; null: it is none of those. */
export function nameIn(text: string): string | null {
  return /^\/\*([\w-]+)\*\//.exec(text)?.[1] ?? null
}
