/** Opens the store that the configuration names and migrates it. The caller closes it. */
import type { Config } from '../config.ts'
import { ConfigError, StoreAwayError, TocsinError } from '../errors.ts'
import type { Migration } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'
import type { WriteTurn } from './write-turn.ts'

/**
 * @param migrations Null: they were applied before.
 * @param writeTurn Of an SQLite file that several threads of this process write.
 * Throws a `ConfigError` when there is no store to open there, `store.newer-than-program` when it is too new.
 */
export async function openStore(
  database: Config['database'],
  migrations: readonly Migration[] | null,
  writeTurn?: WriteTurn,
): Promise<Store> {
  try {
    const store =
      database.kind === 'sqlite' ? openSqlite(database.file, writeTurn) : await connect(database.url)
    if (migrations) await migrateOrClose(store, migrations)
    return store
  } catch (error) {
    throw unusable(database, error)
  }
}

async function migrateOrClose(store: Store, migrations: readonly Migration[]): Promise<void> {
  try {
    await store.migrate(migrations)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The driver is loaded by those who need it: a start on SQLite is that much shorter. */
async function connect(url: string): Promise<Store> {
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(url)
}

/** PostgreSQL's address is never repeated: a password may be in it. */
function unusable(database: Config['database'], error: unknown): unknown {
  if (error instanceof TocsinError && !(error instanceof StoreAwayError)) return error
  const { message, code } = error as NodeJS.ErrnoException
  const which =
    database.kind === 'sqlite' ? `The database file ${database.file}` : 'The server that DATABASE_URL names'
  return new ConfigError(`${which} cannot be used: ${message || code}.`, { cause: error })
}
