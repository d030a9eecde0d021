/** Opens the store that the configuration names and migrates it. The caller closes it. */
import type { Config } from '../config.ts'
import { openPostgres } from './postgres.ts'
import type { Migration } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

export async function openStore(
  database: Config['database'],
  migrations: readonly Migration[],
): Promise<Store> {
  const store = database.kind === 'sqlite' ? openSqlite(database.file) : openPostgres(database.url)
  try {
    await store.migrate(migrations)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}
