/** `npm start` as a person types it, until the front page is there. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../../test/support/tocsin-process.ts'
import { freePort } from '../support/free-port.ts'
import type { BenchScope } from '../support/scope.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const deadlineMs = 30_000

/** Milliseconds from each `npm start` to the first page that was served; the first one makes the store. */
export async function measureStartUps(scope: BenchScope, env: Environment, times: number): Promise<number[]> {
  const all: number[] = []
  for (let n = 0; n < times; n++) all.push(await startOnce(scope, env))
  return all
}

async function startOnce(scope: BenchScope, env: Environment): Promise<number> {
  const port = await freePort()
  const from = performance.now()
  // A group of its own: npm, its shell and the server end together.
  const child = spawn('npm', ['start'], {
    cwd: checkout,
    env: { ...env, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  })
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals) => {
    endGroup(child, signal)
    await ended
  }
  scope.after(() => stop('SIGKILL'))
  await untilServed(port, child)
  const took = performance.now() - from
  await stop('SIGTERM')
  await untilFree(port)
  return took
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid, signal)
}

async function untilServed(port: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + deadlineMs
  while (!(await isServed(port))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}.`)
    if (performance.now() > until) throw new Error(`npm start served no page in ${deadlineMs} ms.`)
    await delay(5)
  }
}

async function isServed(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`)
    return response.status === 200 && (await response.text()).includes('</html>')
  } catch {
    return false
  }
}

/** npm may be gone before the server is, and the next start wants the same data folder. */
async function untilFree(port: number): Promise<void> {
  for (const until = performance.now() + deadlineMs; performance.now() < until; await delay(20))
    if (!(await isServed(port))) return
}
