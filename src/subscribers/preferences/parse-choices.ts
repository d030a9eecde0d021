/**
 * From what a person typed to what they chose, and back: `parseChoices(entryOf(p))` is `p` again. What a form may hold is
 * bounded here, whoever sends it. Watch expressions are parsed by their own stage, so the parser comes in.
 */
import { clockText, minutesOf } from './clock-text.ts'
import {
  longestWatchExpression,
  mostWatchExpressions,
  type Preferences,
  plainPreferences,
} from './preferences.ts'

const mostTopics = 100
export const highestDailyMost = 100

/** What the form of choices is about; mutes, "less of this" and pauses are pressed one by one. */
export type Chosen = Omit<Preferences, 'less' | 'muted' | 'only' | 'pausedUntil'>

/** As it was typed and ticked. */
export interface ChoicesEntry {
  scope: string
  /** Ids. */
  topics: readonly string[]
  watch: readonly string[]
  least: string
  dailyMost: string
  quietFrom: string
  quietTo: string
  timeZone: string
  digestAt: string
}

export interface ChoicesProblems<WatchProblem> {
  /** One for each expression of the entry. */
  watch: readonly (WatchProblem | 'too-long' | null)[]
  tooManyWatch: boolean
  dailyMost: boolean
  quiet: 'one-missing' | 'equal' | 'too-long' | 'no-time' | null
  digestAt: boolean
  /** What no form of ours sends. */
  other: boolean
}

export type ParsedChoices<WatchProblem> =
  | { ok: true; chosen: Chosen }
  | { ok: false; problems: ChoicesProblems<WatchProblem> }

export interface ChoicesRules<WatchProblem> {
  /** Ids that may be chosen: what the newsroom offers, and what was chosen before. */
  topics: ReadonlySet<number>
  watchProblem(expression: string): WatchProblem | null
}

export function parseChoices<WatchProblem>(
  entry: ChoicesEntry,
  { topics, watchProblem }: ChoicesRules<WatchProblem>,
): ParsedChoices<WatchProblem> {
  const watch = entry.watch.map(plainLine)
  const quiet = parseQuiet(entry)
  const dailyMost = parseDailyMost(entry.dailyMost)
  const digestAt = minutesOf(entry.digestAt)
  const scope = oneOf(entry.scope, ['all', 'chosen'])
  const least = oneOf(entry.least, ['flash', 'breaking', 'developing'])
  const timeZone = knownTimeZone(entry.timeZone)
  const chosenTopics = [...new Set(entry.topics.map(Number))].filter(id => topics.has(id))
  const problems: ChoicesProblems<WatchProblem> = {
    watch: watch.map(expression => problemOfWatch(expression, watchProblem)),
    tooManyWatch: watch.filter(Boolean).length > mostWatchExpressions,
    dailyMost: dailyMost === 'no-number',
    quiet: typeof quiet === 'string' ? quiet : null,
    digestAt: digestAt === null,
    other: !scope || !least || !timeZone || chosenTopics.length > mostTopics,
  }
  // The repeated looks at single values tell the compiler what `problems` says as a whole.
  if (anyProblem(problems) || typeof quiet === 'string' || dailyMost === 'no-number')
    return { ok: false, problems }
  if (digestAt === null || !scope || !least || !timeZone) return { ok: false, problems }
  const expressions = [...new Set(watch.filter(Boolean))]
  const topicIds = chosenTopics.sort((one, other) => one - other)
  const limits = { least, dailyMost, quiet, timeZone, digestAt }
  return { ok: true, chosen: { scope, topics: topicIds, watch: expressions, ...limits } }
}

export function entryOf(chosen: Chosen): ChoicesEntry {
  return {
    scope: chosen.scope,
    topics: chosen.topics.map(String),
    watch: chosen.watch,
    least: chosen.least,
    dailyMost: chosen.dailyMost === null ? '' : String(chosen.dailyMost),
    quietFrom: chosen.quiet ? clockText(chosen.quiet.from) : '',
    quietTo: chosen.quiet ? clockText(chosen.quiet.to) : '',
    timeZone: chosen.timeZone,
    digestAt: clockText(chosen.digestAt),
  }
}

function anyProblem({ watch, ...rest }: ChoicesProblems<unknown>): boolean {
  return watch.some(problem => problem !== null) || Object.values(rest).some(Boolean)
}

function problemOfWatch<WatchProblem>(
  expression: string,
  watchProblem: (expression: string) => WatchProblem | null,
): WatchProblem | 'too-long' | null {
  if (expression === '') return null
  // Before it is parsed: no parser need bear a field of 64 kB.
  return [...expression].length > longestWatchExpression ? 'too-long' : watchProblem(expression)
}

/** One line, without what no keyboard types. */
function plainLine(typed: string): string {
  return typed.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

function parseDailyMost(typed: string): number | null | 'no-number' {
  const text = typed.trim()
  if (text === '') return null
  return /^\d{1,3}$/.test(text) && Number(text) <= highestDailyMost ? Number(text) : 'no-number'
}

const minutesADay = 1_440
/** Minutes a day in which the digest can come, also when the server was busy. */
const leastLoud = 60

type Quiet = Preferences['quiet'] | Exclude<ChoicesProblems<unknown>['quiet'], null>

function parseQuiet({ quietFrom, quietTo }: ChoicesEntry): Quiet {
  const [typedFrom, typedTo] = [quietFrom.trim(), quietTo.trim()]
  if (typedFrom === '' && typedTo === '') return null
  if (typedFrom === '' || typedTo === '') return 'one-missing'
  const [from, to] = [minutesOf(typedFrom), minutesOf(typedTo)]
  if (from === null || to === null) return 'no-time'
  if (from === to) return 'equal'
  return (from - to + minutesADay) % minutesADay < leastLoud ? 'too-long' : { from, to }
}

function knownTimeZone(typed: string): string | null {
  // A number of hours is a zone to Intl, but none that knows of summer time.
  if (!/^[A-Za-z][\w/+-]{1,63}$/.test(typed)) return null
  if (typed === plainPreferences.timeZone) return typed
  try {
    new Intl.DateTimeFormat('en', { timeZone: typed })
    return typed
  } catch {
    // Intl throws for a zone that it does not know.
    return null
  }
}

function oneOf<Value extends string>(typed: string, values: readonly Value[]): Value | null {
  return values.find(value => value === typed) ?? null
}
