/** What the commands about rules have in common: options that say what a rule is, and rules found by their name. */
import type { ParseArgsOptionsConfig } from 'node:util'
import {
  findRule,
  type KnownSource,
  parseRule,
  type Rule,
  type RuleInput,
  type RuleRow,
} from '../alerts/index.ts'
import { ConfigError } from '../errors.ts'
import type { Read } from '../store/index.ts'
import { listTopics, unknownTopics } from '../subscribers/index.ts'
import { type CommandInput, type CommandLine, durationOption, textOption, UsageError } from './command.ts'

export const ruleUsage = `[--does draft|send] [--priority flash|breaking|developing] [--least-score 0..100]
  [--least-origins N] [--topic T]… [--any-word W]… [--no-word W]… [--only-source S]… [--never-source S]…
  [--hours 07:00-23:00|always] [--days mon,tue,…|all] [--time-zone Europe/Berlin] [--pause 30m] [--updates yes|no]`

const one = { type: 'string' } as const
const many = { type: 'string', multiple: true } as const

export const ruleOptions: ParseArgsOptionsConfig = {
  ...{ does: one, priority: one, 'least-score': one, 'least-origins': one, topic: many },
  ...{ 'any-word': many, 'no-word': many, 'only-source': many, 'never-source': many },
  ...{ hours: one, days: one, 'time-zone': one, pause: one, updates: one },
}

const optionOf: Readonly<Record<string, string>> = {
  ...{ leastScore: 'least-score', leastOrigins: 'least-origins', topics: 'topic', anyWords: 'any-word' },
  ...{ noWords: 'no-word', onlySources: 'only-source', neverSources: 'never-source' },
  ...{ timeZone: 'time-zone', pauseMs: 'pause' },
}

/** What the options say; what they do not say is as in `before`. */
export function ruleOf(input: CommandInput, before: Rule, sources: readonly KnownSource[]): Rule {
  const nameOf = (field: string) => `--${optionOf[field] ?? field}`
  return requireRule({ ...before, ...saidBy(input) }, sources, { nameOf, Wrong: UsageError })
}

/** Throws a `ConfigError`, or what else is `Wrong`, that says what is wrong with which field. */
export function requireRule(
  said: unknown,
  sources: readonly KnownSource[],
  {
    nameOf = field => field,
    Wrong = ConfigError,
  }: { nameOf?: (field: string) => string; Wrong?: typeof ConfigError },
): Rule {
  const parsed = parseRule(said, sources)
  if (parsed.ok) return parsed.rule
  const problems = Object.entries(parsed.problems).map(([field, problem]) => `${nameOf(field)}: ${problem}`)
  throw new Wrong(`This is not a rule. ${problems.join(' ')}`)
}

function saidBy(input: CommandInput): RuleInput {
  const said: RuleInput = {
    does: textOption(input, 'does') ?? undefined,
    priority: textOption(input, 'priority') ?? undefined,
    leastScore: numberOption(input, 'least-score'),
    leastOrigins: numberOption(input, 'least-origins'),
    topics: input.values['topic'],
    anyWords: input.values['any-word'],
    noWords: input.values['no-word'],
    onlySources: named(input, 'only-source'),
    neverSources: named(input, 'never-source'),
    timeZone: textOption(input, 'time-zone') ?? undefined,
    pauseMs: pauseOption(input),
    ...hoursAndDays(input),
  }
  const updates = textOption(input, 'updates')
  if (updates !== null) said.updates = { yes: true, no: false }[updates] ?? updates
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

function hoursAndDays(input: CommandInput): RuleInput {
  const [hours, days] = [textOption(input, 'hours'), textOption(input, 'days')]
  return {
    ...(hours === null ? {} : { hours: hours === 'always' ? null : hours }),
    ...(days === null ? {} : { days: days === 'all' ? [] : days.toLowerCase().split(/[\s,]+/) }),
  }
}

const longestPauseMs = 7 * 86_400_000

/** No time at all, in whichever unit, is no pause. */
function pauseOption(input: CommandInput): number | undefined {
  const text = textOption(input, 'pause')
  if (text === null) return undefined
  const ms = /^0(?:ms|s|m|h|d)?$/.test(text) ? 0 : durationOption(input, 'pause')
  if (ms !== null && ms <= longestPauseMs) return ms
  throw new UsageError(`--pause must be a duration up to 7d such as 30m, or 0 for none, but is "${text}".`)
}

/** An empty name empties the list. */
function named(input: CommandInput, option: string): unknown[] | undefined {
  const names = input.values[option]
  return Array.isArray(names) ? names.filter(name => name !== '') : undefined
}

function numberOption(input: CommandInput, option: string): number | string | undefined {
  const text = textOption(input, option)
  if (text === null) return undefined
  return /^\d+$/.test(text) ? Number(text) : text
}

/** The rule is kept: the topic may come later. */
export async function sayUnknownTopics(read: Read, { topics }: Rule, line: CommandLine): Promise<void> {
  for (const name of unknownTopics(await listTopics(read), topics))
    line.err(`No topic is called "${name}", so nobody can have chosen it. tocsin topic list shows them.`)
}

export async function requireStoredRule(read: Read, name: string): Promise<RuleRow> {
  const rule = await findRule(read, name)
  if (!rule)
    throw new ConfigError(`There is no rule "${name}". Type tocsin rule list to see which there are.`)
  return rule
}

export function nameTaken(name: string): ConfigError {
  return new ConfigError(
    `There is a rule "${name}" already. Choose another name, or change that one with tocsin rule change.`,
  )
}

export const byCommandLine = 'command line'
