/**
 * Brings a store up to the program's version, under Kysely's migration lock, so that several processes may
 * start at once. A store that a newer program has already moved on is refused in one line.
 */
import { type Kysely, sql } from 'kysely'
import { type Migration as KyselyMigration, Migrator } from 'kysely/migration'
import { TocsinError } from '../errors.ts'
import type { DialectWords } from './dialect.ts'
import type { Database, Migration } from './schema.ts'

/** Applies what is missing, in the order of the names. Throws `store.newer-than-program`, or the SQL's error. */
export async function migrate(
  db: Kysely<Database>,
  words: DialectWords,
  migrations: readonly Migration[],
): Promise<void> {
  const known = Object.fromEntries(migrations.map(migration => [migration.name, applyOf(migration, words)]))
  await refuseNewerStore(db, new Set(Object.keys(known)))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

function applyOf(migration: Migration, words: DialectWords): KyselyMigration {
  return {
    async up(db) {
      for (const statement of migration.statements(words)) await sql.raw(statement).execute(db)
    },
  }
}

async function refuseNewerStore(db: Kysely<Database>, known: ReadonlySet<string>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(table => table.name === 'kysely_migration')) return
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const unknown = applied.rows.map(row => row.name).filter(name => !known.has(name))
  if (unknown.length === 0) return
  throw new TocsinError(
    'store.newer-than-program',
    `The store was already used by a newer Tocsin (it has ${unknown.join(', ')}). Start that version or newer, or restore a backup.`,
  )
}
