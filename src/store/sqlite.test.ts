import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openStore, storeMigrations } from './index.ts'

test('a full disk is named as such, and writing goes on when there is room again', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-full-'))
  const store = await openStore({ kind: 'sqlite', file: join(folder, 'tocsin.db') }, storeMigrations)
  t.after(() => store.close())
  t.after(() => rm(folder, { recursive: true, force: true }))
  const put = (key: string, octets: number) =>
    store.write(tx =>
      tx
        .insertInto('meta')
        .values({ key, value: 'x'.repeat(octets) })
        .execute(),
    )
  const allow = (pages: number) => store.write(tx => sql.raw(`pragma max_page_count = ${pages}`).execute(tx))

  await allow(1)
  await assert.rejects(put('large', 1_000_000), /database or disk is full/)
  await allow(1_000_000)
  await put('small', 10)
  const rows = await store.read.selectFrom('meta').select('key').execute()
  assert.deepEqual(
    rows.map(row => row.key),
    ['small'],
  )
})
