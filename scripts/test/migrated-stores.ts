/**
 * What the runner makes ready once, for all test files: a PostgreSQL server, and on each engine a store with every
 * migration applied, which `test/support/store.ts` copies for each test.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrations } from '../../src/migrations.ts'
import { openStore } from '../../src/store/index.ts'
import { attachPostgres, startPostgres } from '../../test/support/postgres.ts'

export interface MigratedStore {
  /** What a test file's process is told. */
  environment: Record<string, string>
  remove(): Promise<void>
}

export async function migratedSqlite(): Promise<MigratedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-template-'))
  const file = join(folder, 'tocsin.db')
  const store = await openStore({ kind: 'sqlite', file }, migrations)
  await store.close()
  return {
    environment: { TEST_STORE: 'sqlite', TEST_STORE_TEMPLATE: `sqlite:${file}` },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** On the server that TEST_POSTGRES_URL names, or on one of its own. */
export async function migratedPostgres(): Promise<MigratedStore> {
  const given = process.env['TEST_POSTGRES_URL']
  const server = given ? attachPostgres(given) : await startPostgres()
  const template = await server.createDatabase()
  const store = await openStore({ kind: 'postgres', url: template }, migrations)
  await store.close()
  return {
    environment: {
      TEST_STORE: 'postgres',
      TEST_POSTGRES_URL: given ?? server.url(),
      TEST_STORE_TEMPLATE: template,
    },
    async remove() {
      await server.dropDatabase(template)
      await server.stop()
    },
  }
}
