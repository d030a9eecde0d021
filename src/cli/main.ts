/**
 * The command line: finds the command, parses its arguments, calls its one function and turns errors into one
 * clear line. Exit codes: 0 done, 1 it could not be done, 2 what was typed cannot be used, whatever there is.
 */
import { parseArgs } from 'node:util'
import { InvalidRequestError, TocsinError } from '../errors.ts'
import { type Command, type CommandLine, UsageError } from './command.ts'
import { commands } from './commands.ts'

const everywhere = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const

export async function main(argv: readonly string[], line: CommandLine): Promise<number> {
  const found = commands.find(([name]) => name.split(' ').every((word, at) => argv[at] === word))
  if (!found) return overview(argv, line)
  const [name, load] = found
  const command = await load()
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(name.split(' ').length),
      options: { ...command.options, ...everywhere },
      allowPositionals: true,
    })
    if (values.help) return help(command, line)
    const wrong = wrongCount(command, positionals.length)
    if (wrong) {
      line.err(`tocsin: ${command.name} takes ${wrong} argument(s), but got ${positionals.length}.`)
      line.err(`usage: tocsin ${command.name} ${command.usage}`)
      return 2
    }
    return await command.run({ values, positionals, line, json: values.json === true })
  } catch (error) {
    return failed(error, command, line)
  }
}

/** How many it takes, where that is not what it got. */
function wrongCount({ positionals }: Command, got: number): string | null {
  if (typeof positionals === 'number') return got === positionals ? null : String(positionals || 'no')
  const { least, most } = positionals
  if (got >= least && got <= most) return null
  return most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`
}

function failed(error: unknown, command: Command, line: CommandLine): number {
  if (error instanceof TocsinError) {
    line.err(`tocsin: ${error.message}`)
    return error instanceof UsageError || error instanceof InvalidRequestError ? 2 : 1
  }
  const { code, message } = error as NodeJS.ErrnoException
  if (code?.startsWith('ERR_PARSE_ARGS')) {
    line.err(`tocsin: ${message.split('. ')[0]}.`)
    line.err(`usage: tocsin ${command.name} ${command.usage}`)
    return 2
  }
  line.err(`tocsin: ${message || String(error)}`)
  if (line.env['DEBUG']) line.err(String((error as Error).stack))
  return 1
}

/** All commands, or those that begin with the word given: `tocsin rule` shows what there is of rules. */
async function overview([word = '', ...more]: readonly string[], line: CommandLine): Promise<number> {
  const asksForHelp = (said: string) => ['', 'help', '--help', '-h'].includes(said)
  const ofWord = commands.filter(([name]) => name.startsWith(`${word} `))
  const asked = asksForHelp(word) || (ofWord.length > 0 && more.every(asksForHelp))
  const print = asked ? line.out : line.err
  if (!asked) print(`tocsin: there is no command "${[word, ...more].join(' ')}".`)
  if (!asked && ofWord.length === 0) {
    print('Type tocsin to see the commands.')
    return 2
  }
  print('usage: tocsin COMMAND [--json] [--help]')
  const shown = await Promise.all((ofWord.length > 0 ? ofWord : commands).map(([, load]) => load()))
  for (const { name, about } of shown) print(`  ${name.padEnd(18)} ${about.split('\n')[0]}`)
  return asked ? 0 : 2
}

function help(command: Command, line: CommandLine): number {
  line.out(`usage: tocsin ${command.name} ${command.usage}`.trimEnd())
  line.out(command.about)
  line.out(
    '--json prints one JSON value instead of words; exit codes: 0 done, 1 it failed, 2 what was typed cannot be used.',
  )
  return 0
}
