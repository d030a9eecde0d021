/**
 * Brings a store up to the program's version, in one transaction that only one process at a time can be in, so
 * that a server and commands may all start first. A store that a newer program has already moved on is refused.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import { TocsinError } from '../errors.ts'
import { dialects, type StoreKind } from './dialect.ts'
import type { Database, Migration } from './schema.ts'

/** Names this program's lock among PostgreSQL's advisory locks. */
const migrationLock = 7_056_211

/** Applies what is missing, in the order of the names. Throws `store.newer-than-program`, or the SQL's error. */
export async function migrate(
  db: Kysely<Database>,
  kind: StoreKind,
  migrations: readonly Migration[],
): Promise<void> {
  await db.transaction().execute(async tx => {
    // On SQLite the transaction began as a writing one, which is the lock.
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx)
    await sql`create table if not exists migrations (name text primary key)`.execute(tx)
    const applied = await appliedNames(tx)
    refuseNewerStore(applied, migrations)
    const missing = migrations.filter(({ name }) => !applied.has(name))
    for (const { name, statements } of missing.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      for (const statement of statements(dialects[kind])) await sql.raw(statement).execute(tx)
      await sql`insert into migrations (name) values (${name})`.execute(tx)
    }
  })
}

async function appliedNames(tx: Transaction<Database>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(tx)
  return new Set(rows.map(row => row.name))
}

function refuseNewerStore(applied: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied].filter(name => !known.has(name))
  if (unknown.length === 0) return
  throw new TocsinError(
    'store.newer-than-program',
    `The store was already used by a newer Tocsin (it has ${unknown.join(', ')}). Start that version or newer, or restore a backup.`,
  )
}
