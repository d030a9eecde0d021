import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setImmediate as breathe } from 'node:timers/promises'
import { pino } from 'pino'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { openStore, type Store, storeMigrations } from './index.ts'
import { shortenLog } from './shorten-log.ts'
import { openConnection } from './sqlite-connection.ts'
import { createWriteTurn } from './write-turn.ts'

const pageBytes = 4_096

async function storeWithLog(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-log-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'tocsin.db')
  const writeTurn = createWriteTurn()
  const store = await openStore({ kind: 'sqlite', file }, storeMigrations, writeTurn)
  t.after(() => store.close())
  const [beside, watch] = [openConnection(file), openConnection(file)]
  t.after(() => beside.close())
  t.after(() => watch.close())
  const clock = createFakeClock()
  let held = 0
  let broken = false
  const take = async () => {
    held += 1
    if (broken) throw new Error('disk I/O error')
    return writeTurn.take()
  }
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: line => void lines.push(line) })
  const shortener = shortenLog({ file, writeTurn: { ...writeTurn, take }, clock, log })
  t.after(() => shortener.stop())
  const looked = async () => {
    while (clock.pendingWaits() === 0) await breathe()
  }
  return {
    ...{ store, beside, shortener },
    /** How often those who write had to wait for it. */
    held: () => held,
    lines,
    break: () => {
      broken = true
    },
    pages: () => {
      const state = watch.prepare('pragma wal_checkpoint(noop)').get()
      return { log: Number(state?.['log']), left: Number(state?.['log']) - Number(state?.['checkpointed']) }
    },
    /** Lets it look at what was written until now. */
    async look() {
      await looked()
      await clock.advance(1_000)
      for (let n = 0; n < 5; n++) await breathe()
    },
  }
}

const put = (store: Store, key: string, pages: number) =>
  store.write(tx =>
    tx
      .insertInto('meta')
      .values({ key, value: 'x'.repeat(pages * pageBytes) })
      .execute(),
  )

test('what the log has gathered is moved into the file while others may write, and it begins anew', async t => {
  const { store, pages, look, held } = await storeWithLog(t)
  await put(store, 'a', 900)
  await look()
  assert.ok(pages().left >= 900, 'not before there is much of it')
  await put(store, 'b', 200)
  await look()
  assert.equal(pages().left, 0)
  await put(store, 'c', 10)
  assert.ok(pages().log < 50)
  assert.equal(held(), 0)
})

test('a log that does not begin anew is moved in a turn of its own, and others write on after that', async t => {
  const { store, beside, pages, look, held } = await storeWithLog(t)
  await put(store, 'a', 10)
  beside.exec('begin')
  beside.prepare('select count(*) from meta').get()
  await put(store, 'b', 5_000)
  await look()
  await put(store, 'c', 10)
  await look()
  assert.ok(pages().left >= 5_000, 'somebody still reads what was before')
  assert.ok(held() > 0)
  beside.exec('commit')
  await put(store, 'd', 10)
  await look()
  assert.equal(pages().left, 0)
  await put(store, 'e', 10)
  assert.ok(pages().log < 50)
})

test('where it cannot be shortened, that is said once in five seconds, however much is written', async t => {
  const bench = await storeWithLog(t)
  const { store, beside, look, lines } = bench
  await put(store, 'a', 10)
  beside.exec('begin')
  beside.prepare('select count(*) from meta').get()
  bench.break()
  await put(store, 'b', 5_000)
  for (let n = 0; n < 4; n++) {
    await look()
    await put(store, `c${n}`, 10)
  }
  assert.equal(lines.length, 1)
  await look()
  await put(store, 'd', 10)
  await look()
  assert.equal(lines.length, 2)
  beside.exec('commit')
})

test('who stops it may close the store, and everything is in the file', async t => {
  const { store, shortener } = await storeWithLog(t)
  await put(store, 'a', 2_000)
  await shortener.stop()
  await put(store, 'b', 1)
  const rows = await store.read.selectFrom('meta').select('key').where('key', 'in', ['a', 'b']).execute()
  assert.equal(rows.length, 2)
})
