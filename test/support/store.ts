/**
 * A store with every migration applied, fresh for one test, on the database that TEST_STORE names: a copy of the one
 * that the runner migrated (TEST_STORE_TEMPLATE). A file run by hand has none, and migrates an empty one.
 */
import type { TestContext } from 'node:test'
import { migrations } from '../../src/migrations.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { freshStorePlace } from './store-place.ts'

export async function freshStore(t: TestContext): Promise<Store> {
  const { databaseUrl } = await freshStorePlace(t, process.env['TEST_STORE_TEMPLATE'])
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
  const store = await openStore(
    file ? { kind: 'sqlite', file } : { kind: 'postgres', url: databaseUrl },
    migrations,
  )
  t.after(() => store.close())
  return store
}
