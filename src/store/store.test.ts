import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { freshStore } from '../../test/support/store.ts'
import { freshStorePlace, testStoreKind } from '../../test/support/store-place.ts'
import { environmentOf, runCommand } from '../../test/support/tocsin-process.ts'
import { migrations } from '../migrations.ts'
import {
  type Channel,
  changeNow,
  checkSecret,
  enqueueMail,
  openStore,
  run,
  type Store,
  statement,
  type Tx,
} from './index.ts'

const put = (store: Store, key: string, wake?: Channel) =>
  store.write(async tx => {
    await tx.insertInto('meta').values({ key, value: 'x' }).execute()
    if (wake) tx.wake(wake)
  })
const keys = async (store: Store) =>
  (
    await store.read.selectFrom('meta').select('key').where('key', 'like', 'test%').orderBy('key').execute()
  ).map(row => row.key)

const putLate = statement('put-late', () => `insert into meta (key, value) values ('test-late', 'x')`)

/** Resolves with the channel of the next wake-up. */
function nextWake(t: TestContext, store: Store, to: readonly Channel[]): Promise<Channel> {
  const heard = new EventTarget()
  let channel: Channel | undefined
  const off = store.onWake(to, woken => {
    channel ??= woken
    heard.dispatchEvent(new Event('woken'))
  })
  t.after(off)
  return once(heard, 'woken').then(() => channel ?? assert.fail())
}

async function twoOnOnePlace(t: TestContext): Promise<[Store, Store]> {
  const { databaseUrl } = await freshStorePlace(t)
  const database =
    testStoreKind() === 'sqlite'
      ? { kind: 'sqlite' as const, file: databaseUrl.slice('sqlite:'.length) }
      : { kind: 'postgres' as const, url: databaseUrl }
  const stores = [await openStore(database, migrations), await openStore(database, migrations)] as const
  for (const store of stores) t.after(() => store.close())
  return [stores[0], stores[1]]
}

test('a transaction that throws leaves nothing behind and wakes nobody', async t => {
  const store = await freshStore(t)
  const woken: Channel[] = []
  t.after(store.onWake(['items', 'alerts'], channel => woken.push(channel)))
  const failing = store.write(async tx => {
    await tx.insertInto('meta').values({ key: 'test', value: 'x' }).execute()
    tx.wake('items')
    throw new Error('in the middle')
  })
  await assert.rejects(failing, /in the middle/)
  const next = nextWake(t, store, ['alerts'])
  await put(store, 'test-after', 'alerts')
  await next
  assert.deepEqual(await keys(store), ['test-after'])
  assert.ok(!woken.includes('items'))
})

test('two that wait for each other’s rows are both written in the end', {
  skip: testStoreKind() === 'sqlite' && 'SQLite has one writer at a time',
}, async t => {
  const store = await freshStore(t)
  await put(store, 'test-one')
  await put(store, 'test-two')
  const [oneHeld, twoHeld] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let runs = 0
  const writeBoth = (first: string, then: string, held: PromiseWithResolvers<void>, other: Promise<void>) =>
    store.write(async tx => {
      runs++
      await sql`set local deadlock_timeout = '10ms'`.execute(tx)
      const add = (key: string) => sql`update meta set value = value || 'y' where key = ${key}`.execute(tx)
      await add(first)
      held.resolve()
      await other
      await add(then)
    })
  await Promise.all([
    writeBoth('test-one', 'test-two', oneHeld, twoHeld.promise),
    writeBoth('test-two', 'test-one', twoHeld, oneHeld.promise),
  ])
  assert.equal(runs, 3)
  const values = await store.read.selectFrom('meta').select('value').where('key', 'like', 'test-%').execute()
  assert.deepEqual(
    values.map(({ value }) => value),
    ['xyy', 'xyy'],
  )
})

test('what a failed transaction left under way is refused, and never written by itself or with the next', async t => {
  const store = await freshStore(t)
  let left: Tx | null = null
  const failing = store.write(async tx => {
    left = tx
    throw new Error('in the middle')
  })
  await assert.rejects(failing, /in the middle/)
  await store.write(async tx => {
    const late = left ?? assert.fail()
    await assert.rejects(late.insertInto('meta').values({ key: 'test-late', value: 'x' }).execute())
    await assert.rejects(run(late, store.kind, putLate, []))
    if (store.kind === 'sqlite') assert.throws(() => changeNow(late, putLate, []), /has ended/)
    await tx.insertInto('meta').values({ key: 'test-next', value: 'x' }).execute()
  })
  assert.deepEqual(await keys(store), ['test-next'])
})

test('a commit wakes who listens in another process', async t => {
  const [one, other] = await twoOnOnePlace(t)
  const woken = nextWake(t, other, ['outbox'])
  await put(one, 'test', 'outbox')
  assert.equal(await woken, 'outbox')
  assert.deepEqual(await keys(other), ['test'])
})

test('three first starts at once make one store', async t => {
  const env = environmentOf(await freshStorePlace(t))
  const starts = await Promise.all([1, 2, 3].map(() => runCommand(env, ['source', 'list', '--json'])))
  assert.deepEqual(starts, Array(3).fill({ code: 0, out: '[]\n', err: '' }))
})

test('writes of several processes wait for each other', async t => {
  const env = environmentOf(await freshStorePlace(t))
  const names = ['Ada', 'Bea', 'Cleo', 'Dora']
  const invited = await Promise.all(names.map(name => runCommand(env, ['editor', 'invite', name])))
  assert.deepEqual(
    invited.map(({ code, err }) => [code, err]),
    names.map(() => [0, '']),
  )
})

test('a store that a newer program has moved on is refused in one line', async t => {
  const { databaseUrl } = await freshStorePlace(t)
  const database =
    testStoreKind() === 'sqlite'
      ? { kind: 'sqlite' as const, file: databaseUrl.slice('sqlite:'.length) }
      : { kind: 'postgres' as const, url: databaseUrl }
  const newer = [
    ...migrations,
    { name: '9999-tomorrow', statements: () => ['create table tomorrow (id bigint)'] },
  ]
  await (await openStore(database, newer)).close()
  await assert.rejects(openStore(database, migrations), /newer Tocsin \(it has 9999-tomorrow\)/)
})

test('another secret than the one mails were signed with is refused, a rotation is taken', async t => {
  const store = await freshStore(t)
  const secret = (fill: number) => new Uint8Array(32).fill(fill)
  await checkSecret(store, { current: secret(1), previous: null })
  await checkSecret(store, { current: secret(1), previous: null })
  await assert.rejects(checkSecret(store, { current: secret(2), previous: null }), /SECRET_PREVIOUS/)
  await checkSecret(store, { current: secret(2), previous: secret(1) })
  await checkSecret(store, { current: secret(2), previous: null })
})

test('integers come back as numbers, octets of every script as they were', async t => {
  const store = await freshStore(t)
  const mail = {
    kind: 'test',
    recipient: 'a@example.org',
    subject: '鐘 🔔 שלום',
    text: 'x',
    html: null,
    language: 'en',
    messageId: 'a@b',
    at: 1_795_000_000_000,
  }
  await store.write(tx => enqueueMail(tx, mail))
  const row = await store.read.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
  assert.equal(row.created_at, 1_795_000_000_000)
  assert.equal(row.subject, mail.subject)
})
