/**
 * The command line: finds the command, parses its arguments, calls its one function and turns errors into one
 * clear line. Exit codes: 0 done, 1 it could not be done, 2 the arguments cannot be understood.
 */
import { parseArgs } from 'node:util'
import { TocsinError } from '../errors.ts'
import type { Command, CommandLine } from './command.ts'
import { consentShow } from './consent-show.ts'
import { consentVerify } from './consent-verify.ts'
import { dkimNew } from './dkim-new.ts'
import { editorInvite } from './editor-invite.ts'
import { feedRead } from './feed-read.ts'
import { replay } from './replay.ts'
import { restoreAccept } from './restore-accept.ts'
import { restoreShow } from './restore-show.ts'
import { routes } from './routes.ts'
import { ruleAdd } from './rule-add.ts'
import { ruleChange } from './rule-change.ts'
import { ruleList } from './rule-list.ts'
import { ruleDrop, ruleOff, ruleOn } from './rule-switch.ts'
import { sourceAdd } from './source-add.ts'
import { sourceImport } from './source-import.ts'
import { sourceList } from './source-list.ts'
import { start } from './start.ts'
import { storyGroup } from './story-group.ts'
import { subscriberExport } from './subscriber-export.ts'
import { subscriberImport } from './subscriber-import.ts'
import { subscriberShow } from './subscriber-show.ts'
import { suppressionAdd } from './suppression-add.ts'
import { suppressionExport } from './suppression-export.ts'
import { suppressionImport } from './suppression-import.ts'
import { suppressionList } from './suppression-list.ts'
import { suppressionRemove } from './suppression-remove.ts'
import { tokenCreate } from './token-create.ts'
import { topicAdd } from './topic-add.ts'
import { topicList } from './topic-list.ts'
import { topicRetire } from './topic-retire.ts'
import { weightDrop } from './weight-drop.ts'
import { weightList } from './weight-list.ts'
import { weightOfficial, weightSet } from './weight-set.ts'

const commands: readonly Command[] = [
  start,
  storyGroup,
  sourceAdd,
  sourceImport,
  sourceList,
  feedRead,
  ruleAdd,
  ruleList,
  ruleChange,
  ruleOn,
  ruleOff,
  ruleDrop,
  replay,
  topicAdd,
  topicList,
  topicRetire,
  subscriberImport,
  subscriberExport,
  subscriberShow,
  suppressionImport,
  suppressionExport,
  suppressionAdd,
  suppressionRemove,
  suppressionList,
  editorInvite,
  tokenCreate,
  weightSet,
  weightOfficial,
  weightList,
  weightDrop,
  dkimNew,
  consentVerify,
  consentShow,
  restoreShow,
  restoreAccept,
  routes,
]

const everywhere = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const

export async function main(argv: readonly string[], line: CommandLine): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => argv[at] === word))
  if (!command) return overview(argv, line)
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(command.name.split(' ').length),
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
    return 1
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

function overview(argv: readonly string[], line: CommandLine): number {
  const asked = argv.length === 0 || argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help'
  const print = asked ? line.out : line.err
  if (!asked) print(`tocsin: there is no command "${argv.join(' ')}".`)
  print('usage: tocsin COMMAND [--json] [--help]')
  for (const { name, about } of commands) print(`  ${name.padEnd(18)} ${about.split('\n')[0]}`)
  return asked ? 0 : 2
}

function help(command: Command, line: CommandLine): number {
  line.out(`usage: tocsin ${command.name} ${command.usage}`.trimEnd())
  line.out(command.about)
  line.out('--json prints one JSON value instead of words; exit codes: 0 done, 1 failed, 2 not understood.')
  return 0
}
