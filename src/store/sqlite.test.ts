import assert from 'node:assert/strict'
import { closeSync, openSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
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

test('a file that cannot be read any more wakes everybody, and does not end the process', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-spoilt-'))
  const file = join(folder, 'tocsin.db')
  const store = await openStore({ kind: 'sqlite', file }, storeMigrations)
  t.after(() => rm(folder, { recursive: true, force: true }))
  t.after(() => store.close())
  // At once: what is known of the file holds until another process was seen to write to it.
  const other = new DatabaseSync(file)
  other.exec('create table other (id); pragma wal_checkpoint(truncate)')
  const spoilt = openSync(file, 'r+')
  writeSync(spoilt, Buffer.alloc(4_096, 1), 0, 4_096, 0)
  closeSync(spoilt)
  await new Promise(woken => t.after(store.onWake(['outbox'], woken)))
  await assert.rejects(store.ping())
  other.close()
})
