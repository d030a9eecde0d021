/**
 * The SMTP server that takes everything, in a process of its own: Postfix's smtp-sink where it is installed, else
 * the tests' own. What always holds: `count` is exact at any moment, because both write a message down before they
 * answer it; and it costs them one write to a file (about 4 % of smtp-sink's speed).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, closeSync, constants, openSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { pollUntil } from '../../test/support/poll-until.ts'
import { startSmtpSinkProcess } from '../../test/support/start-smtp-sink-process.ts'
import { endingWithUs } from '../../test/support/tocsin-process.ts'
import { freePort } from '../support/free-port.ts'
import type { BenchScope } from '../support/scope.ts'
import { followCounters, followLines } from './sink-count.ts'

export interface BenchSink {
  name: string
  port: number
  url: string
  pid: number
  /** How many messages it has taken so far. */
  count(): number
  /** Those after the first `from` that came more than once, as far as it knows what it took. */
  doubled(from: number): readonly string[]
}

/** `program` null: the tests' own sink. `folder` gets the file it counts in. */
export async function startSink(
  scope: BenchScope,
  folder: string,
  program = findSmtpSink(),
): Promise<BenchSink> {
  return program === null ? startOwnSink(scope, folder) : startSmtpSink(scope, folder, program)
}

export function findSmtpSink(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/libexec/postfix']
  const runs = (file: string) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  return folders.map(folder => join(folder, 'smtp-sink')).find(runs) ?? null
}

/** It refuses to run as root; `nobody` has this number on every Linux. */
const nobody = { uid: 65_534, gid: 65_534 }

async function startSmtpSink(scope: BenchScope, folder: string, program: string): Promise<BenchSink> {
  const port = await freePort()
  const counters = join(folder, 'smtp-sink.counters')
  const output = openSync(counters, 'w')
  // "-c" writes its counters after each message; to a pipe, somebody would have to wake up for each.
  const [command = '', ...words] = endingWithUs([program, '-c', `127.0.0.1:${port}`, '200'])
  const user = process.getuid?.() === 0 ? nobody : {}
  const child = spawn(command, words, { ...user, cwd: '/', stdio: ['ignore', output, 'inherit'] })
  closeSync(output)
  const ended = once(child, 'exit')
  scope.after(() => {
    child.kill()
    return ended
  })
  await Promise.race([
    pollUntil('smtp-sink to listen', () => answers(port)),
    ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code}.`))),
  ])
  const count = followCounters(scope, counters)
  const url = `smtp://127.0.0.1:${port}`
  return { name: 'Postfix’s smtp-sink', port, url, pid: child.pid ?? 0, count, doubled: () => [] }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true)).once('error', () => resolve(false))
    socket.once('data', () => socket.end('QUIT\r\n'))
  })
}

async function startOwnSink(scope: BenchScope, folder: string): Promise<BenchSink> {
  const logFile = join(folder, 'sink.accepted')
  const { port, url, pid, stop } = await startSmtpSinkProcess({ logFile })
  scope.after(stop)
  const doubled = (from: number) => doubledLines(readFileSync(logFile, 'utf8').split('\n').slice(from, -1))
  return { name: 'the tests’ own sink', port, url, pid, count: followLines(scope, logFile), doubled }
}

/** A line is a recipient, the message's id and the alert's. */
export function doubledLines(lines: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1)
  return [...times].filter(([, count]) => count > 1).map(([line, count]) => `${count} × ${line}`)
}
