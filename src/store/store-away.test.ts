/** What is asked of a database that cannot be worked with fails as such, so that pages, the log and the readiness can say it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { freshStore } from '../../test/support/store.ts'
import { freshStorePlace, testStoreKind } from '../../test/support/store-place.ts'
import { ConfigError, StoreAwayError } from '../errors.ts'
import { migrations } from '../migrations.ts'
import { openStore } from './index.ts'
import { openPostgres } from './postgres.ts'

const onPostgres = { skip: testStoreKind() === 'postgres' ? false : 'PostgreSQL alone' }
const onSqlite = { skip: testStoreKind() === 'sqlite' ? false : 'SQLite alone' }
const put = (key: string) => sql`insert into meta (key, value) values (${key}, 'x')`

test('a server that nobody listens at is away', async t => {
  const store = openPostgres('postgres://tocsin@127.0.0.1:1/tocsin')
  t.after(() => store.close())
  await assert.rejects(
    store.ping(),
    error => error instanceof StoreAwayError && /ECONNREFUSED/.test(error.message),
  )
  const opening = openStore({ kind: 'postgres', url: 'postgres://tocsin@127.0.0.1:1/tocsin' }, [])
  await assert.rejects(opening, error => error instanceof ConfigError && /DATABASE_URL/.test(error.message))
})

test('a server that ends under a query is away, and what was asked wrongly is not', onPostgres, async t => {
  const store = await freshStore(t)
  const ended = store.write(tx => sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx))
  await assert.rejects(ended, StoreAwayError)
  await assert.rejects(
    store.write(tx => sql`select nonsense`.execute(tx)),
    error => !(error instanceof StoreAwayError),
  )
  await store.ping()
})

test('a server that has become read-only is away for who writes, and not ready', onPostgres, async t => {
  const { databaseUrl } = await freshStorePlace(t)
  await using migrated = openPostgres(databaseUrl)
  await migrated.migrate(migrations)
  const url = new URL(databaseUrl)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  const store = openPostgres(url.href)
  t.after(() => store.close())
  const written = store.write(tx => put('test').execute(tx))
  await assert.rejects(written, StoreAwayError)
  await assert.rejects(store.ping(), /read-only/)
})

test('a file that cannot grow is away for who writes, and takes more when it can', onSqlite, async t => {
  const store = await freshStore(t)
  await store.write(tx => sql`pragma max_page_count = 1`.execute(tx))
  const much = 'x'.repeat(1_000_000)
  await assert.rejects(
    store.write(tx => put(much).execute(tx)),
    error => error instanceof StoreAwayError && /tocsin\.db: database or disk is full/.test(error.message),
  )
  await store.write(tx => sql`pragma max_page_count = 1000000`.execute(tx))
  await store.write(tx => put(much).execute(tx))
})
