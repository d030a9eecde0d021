/**
 * A rule: what makes a story an alert by itself. What somebody wrote (the desk's form, the command line, a JSON file) is
 * parsed once, here; what is wrong with it comes back per field, in words.
 */
import { z } from 'zod'
import { cleanLine } from '../plain-text.ts'
import type { Priority } from '../schema.ts'
import { isTimeZone, parseHours } from './hours.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export interface Rule {
  /** What it does with a story: a draft for the desk, or an alert that is sent at once. */
  does: 'draft' | 'send'
  priority: Priority
  /** Of the story, 0 to 100. */
  leastScore: number
  /** Independent ones. */
  leastOrigins: number
  /** Given to the alert. */
  topics: string[]
  /** One of them is in the headline or the first paragraph of what came; empty: no matter. */
  anyWords: string[]
  /** None of them is. */
  noWords: string[]
  /** Ids: it looks only at what comes from these; empty: from all. */
  onlySources: number[]
  neverSources: number[]
  /** `07:00-23:00`; over midnight as `22:00-06:00`, which belongs to the day on which it began. Null: always. */
  hours: string | null
  /** Empty: every day. */
  days: Weekday[]
  /** IANA, of hours and days. */
  timeZone: string
  /** Shortest time between two mails of one story that it sends or drafts. */
  pauseMs: number
  /** Whether it writes updates of what it alerted. */
  updates: boolean
}

/** As somebody writes it: sources by id, name or address; what is absent is as in `plainRule`. */
export type RuleInput = { [Field in keyof Rule]?: unknown }
export type RuleProblems = Record<string, string>

export interface KnownSource {
  id: number
  name: string
  url: string
}

export const plainRule: Rule = {
  ...{ does: 'draft', priority: 'breaking', leastScore: 70, leastOrigins: 1, topics: [] },
  ...{ anyWords: [], noWords: [], onlySources: [], neverSources: [] },
  ...{ hours: null, days: [], timeZone: 'UTC', pauseMs: 30 * 60_000, updates: true },
}

const longestPauseMs = 7 * 86_400_000
const mostWords = 200

const words = (most: number, longest: number) =>
  z
    .array(z.string().transform(cleanLine))
    .transform(all => [...new Set(all.filter(word => word !== ''))])
    .refine(
      all => all.length <= most && all.every(word => word.length <= longest),
      `At most ${most}, of at most ${longest} characters each.`,
    )

const wholeNumber = (least: number, most: number) => {
  const says = `Give a whole number from ${least} to ${most}.`
  return z.number(says).int(says).min(least, says).max(most, says)
}

/** An empty list of sources would be no limit at all: a name that nobody knows is a problem, not left out. */
function sourceList(known: readonly KnownSource[]) {
  return z.array(z.union([z.string(), z.number()])).transform((named, context) => {
    const found = named.map(name => ({ name, source: findSource(known, name) }))
    const unknown = found.filter(({ source }) => !source).map(({ name }) => `“${name}”`)
    if (unknown.length > 0)
      context.addIssue({
        code: 'custom',
        message: `No source is called ${unknown.join(', ')}. Give names as the list of sources has them.`,
      })
    return [...new Set(found.flatMap(({ source }) => (source ? [source.id] : [])))].sort((a, b) => a - b)
  })
}

function findSource(known: readonly KnownSource[], named: string | number): KnownSource | undefined {
  if (typeof named === 'number') return known.find(({ id }) => id === named)
  const name = cleanLine(named)
  return (
    known.find(source => source.name === name || source.url === name) ??
    known.find(source => source.name.toLowerCase() === name.toLowerCase())
  )
}

function schemaOf(known: readonly KnownSource[]) {
  return z.strictObject({
    does: z.enum(['draft', 'send'], 'Choose draft or send.').default(plainRule.does),
    priority: z
      .enum(['flash', 'breaking', 'developing'], 'Choose flash, breaking or developing.')
      .default(plainRule.priority),
    leastScore: wholeNumber(0, 100).default(plainRule.leastScore),
    leastOrigins: wholeNumber(1, 100).default(plainRule.leastOrigins),
    topics: words(20, 50).default([]),
    anyWords: words(mostWords, 100).default([]),
    noWords: words(mostWords, 100).default([]),
    onlySources: sourceList(known).default([]),
    neverSources: sourceList(known).default([]),
    hours: z
      .string()
      .nullable()
      .transform(text => text?.replace(/\s/g, '').replace('–', '-') || null)
      .refine(text => text === null || parseHours(text) !== null, 'Give hours such as 07:00-23:00.')
      .default(null),
    days: z
      .array(z.enum(weekdays, `Choose of ${weekdays.join(', ')}.`))
      .transform(chosen => weekdays.filter(day => chosen.includes(day)))
      .default([]),
    timeZone: z
      .string()
      .refine(isTimeZone, 'Give a time zone such as Europe/Berlin.')
      .default(plainRule.timeZone),
    pauseMs: wholeNumber(0, longestPauseMs).default(plainRule.pauseMs),
    updates: z.boolean('Say true or false.').default(plainRule.updates),
  })
}

export type ParsedRule = { ok: true; rule: Rule } | { ok: false; problems: RuleProblems }

export function parseRule(input: unknown, known: readonly KnownSource[]): ParsedRule {
  const parsed = schemaOf(known).safeParse(input)
  if (parsed.success) return { ok: true, rule: parsed.data }
  return {
    ok: false,
    problems: Object.fromEntries(
      parsed.error.issues.toReversed().map(issue => {
        if (issue.code === 'unrecognized_keys') return [issue.keys.join(', '), 'A rule has no such field.']
        return [String(issue.path[0] ?? 'rule'), issue.message]
      }),
    ),
  }
}

/** As `keepRules` wrote it, or null. */
export function ruleFromStore(text: string): Rule {
  // What was stored came out of `parseRule`; fields that came later have their plain value.
  return { ...plainRule, ...(JSON.parse(text) as Partial<Rule>) }
}

const longestName = 80

/** Null: it can be a rule's name. */
export function nameProblem(name: string): string | null {
  if (cleanLine(name) !== name || name === '') return 'Give it a name, on one line.'
  return name.length > longestName ? `At most ${longestName} characters; this has ${name.length}.` : null
}
