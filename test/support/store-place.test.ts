import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import pg from 'pg'
import { freshStorePlace, testStoreKind } from './store-place.ts'

async function runSql(databaseUrl: string, sql: string): Promise<void> {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new DatabaseSync(databaseUrl.slice('sqlite:'.length))
    database.exec(sql)
    database.close()
  } else {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
}

test('the place is on the engine that TEST_STORE names', async t => {
  const { databaseUrl } = await freshStorePlace(t)
  assert.equal(databaseUrl.startsWith('postgres:') ? 'postgres' : 'sqlite', testStoreKind())
})

test('two places share nothing', async t => {
  const one = await freshStorePlace(t)
  const other = await freshStorePlace(t)
  await runSql(one.databaseUrl, 'create table story (id integer)')
  await runSql(other.databaseUrl, 'create table story (id integer)')
  assert.notEqual(one.dataDir, other.dataDir)
})

test('a copy has what its original had, and shares nothing with it', async t => {
  const original = await freshStorePlace(t)
  await runSql(original.databaseUrl, 'create table story (id integer)')
  const copy = await freshStorePlace(t, original.databaseUrl)
  await runSql(copy.databaseUrl, 'drop table story')
  await runSql(original.databaseUrl, 'drop table story')
})

test('a place is gone after its test', async t => {
  let dataDir = ''
  let databaseUrl = ''
  await t.test('the test that used it', async inner => {
    const place = await freshStorePlace(inner)
    dataDir = place.dataDir
    databaseUrl = place.databaseUrl
    await runSql(databaseUrl, 'create table story (id integer)')
  })
  assert.equal(existsSync(dataDir), false)
  if (testStoreKind() === 'postgres') await assert.rejects(runSql(databaseUrl, 'select 1'), /does not exist/)
})

test('a place is still there for the hooks that close what uses it', async t => {
  let found = false
  await t.test('the test that used it', async inner => {
    const { dataDir } = await freshStorePlace(inner)
    inner.after(() => {
      found = existsSync(dataDir)
    })
  })
  assert.equal(found, true)
})

test('another engine than the two is refused by name', t => {
  const before = process.env['TEST_STORE']
  t.after(() => {
    if (before === undefined) delete process.env['TEST_STORE']
    else process.env['TEST_STORE'] = before
  })
  process.env['TEST_STORE'] = 'mysql'
  assert.throws(testStoreKind, /must be sqlite or postgres, but is "mysql"/)
})
