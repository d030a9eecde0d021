/** Starts the invented publishers' server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { BenchScope } from '../support/scope.ts'
import type { Invention } from './poll-hour-publishers.ts'

export interface PublishersServer {
  port: number
  /** Many of them: one alone has too few ports for so many short connections. */
  addressOf(host: string): string
  /** Resolves once the server goes by it. */
  setTime(at: number): Promise<void>
}

export async function startPublishers(
  scope: BenchScope,
  { count, seed, hourAt }: Invention,
): Promise<PublishersServer> {
  const program = fileURLToPath(new URL('./poll-hour-server.ts', import.meta.url))
  const args = [count, seed, hourAt].map(String)
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  scope.after(() => child.stdin.end())
  const lines = createInterface({ input: child.stdout })
  const [port] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [0])])
  if (!Number(port)) throw new Error('The publishers did not start.')
  return {
    port: Number(port),
    // Only on Linux is all of 127.0.0.0/8 this machine.
    addressOf: host =>
      process.platform === 'linux' ? `127.0.${host.length}.${1 + (sumOf(host) % 250)}` : '127.0.0.1',
    async setTime(at) {
      const repeated = once(lines, 'line')
      child.stdin.write(`${at}\n`)
      await repeated
    },
  }
}

function sumOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
}
