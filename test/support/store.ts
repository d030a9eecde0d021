/** A store with every migration applied, fresh for one test, on the database that TEST_STORE names. */
import type { TestContext } from 'node:test'
import { migrations } from '../../src/migrations.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { migratedStorePlace } from './store-place.ts'

export async function freshStore(t: TestContext): Promise<Store> {
  const { databaseUrl } = await migratedStorePlace(t)
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
