/** Opens the store that the configuration names and migrates it. The caller closes it. */
import type { Config } from '../config.ts'
import type { Migration } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

export async function openStore(
  database: Config['database'],
  migrations: readonly Migration[],
): Promise<Store> {
  const store = database.kind === 'sqlite' ? openSqlite(database.file) : await connect(database.url)
  try {
    await store.migrate(migrations)
    return store
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
