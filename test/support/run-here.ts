/** One command of the command line within this process, where no process's exit is at stake: to start one takes a second. */
import { main } from '../../src/cli/main.ts'
import type { CommandResult, Environment } from './tocsin-process.ts'

export async function runHere(env: Environment, args: readonly string[]): Promise<CommandResult> {
  const out: string[] = []
  const err: string[] = []
  const code = await main(args, { env, out: text => void out.push(text), err: text => void err.push(text) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
