/**
 * Where a test's store lives. `TEST_STORE` chooses the engine (`sqlite`, the default, or `postgres`); the
 * runner sets it, and a single file may be run with it by hand. Every test file that reaches this module by
 * its imports is run once on each engine.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { attachPostgres, type PostgresServer, startPostgres } from './postgres.ts'

export interface StorePlace {
  databaseUrl: string
  dataDir: string
}

export function testStoreKind(): 'sqlite' | 'postgres' {
  const kind = process.env['TEST_STORE'] || 'sqlite'
  if (kind === 'sqlite' || kind === 'postgres') return kind
  throw new Error(`TEST_STORE must be sqlite or postgres, but is "${kind}".`)
}

/**
 * A fresh place on the chosen engine, empty or a copy of another that nobody has open; removed after the test and
 * its other `after` hooks.
 */
export async function freshStorePlace(t: Pick<TestContext, 'after'>, copyOf?: string): Promise<StorePlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-test-'))
  afterTheTestsOwnHooks(t, () => rm(dataDir, { recursive: true, force: true }))
  if (testStoreKind() === 'sqlite') {
    const file = join(dataDir, 'tocsin.db')
    if (copyOf) await copyFile(copyOf.slice('sqlite:'.length), file)
    return { databaseUrl: `sqlite:${file}`, dataDir }
  }
  const server = await testPostgres()
  const databaseUrl = await server.createDatabase(copyOf)
  afterTheTestsOwnHooks(t, () => server.dropDatabase(databaseUrl))
  return { databaseUrl, dataDir }
}

/**
 * The same, with every migration applied: a copy of the store that the runner migrated (TEST_STORE_TEMPLATE). A file run by
 * hand has none, and what opens its place first migrates it.
 */
export function migratedStorePlace(t: Pick<TestContext, 'after'>): Promise<StorePlace> {
  return freshStorePlace(t, process.env['TEST_STORE_TEMPLATE'])
}

/** Hooks run in the order of their registration; one registered by a hook runs last, when stores are closed. */
function afterTheTestsOwnHooks(t: Pick<TestContext, 'after'>, remove: () => Promise<void>): void {
  t.after(() => t.after(remove))
}

// One server for all tests of this process; it ends with the process. Only a file run by hand needs it.
let ownServer: Promise<PostgresServer> | undefined

function testPostgres(): Promise<PostgresServer> {
  const url = process.env['TEST_POSTGRES_URL']
  if (url) return Promise.resolve(attachPostgres(url))
  ownServer ??= startPostgres()
  return ownServer
}
