/** `tocsin replay`: which mails a rule would have sent, when, and beside it what was done then. Nothing is written. */
import { existsSync, readFileSync } from 'node:fs'
import {
  findRule,
  newRuleId,
  plainRule,
  type ReplayedMail,
  type Rule,
  replayRules,
  type Trial,
} from '../alerts/index.ts'
import { systemClock } from '../clock.ts'
import { ConfigError } from '../errors.ts'
import { listSourceNames } from '../sources/index.ts'
import type { Read } from '../store/index.ts'
import { type Command, type CommandInput, textOption, UsageError } from './command.ts'
import { inPlace } from './place.ts'
import { requireRule, ruleOf, ruleOptions, ruleUsage } from './rule-options.ts'

const dayMs = 86_400_000

export const replay: Command = {
  name: 'replay',
  usage: `--rule NAME|FILE.json|'{…}' [--from TIME] [--to TIME] [--compare NAME|FILE.json|'{…}']\n  ${ruleUsage}`,
  about: `Tries a rule on the past: every mail it would have made, and when, beside what it really made.
Or beside what --compare would have; each with the minutes since the first item of its story. Nothing is written, and the
same past gives the same mails. TIME is as 2026-11-23T08:00Z; without: the last 24 hours. Of a time that was
purged (RETENTION, moments) there is none. JSON has the fields that tocsin rule list --json shows; options change the rule
for the trial.`,
  options: {
    ...ruleOptions,
    ...{
      rule: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      compare: { type: 'string' },
    },
  },
  positionals: 0,
  async run(input) {
    const wish = textOption(input, 'rule')
    if (wish === null) throw new UsageError('--rule is missing: name a rule, or a file with one.')
    return inPlace(input.line.env, async ({ store }) => {
      const now = systemClock.now()
      const to = timeOption(input, 'to') ?? now
      const from = timeOption(input, 'from') ?? to - dayMs
      if (from >= to) throw new UsageError(`--from must be before --to, but is ${iso(from)} and ${iso(to)}.`)
      const trial = await trialOf(store.read, wish, input)
      const other = textOption(input, 'compare')
      const beside = other === null ? null : await trialOf(store.read, other, null)
      const window = { from, to }
      const mails = await mailsOf(store.read, { ...window, trial })
      const otherMails = await mailsOf(store.read, { ...window, trial: beside })
      const result = {
        ...window,
        rule: trial.name,
        mails: mails.filter(mail => mail.rule === trial.name),
        beside: beside?.name ?? 'as it was',
        besideMails: otherMails.filter(mail => mail.rule === (beside ?? trial).name),
      }
      if (input.json) input.line.out(JSON.stringify(asJson(result)))
      else for (const line of told(result)) input.line.out(line)
      return 0
    })
  },
}

async function mailsOf(read: Read, wish: Parameters<typeof replayRules>[1]): Promise<ReplayedMail[]> {
  const replayed = await replayRules(read, wish)
  if (replayed.kind === 'replayed') return replayed.mails
  throw new ConfigError(
    `--from must be ${iso(replayed.possibleFrom)} or later, but is ${iso(wish.from)}: what an earlier replay needs was purged (RETENTION, moments).`,
  )
}

interface Result {
  from: number
  to: number
  rule: string
  mails: readonly ReplayedMail[]
  beside: string
  besideMails: readonly ReplayedMail[]
}

/** A stored rule, a file, or JSON itself; `input`'s options change it. */
async function trialOf(read: Read, wish: string, input: CommandInput | null): Promise<Trial> {
  const sources = await listSourceNames(read)
  const stored = await findRule(read, wish)
  const { name, rule, ruleId } = stored ?? (await written(read, wish, sources))
  return { name, ruleId, rule: input ? ruleOf(input, rule, sources) : rule }
}

async function written(
  read: Read,
  wish: string,
  sources: Parameters<typeof requireRule>[1],
): Promise<{ name: string; rule: Rule; ruleId: number }> {
  const inline = wish.trimStart().startsWith('{')
  if (!inline && !existsSync(wish))
    throw new ConfigError(
      `--rule names no rule and no file: "${wish}". Type tocsin rule list to see the rules.`,
    )
  const Wrong = inline ? UsageError : ConfigError
  const { name, rule, ...fields } = parseJson(inline ? wish : readFileSync(wish, 'utf8'), Wrong)
  const said = typeof rule === 'object' ? rule : withoutListed(fields)
  const called = typeof name === 'string' && name !== '' ? name : 'not stored'
  const same = await findRule(read, called)
  return {
    name: called,
    ruleId: same?.ruleId ?? newRuleId,
    rule: requireRule({ ...plainRule, ...said }, sources, { Wrong }),
  }
}

/** What `rule list --json` adds to a rule. */
function withoutListed({ id, on, made, lastMadeAt, ...fields }: Record<string, unknown>): object {
  return fields
}

function parseJson(text: string, Wrong: typeof ConfigError): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {}
  throw new Wrong('--rule must be one JSON object with the fields of a rule, such as {"leastScore": 70}.')
}

function timeOption(input: CommandInput, name: string): number | null {
  const text = textOption(input, name)
  if (text === null) return null
  // Without a zone JavaScript takes the machine's, and the same command would mean another time elsewhere.
  const at = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Date.parse(`${text}Z`)
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : at
  if (Number.isNaN(day))
    throw new UsageError(`--${name} must be a time such as 2026-11-23T08:00Z, but is "${text}".`)
  return day
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

function asJson({ from, to, rule, mails, beside, besideMails }: Result) {
  const shown = (mail: ReplayedMail) => ({ ...mail, at: iso(mail.at), storyId: String(mail.storyId) })
  return {
    from: iso(from),
    to: iso(to),
    rule,
    mails: mails.map(shown),
    beside,
    besideMails: besideMails.map(shown),
  }
}

function told({ from, to, rule, mails, beside, besideMails }: Result): string[] {
  const list = (title: string, all: readonly ReplayedMail[]) => [
    `${title}: ${countWords(all)}`,
    ...all.flatMap(mailLines),
  ]
  return [
    `From ${iso(from)} to ${iso(to)}`,
    ...list(rule, mails),
    '',
    ...list(beside === 'as it was' ? `${rule}, as it was` : beside, besideMails),
  ]
}

function countWords(mails: readonly ReplayedMail[]): string {
  const sent = mails.filter(({ does }) => does === 'send').length
  return `${sent} sent, ${mails.length - sent} as drafts`
}

function mailLines(mail: ReplayedMail): string[] {
  const { at, kind, does, minutesAfterFirst, score, origins, headline, sourceName } = mail
  const first = `  ${iso(at)}  ${does === 'send' ? 'sent ' : 'draft'} ${kind}, ${minutesAfterFirst} min after the first item, score ${score}, origins ${origins}, story ${mail.storyId}`
  const words = mail.whatChanged ?? mail.whatWasWrong
  return [
    first,
    `    ${headline}${sourceName ? ` (${sourceName})` : ''}`,
    ...(words
      ? words
          .split('\n')
          .filter(Boolean)
          .map(line => `    | ${line}`)
      : []),
  ]
}
