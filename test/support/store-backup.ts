/**
 * A backup of a store that is being written to, and putting it back: on SQLite the file, on PostgreSQL a copy of
 * every table's rows. What was written since is gone, as after a real restore.
 */
import { copyFile, rm } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { StorePlace } from './store-place.ts'

export interface StoreBackup {
  /** While nobody has the store open. */
  putBack(): Promise<void>
  /** Under whoever has it open, as a database's own tools do it. */
  putBackLive(): Promise<void>
}

export async function backUp(place: StorePlace): Promise<StoreBackup> {
  const sqlite = place.databaseUrl.startsWith('sqlite:')
  return sqlite ? backUpFile(place.databaseUrl.slice('sqlite:'.length)) : backUpTables(place.databaseUrl)
}

async function backUpFile(file: string): Promise<StoreBackup> {
  const copy = `${file}.backup`
  using source = new DatabaseSync(file)
  await backup(source, copy)
  return {
    async putBack() {
      for (const rest of ['-wal', '-shm']) await rm(`${file}${rest}`, { force: true })
      await copyFile(copy, file)
    },
    async putBackLive() {
      using from = new DatabaseSync(copy)
      await untilFree(() => backup(from, file))
    },
  }
}

/** Where somebody writes in that moment Node's backup says SQLite's "not an error", without a code: then it is begun anew. */
async function untilFree(work: () => Promise<unknown>): Promise<void> {
  for (;;)
    try {
      await work()
      return
    } catch (error) {
      const busy = error instanceof Error && 'errcode' in error && [0, 5, 6].includes(Number(error.errcode))
      if (!busy) throw error
    }
}

async function backUpTables(url: string): Promise<StoreBackup> {
  await inTransaction(url, async client => {
    await client.query('create schema kept')
    for (const name of await tableNames(client))
      await client.query(`create table kept.${name} as table public.${name}`)
  })
  // Not references and append-only triggers, as in a dump: rows come back in any order.
  const putBack = () =>
    inTransaction(url, async client => {
      await client.query('set local session_replication_role = replica')
      for (const name of await tableNames(client)) {
        await client.query(`delete from public.${name}`)
        await client.query(`insert into public.${name} overriding system value table kept.${name}`)
      }
    })
  return { putBack, putBackLive: () => untilNobodyInterferes(putBack) }
}

/** PostgreSQL ends a transaction whose rows somebody else changes meanwhile (40001, 40P01): then it is begun anew. */
async function untilNobodyInterferes(work: () => Promise<void>): Promise<void> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && /^40(?:001|P01)$/.test(error.code ?? ''))) throw error
    }
}

async function inTransaction(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read')
    await work(client)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function tableNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  return rows.map(row => row.name)
}
