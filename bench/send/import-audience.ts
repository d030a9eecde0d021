/** Everybody comes in as an operator brings them: by `tocsin subscriber import`. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Environment, runCommand } from '../../test/support/tocsin-process.ts'

const deadlineMs = 1_200_000

/** Who is there already stays. Returns the seconds of the command, its start included. */
export async function importAudience(
  env: Environment,
  folder: string,
  addresses: readonly string[],
): Promise<number> {
  const file = join(folder, 'audience.csv')
  await writeFile(file, ['address', ...addresses].join('\n'))
  const from = performance.now()
  const { code, err } = await runCommand(env, ['subscriber', 'import', file], deadlineMs)
  if (code !== 0) throw new Error(`subscriber import ended with ${code}: ${err}`)
  return (performance.now() - from) / 1_000
}
