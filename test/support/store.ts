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
    null,
  )
  t.after(() => store.close())
  const listening = listens(store)
  await store.migrate(migrations)
  await listening
  return store
}

/**
 * Who begins to listen to PostgreSQL wakes everybody once, whenever its connection is there: no test is to be woken by that.
 * To be called right after the store was opened.
 */
async function listens(store: Store): Promise<void> {
  if (store.kind === 'sqlite') return
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const off = store.onWake(['items'], resolve)
  await promise
  off()
}
