/**
 * Whether a subscriber wants an alert, and why: the plain definition, which every index must agree with. Pure. Limits
 * (quiet hours, so many a day) come after it and only put off. Corrections and retractions go to whoever got the
 * original, whatever they chose; updates ask only for pause, mutes and "only this".
 */
import { type Muted, type Preferences, plainPreferences } from '../../subscribers/index.ts'
import type { AlertKind, Priority } from '../schema.ts'
import type { Watch } from '../watch/expression.ts'
import { matchesWatch } from '../watch/matches-watch.ts'
import { parseWatch } from '../watch/parse-watch.ts'
import type { AlertFacts } from './facts.ts'

export type Because =
  /** Every alert was asked for. */
  | { kind: 'everything' }
  /** It is of no topic, and so for everyone who did not ask for words alone. */
  | { kind: 'everyone' }
  | { kind: 'topics'; topics: readonly number[] }
  /** The expressions that find it, as they were typed. */
  | { kind: 'watch'; expressions: readonly string[] }
  /** Nothing but this story was asked for. */
  | { kind: 'story' }
  /** Who got what it follows gets it. */
  | { kind: 'follows'; as: Exclude<AlertKind, 'alert'> }

export type Obstacle =
  | { kind: 'paused'; until: number }
  /** Nothing but other stories was asked for. */
  | { kind: 'other-story' }
  | { kind: 'muted' }
  | { kind: 'priority'; least: Priority }
  /** The topics of it that were to be less. */
  | { kind: 'less'; topics: readonly number[] }
  | { kind: 'no-match' }

export type Wanted = { in: true; because: Because } | { in: false; obstacle: Obstacle }

/** Preferences with their watch expressions read: once for any number of alerts. */
export interface Wish {
  preferences: Preferences
  watch: readonly { typed: string; watch: Watch }[]
}

/** An expression that cannot be read finds nothing; the form that keeps them refuses such. */
export function wishOf(preferences: Preferences | null): Wish {
  const chosen = preferences ?? plainPreferences
  const watch = chosen.watch.flatMap(typed => {
    const parsed = parseWatch(typed)
    return parsed.kind === 'parsed' ? [{ typed, watch: parsed.watch }] : []
  })
  return { preferences: chosen, watch }
}

/** @param preferences Null: chose nothing. @param at When it is sent. */
export function wants(facts: AlertFacts, preferences: Preferences | null, at: number): Wanted {
  return wishWants(facts, wishOf(preferences), at)
}

export function wishWants(facts: AlertFacts, wish: Wish, at: number): Wanted {
  const { kind } = facts
  if (kind === 'correction' || kind === 'retraction') return yes({ kind: 'follows', as: kind })
  const { pausedUntil, only, muted } = wish.preferences
  if (pausedUntil !== null && at < pausedUntil) return no({ kind: 'paused', until: pausedUntil })
  if (only.length > 0) return isOf(facts, only) ? yes({ kind: 'story' }) : no({ kind: 'other-story' })
  if (isOf(facts, muted)) return no({ kind: 'muted' })
  if (kind === 'update') return yes({ kind: 'follows', as: kind })
  return choiceWants(facts, wish)
}

const urgency = { flash: 2, breaking: 1, developing: 0 }

function choiceWants(facts: AlertFacts, { preferences, watch }: Wish): Wanted {
  const { least, scope, less } = preferences
  if (urgency[facts.priority] < urgency[least]) return no({ kind: 'priority', least })
  const expressions = watch.filter(one => matchesWatch(one.watch, facts.words)).map(({ typed }) => typed)
  if (expressions.length > 0) return yes({ kind: 'watch', expressions })
  const because: Because | null = scope === 'all' ? { kind: 'everything' } : chosenFor(facts, preferences)
  if (!because) return no({ kind: 'no-match' })
  const fewer = facts.priority === 'flash' ? [] : common(facts.topics, less)
  return fewer.length > 0 ? no({ kind: 'less', topics: fewer }) : yes(because)
}

function chosenFor(facts: AlertFacts, { topics, watch }: Preferences): Because | null {
  const found = common(topics, facts.topics)
  if (found.length > 0) return { kind: 'topics', topics: found }
  const wordsAlone = topics.length === 0 && watch.length > 0
  return facts.namesTopics || wordsAlone ? null : { kind: 'everyone' }
}

function isOf({ storyIds, threadId }: AlertFacts, these: readonly Muted[]): boolean {
  return these.some(one => ('story' in one ? storyIds.includes(one.story) : one.thread === threadId))
}

function common(some: readonly number[], others: readonly number[]): number[] {
  return some.filter(id => others.includes(id))
}

function yes(because: Because): Wanted {
  return { in: true, because }
}

function no(obstacle: Obstacle): Wanted {
  return { in: false, obstacle }
}
