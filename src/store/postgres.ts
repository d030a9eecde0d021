/**
 * The store on PostgreSQL: the engine that many processes share. Wake-ups travel by `NOTIFY` inside the
 * transaction that wrote the rows, to one listening connection per process, which reconnects by itself and
 * then wakes everybody, because it cannot know what it missed. Over that connection the server is asked now and then whether
 * it is there: when it is silent for long, all connections are given up, and what waited for it fails and is tried again.
 */
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { StoreAwayError } from '../errors.ts'
import { createDatabaseSockets } from './database-sockets.ts'
import { dialects } from './dialect.ts'
import { migrate } from './migrate.ts'
import { pingStore } from './ping-store.ts'
import { createWriteMemory, tryToGrow } from './room.ts'
import type { Database } from './schema.ts'
import { watchForSilence } from './silence-watch.ts'
import { nameIn, run, statement } from './statement.ts'
import { asTx, type Channel, channels, type Read, type Store } from './store.ts'
import { ofConnecting, ofQuery } from './store-away.ts'
import { createWakeUps, type WakeUps } from './wake-ups.ts'

const notifyChannel = 'tocsin'
const poolSize = 10
const reconnectMs = 1_000
const idleInTransactionMs = 10_000
const connectMs = 10_000
/**
 * Every query of ours finds its rows by an index. Without these a plan that was made and kept while a table was
 * nearly empty would read all of it when it has a million rows.
 */
const planByIndex = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']
  .map(setting => `-c ${setting}=off`)
  .join(' ')
/** After so long a silence it is asked whether the server is still there: one that vanished says nothing. */
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }
/** `deadlock_detected` of PostgreSQL's error codes. */
const deadlockCode = '40P01'
const mostAttempts = 5
const silent = () => new StoreAwayError('the database has not answered for twenty seconds')
const int8Oid = 20
const numericOid = 1700

const notify = statement(
  'notify',
  () => 'select pg_notify(?, channel) from unnest(cast(? as text[])) woken (channel)',
)

/** @param watch Says when the server has vanished; for tests. */
export function openPostgres(url: string, watch = watchForSilence): Store {
  const sockets = createDatabaseSockets()
  const connection = {
    connectionString: url,
    ...keepAlive,
    stream: sockets.open,
    connectionTimeoutMillis: connectMs,
  }
  const pool = new PatientPool({
    ...connection,
    max: poolSize,
    types: { getTypeParser },
    Client: PreparingClient,
    // A process that stands still in a transaction (SIGSTOP, a sleeping machine) keeps its rows from the others.
    idle_in_transaction_session_timeout: idleInTransactionMs,
    options: planByIndex,
  })
  // A broken connection is replaced by the pool, idle or not; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', client => void client.on('error', () => undefined))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const wakeUps = createWakeUps()
  const listener = listen(connection, wakeUps)
  const endWatch = watch(listener.ask, () => sockets.giveUp(silent()))
  const memory = createWriteMemory(() => store.write(tryToGrow))
  let closed = false
  const store: Store = {
    kind: 'postgres',
    words: dialects.postgres,
    read: db,
    write: work =>
      untilNoDeadlock(() =>
        db.transaction().execute(async transaction => {
          const woken = new Set<Channel>()
          const result = await work(asTx(transaction, 'postgres', woken))
          if (woken.size > 0) await run(transaction, 'postgres', notify, [notifyChannel, [...woken]])
          return result
        }),
      ).catch(memory.failed),
    async ping() {
      await pingWritable(db)
      await memory.check()
    },
    // A commit is answered when it is on the disk (synchronous_commit).
    durable: async () => undefined,
    onWake: wakeUps.on,
    migrate: migrations => migrate(db, 'postgres', migrations),
    async close() {
      if (closed) return
      closed = true
      endWatch()
      await listener.stop()
      await db.destroy()
    },
    [Symbol.asyncDispose]: () => store.close(),
  }
  return store
}

/**
 * Two transactions that wait for each other's rows: the server ends one, of which nothing is left. A reader who leaves
 * while somebody signs up is not told that something went wrong.
 */
async function untilNoDeadlock<T>(transact: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact()
    } catch (error) {
      const isDeadlock = error instanceof pg.DatabaseError && error.code === deadlockCode
      if (!isDeadlock || attempt === mostAttempts) throw error
    }
  }
}

/** A server that another has taken over from still answers, but takes nothing. */
async function pingWritable(read: Read): Promise<void> {
  await pingStore(read)
  const { rows } = await sql<{ transaction_read_only: string }>`show transaction_read_only`.execute(read)
  if (rows[0]?.transaction_read_only === 'on')
    throw new StoreAwayError('the database is read-only', { why: 'read-only' })
}

/** Says of a database that is away that it is. */
class PatientPool extends pg.Pool {
  override connect(...given: unknown[]): never {
    const connecting = super.connect(...(given as [])) as Promise<pg.PoolClient> | undefined
    return connecting?.catch(error => {
      throw ofConnecting(error)
    }) as never
  }
}

/** Gives the statements of `statement.ts` their names, under which the server keeps their plans. */
class PreparingClient extends pg.Client {
  // The parameters of all its overloads; only Kysely's is changed.
  override query(...given: unknown[]): never {
    const [text, values, ...rest] = given
    const name = typeof text === 'string' && Array.isArray(values) ? nameIn(text) : null
    const asked = name === null ? given : [{ name, text, values }, ...rest]
    const answer: unknown = super.query(...(asked as Parameters<pg.Client['query']>))
    if (!(answer instanceof Promise)) return answer as never
    return answer.catch(error => {
      throw ofQuery(error)
    }) as never
  }
}

/** bigint and numeric arrive as text by default; ours are ids, counts and times, all below 2^53. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  Number(oid) === int8Oid || Number(oid) === numericOid ? Number : pg.types.getTypeParser(oid, format)

interface Listener {
  /** Resolves when the server has answered; rejects where there is no connection now. */
  ask(): Promise<unknown>
  stop(): Promise<void>
}

function listen(config: pg.ClientConfig, wakeUps: WakeUps): Listener {
  let stopped = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const connection = new pg.Client(config)
    client = connection
    let lost = false
    const reconnect = () => {
      if (lost || stopped) return
      lost = true
      connection.end().catch(() => undefined)
      retry = setTimeout(() => void connect(), reconnectMs).unref()
    }
    connection.on('error', reconnect)
    connection.on('end', reconnect)
    connection.on('notification', ({ payload }) => {
      const channel = channels.find(name => name === payload)
      if (channel) wakeUps.emit(channel)
    })
    try {
      await connection.connect()
      await connection.query(`listen ${notifyChannel}`)
      channels.forEach(wakeUps.emit)
    } catch {
      reconnect()
    }
  }
  const first = connect()
  return {
    ask: async () => {
      if (!client) throw new Error('there is no connection to listen on')
      await client.query('select 1')
    },
    async stop() {
      stopped = true
      clearTimeout(retry)
      await first
      await client?.end().catch(() => undefined)
    },
  }
}
