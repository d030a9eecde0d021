/** What both ways of replaying the recorded wire need: the recording, its server, and Tocsin's command line. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../test/support/tocsin-process.ts'

const shared = process.env['WIRE_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url))
export const recording = join(shared, 'corpora/wire')
const server = join(shared, 'tools/serve-wire.mjs')

/** Ends what was started, the newest first. */
export interface Scope {
  after(close: () => unknown): void
}

export interface WireSettings {
  /** So many recorded seconds pass in one. */
  speed: number
  /** The share of answers that go wrong. */
  chaos: number
  /** Where in the recording to start, as in `2026-08-20T12-00`; at its beginning. */
  from?: string | undefined
}

/** Says so and ends the process where there is no recording. */
export function requireRecording(): void {
  if (existsSync(recording) && existsSync(server)) return
  console.log(`wire: skipped, there is no recording at ${shared} (WIRE_SHARED names another folder).`)
  process.exit(0)
}

export async function startWire(
  scope: Scope,
  { speed, chaos, from }: WireSettings,
): Promise<{ origin: string }> {
  const port = await freePort()
  const options = { dir: recording, port, speed, chaos, ...(from === undefined ? {} : { from }) }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [server, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  scope.after(() => {
    child.kill()
    return ended
  })
  await once(child.stdout, 'data')
  return { origin: `http://127.0.0.1:${port}` }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export async function command(env: Record<string, string>, ...args: string[]): Promise<void> {
  const { code, err, out } = await runCommand(env, args)
  console.log(`tocsin ${args.slice(0, 2).join(' ')}: ${out.trim()}`)
  if (code !== 0) throw new Error(err)
}

export async function recordedFeeds(): Promise<string[]> {
  return Object.keys(await readIndex())
}

/** From the first snapshot of any feed, or from `from`, to the last. */
export async function recordedHours(from?: string): Promise<number> {
  const times = Object.values(await readIndex())
    .flat()
    .map(timeOf)
  return (Math.max(...times) - (from === undefined ? Math.min(...times) : timeOf(from))) / 3_600_000
}

async function readIndex(): Promise<Record<string, string[]>> {
  return JSON.parse(await readFile(join(recording, 'index.json'), 'utf8'))
}

const timeOf = (name: string) =>
  Date.parse(name.replace(/T(\d\d)-(\d\d)(?:-(\d\d)Z?)?$/, (_, h, m, s) => `T${h}:${m}:${s ?? '00'}Z`))
