/**
 * A whole Tocsin in a process of its own, as an operator starts it: `bin/tocsin.ts` with an environment. It can
 * be stopped, or killed and started again on the same place; nothing of it outlives the test.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { StorePlace } from './store-place.ts'

const program = fileURLToPath(new URL('../../bin/tocsin.ts', import.meta.url))
/** A busy machine needs long; only what never comes fails. */
const startDeadlineMs = 120_000
/** The runner's: what a Tocsin imports is compiled for the first one only. */
const { NODE_COMPILE_CACHE } = process.env
const compileCache: Environment = NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}

export interface TocsinProcess {
  /** Empty without the role web, as are `desk` and `origin`. */
  site: string
  desk: string
  mailbox: string | null
  /** http://127.0.0.1:PORT, without a trailing slash. */
  origin: string
  pid: number
  /** The last of what it said on standard error. */
  log(): string
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL: nothing is drained. */
  kill(): Promise<void>
  /** SIGSTOP: it stands still, as a machine that swaps or a virtual one that is moved, until `wake`. */
  suspend(): void
  wake(): void
}

export type Environment = Record<string, string>

/** What a Tocsin on this place is told; PORT is free, no source is imported, loopback may be fetched from. */
export function environmentOf(place: StorePlace, more: Environment = {}): Environment {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    ...compileCache,
    PORT: '0',
    DATA_DIR: place.dataDir,
    DATABASE_URL: place.databaseUrl,
    SECRET: 'a secret that is only good for tests, and long enough',
    SOURCES: '',
    ALLOW_FETCH: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
    ...more,
  }
}

export async function startTocsin(
  t: Pick<TestContext, 'after'>,
  env: Environment,
  args: readonly string[] = [],
): Promise<TocsinProcess> {
  const [command = '', ...words] = endingWithUs([process.execPath, program, 'start', '--json', ...args])
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  t.after(kill)
  let said = ''
  child.stderr?.on('data', chunk => {
    said = `${said}${chunk}`.slice(-20_000)
  })
  const links = await readLinks(child, () => said)
  return {
    ...links,
    origin: links.site && `http://127.0.0.1:${new URL(links.site).port}`,
    pid: child.pid ?? 0,
    log: () => said,
    kill,
    suspend: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGTERM')
      const [code] = await ended
      return code
    },
  }
}

/** On Linux the kernel ends a server when a killed test run cannot; setpriv becomes the server, same pid. */
export function endingWithUs(command: readonly string[]): readonly string[] {
  const known = process.platform === 'linux' && spawnSync('setpriv', ['--version']).status === 0
  return known ? ['setpriv', '--pdeathsig', 'KILL', ...command] : command
}

/** The first line on standard output; an early end fails with what was said on standard error. */
async function readLinks(
  child: ChildProcess,
  said: () => string,
): Promise<{ site: string; desk: string; mailbox: string | null }> {
  let out = ''
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`tocsin start ${why}. It said:\n${said()}`))
    const deadline = setTimeout(() => fail('printed no links in time'), startDeadlineMs)
    const endedEarly = (code: number | null, signal: string | null) => {
      clearTimeout(deadline)
      fail(`ended with ${code ?? signal}`)
    }
    child.once('exit', endedEarly)
    child.stdout?.on('data', chunk => {
      out += chunk
      const end = out.indexOf('\n')
      if (end < 0) return
      clearTimeout(deadline)
      child.off('exit', endedEarly)
      const { site, desk, mailbox } = JSON.parse(out.slice(0, end))
      resolve({ site: site ?? '', desk: desk ?? '', mailbox })
    })
  })
}

export interface CommandResult {
  code: number
  out: string
  err: string
}

/** One command of the command line, to its end, or killed after `deadlineMs`. */
export async function runCommand(
  env: Environment,
  args: readonly string[],
  deadlineMs = startDeadlineMs,
): Promise<CommandResult> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...args], {
      env,
      timeout: deadlineMs,
    })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    // execFile rejects with the exit code and what was printed.
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, err: failed.stderr }
  }
}
