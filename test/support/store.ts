/** A store with every migration applied, fresh for one test, on the database that TEST_STORE names. */
import type { TestContext } from 'node:test'
import { migrations } from '../../src/migrations.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { freshStorePlace } from './store-place.ts'

export async function freshStore(t: TestContext): Promise<Store> {
  const { databaseUrl } = await freshStorePlace(t)
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : null
  const store = await openStore(
    file ? { kind: 'sqlite', file } : { kind: 'postgres', url: databaseUrl },
    migrations,
  )
  t.after(() => store.close())
  return store
}
