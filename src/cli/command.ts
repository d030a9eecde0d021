/** What a command of the command line is: words, options, help, and one function. */
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Environment } from '../config.ts'
import { ConfigError } from '../errors.ts'

export interface CommandLine {
  env: Environment
  /** One line to standard output. */
  out(line: string): void
  /** One line to standard error. */
  err(line: string): void
}

export interface CommandInput {
  positionals: readonly string[]
  values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  line: CommandLine
  /** `--json`: one JSON value to standard output instead of words. */
  json: boolean
}

export interface Command {
  /** `source add`. */
  name: string
  /** What follows the name: `URL [--name N]`. */
  usage: string
  about: string
  options: ParseArgsOptionsConfig
  /** Positional arguments it takes: exactly so many, or from least to most. */
  positionals: number | { least: number; most: number }
  /** Returns the exit code. */
  run(input: CommandInput): Promise<number>
}

/** What was typed cannot be used, whatever is in the store: the command line exits with 2. */
export class UsageError extends ConfigError {}

/** The text value of an option, or null when it was not given. */
export function textOption({ values }: CommandInput, name: string): string | null {
  const value = values[name]
  return typeof value === 'string' ? value : null
}

/** One of a few words; throws a `UsageError` that lists them. */
export function choiceOption<T extends string>(
  input: CommandInput,
  name: string,
  choices: readonly T[],
): T | null {
  const value = textOption(input, name)
  if (value === null) return null
  const choice = choices.find(known => known === value)
  if (!choice) throw new UsageError(`--${name} must be one of ${choices.join(', ')}, but is "${value}".`)
  return choice
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const longestMs = 30 * 86_400_000

/** `30s`, `5m`, `1h`: milliseconds, from 100 ms to 30 days; null when the option was not given. */
export function durationOption(input: CommandInput, name: string): number | null {
  const value = textOption(input, name)
  if (value === null) return null
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value) ?? []
  const ms = Math.round(Number(amount) * (unitMs[unit ?? ''] ?? Number.NaN))
  if (!(ms >= 100 && ms <= longestMs))
    throw new UsageError(
      `--${name} must be a duration from 100ms to 30d such as 30s, 5m or 1h, but is "${value}".`,
    )
  return ms
}
