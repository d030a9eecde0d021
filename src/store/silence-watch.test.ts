/** A database that vanishes without a word: a real one, behind a proxy that passes nothing on any more. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { freshStorePlace, testStoreKind } from '../../test/support/store-place.ts'
import { migrations } from '../migrations.ts'
import { openPostgres } from './postgres.ts'
import { watchForSilence } from './silence-watch.ts'

const lookMs = 5_000

interface Proxy {
  url: string
  /** What is connected now is heard of no more, and stays open; new connections are passed on. */
  vanish(): void
}

async function proxyTo(t: TestContext, databaseUrl: string): Promise<Proxy> {
  const url = new URL(databaseUrl)
  const folder = url.searchParams.get('host')
  const path = `${folder}/.s.PGSQL.${url.searchParams.get('port') ?? 5432}`
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = folder ? connect(path) : connect(Number(url.port), url.hostname)
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined))
    near.pipe(far).pipe(near)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  url.search = ''
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's is never a string
  return {
    url: url.href,
    vanish() {
      for (const socket of sockets) socket.unpipe().pause()
    },
  }
}

const onPostgres = { skip: testStoreKind() === 'postgres' ? false : 'PostgreSQL alone' }

test(
  'a database that vanishes keeps nobody waiting: what was asked fails, and new connections serve',
  onPostgres,
  async t => {
    const { databaseUrl } = await freshStorePlace(t)
    const { url, vanish } = await proxyTo(t, databaseUrl)
    t.mock.timers.enable({ apis: ['setInterval'] })
    const store = openPostgres(url)
    t.after(() => store.close())
    await store.migrate(migrations)
    await store.ping()
    vanish()
    const asked = assert.rejects(store.ping(), /not answered|terminated/)
    // Its query has left.
    await nextTurn()
    t.mock.timers.tick(5 * lookMs)
    await asked
    await store.ping()
    // It listens again, too.
    const woken = Promise.withResolvers<void>()
    t.after(store.onWake(['items'], () => woken.resolve()))
    await store.write(async tx => tx.wake('items'))
    await woken.promise
  },
)

test('a query that takes long is left alone while the server answers', onPostgres, async t => {
  const { databaseUrl } = await freshStorePlace(t)
  t.mock.timers.enable({ apis: ['setInterval'] })
  let answer: Promise<unknown> = Promise.resolve()
  const store = openPostgres(databaseUrl, (ask, vanished) =>
    watchForSilence(() => {
      answer = ask()
      return answer
    }, vanished),
  )
  t.after(() => store.close())
  const long = sql`select pg_sleep(1)`.execute(store.read)
  for (let look = 0; look < 10; look++) {
    t.mock.timers.tick(lookMs)
    await answer
  }
  await long
})

test('only an answer that is waited for through four looks is silence', t => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const asked: PromiseWithResolvers<void>[] = []
  let vanished = 0
  const end = watchForSilence(
    () => {
      const answer = Promise.withResolvers<void>()
      asked.push(answer)
      return answer.promise
    },
    () => {
      vanished += 1
    },
  )
  t.mock.timers.tick(4 * lookMs)
  assert.deepEqual([asked.length, vanished], [1, 0])
  t.mock.timers.tick(lookMs)
  assert.deepEqual([asked.length, vanished], [1, 1])
  t.mock.timers.tick(lookMs)
  assert.deepEqual([asked.length, vanished], [2, 1])
  end()
  t.mock.timers.tick(10 * lookMs)
  assert.deepEqual([asked.length, vanished], [2, 1])
})
