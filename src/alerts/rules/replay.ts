/**
 * A rule tried on the past: the moments of then and all that was logged between them go through the very function that
 * works live (`decide.ts`). Nothing is written. The same past and the same rule give the same mails; of a past that was
 * purged, or that hangs on what was, there is no replay.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Read } from '../../store/index.ts'
import { lookBackMs, momentsKeptFrom, readMomentsBetween, type StoryMoment } from '../../stories/index.ts'
import type { Priority } from '../schema.ts'
import { takeEvent } from './decide.ts'
import type { Decision } from './decision.ts'
import type { LoggedEvent, RuleEvent } from './events.ts'
import { emptyState } from './memory.ts'
import { momentEvents } from './moment-events.ts'
import { readFactsBefore } from './read-facts.ts'
import type { Rule } from './rule.ts'

const dayMs = 86_400_000
/** So much of the past before it is looked at first, so that what was alerted then is known, and what waits. */
const warmMs = 2 * dayMs
/** What is older than a replay needs at all: what the first moment looks back at, and as much as clocks may differ. */
const neededMs = warmMs + lookBackMs + dayMs
const minuteMs = 60_000
const momentsAtOnce = 500
/** Of a rule that is not stored. */
export const newRuleId = Number.MAX_SAFE_INTEGER

export interface Trial {
  /** Of the stored rule that it takes the place of, else `newRuleId`. */
  ruleId: number
  name: string
  rule: Rule
}

export interface ReplayedMail {
  /** The same for a draft and for its going out. */
  key: string
  kind: Decision['kind']
  does: Decision['does']
  rule: string
  at: number
  /** Since the first item of its story. */
  minutesAfterFirst: number
  storyId: number
  momentId: number
  score: number
  origins: number
  headline: string
  summary: string
  sourceName: string | null
  priority: Priority
  topics: readonly string[]
  whatChanged: string | null
  whatWasWrong: string | null
}

export type Replayed =
  | { kind: 'replayed'; mails: ReplayedMail[] }
  /** Some of what it needs was purged. A whole minute: from then on there are replays. */
  | { kind: 'purged'; possibleFrom: number }

interface ReplayWish {
  from: number
  to: number
  trial: Trial | null
}

/**
 * What all rules together would have made with `from <= at < to`, the trial in force from `from` on; without one: what
 * they made.
 */
export async function replayRules(read: Read, wish: ReplayWish): Promise<Replayed> {
  const earliest = await replayPossibleFrom(read)
  if (wish.from < earliest) return { kind: 'purged', possibleFrom: earliest }
  const mails = await replay(read, wish)
  // It takes its time and no lock: what went meanwhile may have been what it was about to read.
  const possibleFrom = await replayPossibleFrom(read)
  return wish.from < possibleFrom ? { kind: 'purged', possibleFrom } : { kind: 'replayed', mails }
}

async function replayPossibleFrom(read: Read): Promise<number> {
  const keptFrom = await momentsKeptFrom(read)
  if (keptFrom === null) return Number.NEGATIVE_INFINITY
  return Math.ceil((keptFrom + neededMs) / minuteMs) * minuteMs
}

async function replay(read: Read, { from, to, trial }: ReplayWish): Promise<ReplayedMail[]> {
  const state = emptyState()
  const decisions: Decision[] = []
  let isTried = false
  const begin = () => {
    if (!trial || isTried) return
    isTried = true
    takeEvent(state, { kind: 'rule', version: { ...trial, id: 0, on: true, at: from } })
  }
  for await (const event of eventsOf(read, { from: from - warmMs, to })) {
    if (event.kind === 'moment' && event.moment.at >= from) begin()
    if (isTried && isOfRule(event, trial?.ruleId)) continue
    decisions.push(...takeEvent(state, event))
  }
  begin()
  // Nobody woke up for what the trial lets wait.
  if (trial) decisions.push(...takeEvent(state, { kind: 'tick', at: to - 1 }))
  const made = decisions.filter(({ at }) => at >= from && at < to)
  return withFirstItems(read, made)
}

function isOfRule(event: RuleEvent, ruleId: number | undefined): boolean {
  if (event.kind === 'rule') return event.version.ruleId === ruleId
  return event.kind === 'dropped' && event.ruleId === ruleId
}

async function* eventsOf(
  read: Read,
  { from, to }: { from: number; to: number },
): AsyncGenerator<RuleEvent, void, undefined> {
  let last: number | null = null
  for await (const page of pagesOf(readMomentsBetween(read, from, to))) {
    // SQLite answers at once: without this a page that is asked for meanwhile would wait for all of it.
    await nextTurn()
    const events = await momentEvents(read, page)
    const [first, end] = [events[0], events.at(-1)]
    if (!first || !end) continue
    if (last === null) {
      last = await momentBefore(read, first.moment.id)
      yield* knownBefore(read, { ...first.moment, previous: last })
    }
    const log = await readLog(read, { from: last, to: end.moment.id })
    for (const event of events) {
      while (log[0] && log[0].afterMoment < event.moment.id) yield log.shift()?.event as LoggedEvent
      yield event
    }
    last = end.moment.id
  }
  const rest = last === null ? [] : await readLog(read, { from: last, to: last + 1 })
  for (const { event } of rest) yield event
}

async function* pagesOf(moments: AsyncIterable<StoryMoment>): AsyncGenerator<StoryMoment[], void, undefined> {
  let page: StoryMoment[] = []
  for await (const moment of moments) {
    page.push(moment)
    if (page.length < momentsAtOnce) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

/** What the worker saw last before it; 0: nothing. */
async function momentBefore(read: Read, id: number): Promise<number> {
  const row = await read
    .selectFrom('story_moments')
    .select('id')
    .where('id', '<', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? 0
}

/** The rules that were in force before this moment, and what readers had been told. */
async function* knownBefore(
  read: Read,
  { id, madeAt, previous }: StoryMoment['moment'] & { previous: number },
): AsyncGenerator<RuleEvent, void, undefined> {
  const rules = await logRows(read)
    .where('after_moment', '<', previous)
    .where('kind', 'in', ['rule', 'dropped'])
    .execute()
  for (const { event } of rules) yield eventOf(event)
  yield* await readFactsBefore(read, { since: madeAt - lookBackMs, before: madeAt, beforeMoment: id })
}

/** What was logged after a moment from `from` on, and before one of `to`. */
async function readLog(
  read: Read,
  { from, to }: { from: number; to: number },
): Promise<{ afterMoment: number; event: LoggedEvent }[]> {
  const rows = await logRows(read).where('after_moment', '>=', from).where('after_moment', '<', to).execute()
  return rows.map(row => ({ afterMoment: row.after_moment, event: eventOf(row.event) }))
}

function logRows(read: Read) {
  return read.selectFrom('rule_log').select(['after_moment', 'event']).orderBy('id')
}

function eventOf(text: string): LoggedEvent {
  // As the worker wrote it.
  return JSON.parse(text) as LoggedEvent
}

async function withFirstItems(read: Read, decisions: readonly Decision[]): Promise<ReplayedMail[]> {
  const storyIds = [...new Set(decisions.map(({ storyId }) => storyId))]
  const firstOf = new Map<number, number>()
  for (let from = 0; from < storyIds.length; from += momentsAtOnce) {
    const rows = await read
      .selectFrom('stories')
      .select(['id', 'created_at'])
      .where('id', 'in', storyIds.slice(from, from + momentsAtOnce))
      .execute()
    for (const row of rows) firstOf.set(row.id, row.created_at)
  }
  return decisions.map(decision => mailOf(decision, firstOf.get(decision.storyId) ?? decision.at))
}

function mailOf(decision: Decision, firstAt: number): ReplayedMail {
  const { key, kind, does, version, at, storyId, momentId, score, origins, fields } = decision
  const { headline, summary, sourceName, priority, topics, whatChanged, whatWasWrong } = fields
  return {
    ...{ key, kind, does, rule: version?.name ?? 'corrections', at },
    minutesAfterFirst: Math.round((at - firstAt) / 6_000) / 10,
    ...{ storyId, momentId, score, origins },
    ...{ headline, summary, sourceName, priority, topics, whatChanged, whatWasWrong },
  }
}
