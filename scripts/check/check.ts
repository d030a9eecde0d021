/** What a check is, and how one runs a tool. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export interface Check {
  name: string
  /** Looks at the checkout in `root`; it passes when there are no problems. */
  run(root: string): Promise<CheckResult>
}

export interface CheckResult {
  /** What was looked at, in a few words. */
  summary: string
  problems: string[]
}

export interface ToolResult {
  exitCode: number | null
  stdout: string
  /** Standard output, then standard error. */
  output: string
}

/** Runs a command of node_modules/.bin (or of the system, for a name without one) in `root`. */
export async function runTool(root: string, name: string, args: readonly string[]): Promise<ToolResult> {
  const path = `${join(root, 'node_modules', '.bin')}:${process.env['PATH']}`
  const child = spawn(name, args, {
    cwd: root,
    env: { ...process.env, PATH: path, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { exitCode, stdout, output: `${stdout}${stderr}`.trim() }
}

/** For a tool that says everything itself: what it said is the problem when it did not end with 0. */
export async function toolVerdict(root: string, name: string, args: readonly string[]): Promise<string[]> {
  const { exitCode, output } = await runTool(root, name, args)
  return exitCode === 0 ? [] : [output || `${name} ended with ${exitCode}`]
}

/** What git tracks, and what it would after `git add .`; paths relative to `root`. */
export async function projectFiles(root: string): Promise<string[]> {
  const { stdout } = await runTool(root, 'git', ['ls-files', '-coz', '--exclude-standard', '--deduplicate'])
  const { stdout: deleted } = await runTool(root, 'git', ['ls-files', '-dz'])
  const gone = new Set(deleted.split('\0'))
  return stdout.split('\0').filter(path => path !== '' && !gone.has(path))
}

/** TypeScript of ours, tests and scripts included. */
export function isTypeScript(path: string): boolean {
  return /^(bin|src|test|bench|scripts)\/.*\.ts$/.test(path)
}
