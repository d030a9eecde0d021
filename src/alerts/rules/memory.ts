/** What the rules know of a story that somebody was alerted to. A story without one was never alerted. */
import type { Change } from '../../stories/index.ts'
import type { DraftFields } from '../alert-fields.ts'
import type { AlertFact, Moved, RuleVersion } from './events.ts'

export interface Alerted extends AlertFact {
  /** Corrections that a rule drafted of it, by the item that brought each. */
  correctedBy: readonly number[]
}

export function isPaused({ paused = false }: Pick<AlertFact, 'paused'>): boolean {
  return paused
}

/** What came while an update had to wait; it goes out together. */
export interface Waiting {
  changes: readonly Change[]
  /** Of the mail, from the newest of what came. */
  fields: DraftFields
  momentId: number
  itemId: number | null
  score: number
  origins: number
  /** When the first of it came. */
  since: number
  /** When the newest of it did; an older version has not kept it. */
  newest?: number
}

/** So long after the newest of it came, what waits behind a draft is no news any more. */
const newsForMs = 86_400_000

/** What waits, if it is still news. */
export function newsOf(waiting: Waiting | null, at: number): Waiting | null {
  return waiting && at - (waiting.newest ?? waiting.since) > newsForMs ? null : waiting
}

export interface StoryMemory {
  /** Alerts of kind `alert` in the order in which they were made. */
  alerts: readonly Alerted[]
  /** An update that is still a draft. */
  openUpdate: string | null
  /** It was taken out of a story whose readers were alerted; they are not alerted again. */
  silent: boolean
  /** Last time that readers got a mail of it. */
  lastAt: number
  waiting: Waiting | null
  /** What waits goes no earlier: an editor, or a change of the rule, has set it free. */
  freeFrom: number
  /** Follow-ups whose end is known. */
  settled: readonly string[]
}

/** All that `takeEvent` changes. Memories are never changed, only replaced. */
export interface RulesState {
  /** By the rule's id, in the order in which they were made. */
  rules: Map<number, RuleVersion>
  stories: Map<number, StoryMemory>
  relied: readonly string[]
}

export function emptyState(): RulesState {
  return { rules: new Map(), stories: new Map(), relied: [] }
}

export const blankMemory: StoryMemory = {
  ...{ alerts: [], openUpdate: null, silent: false, lastAt: 0, waiting: null },
  ...{ freeFrom: 0, settled: [] },
}

/**
 * Alerts go with the items that they were made from, or stay. Who was alerted to a story was alerted to all that it
 * becomes: a story that takes up an alerted one, was taken out of one, or is at least by half what was in one, rings no bell.
 * @param moment One side's, as it is after the move.
 */
export function carryAlerts(
  stories: RulesState['stories'],
  { kind, from, to, items }: Moved,
  moment: { storyId: number; items: number },
): void {
  const left = stories.get(from)
  if (!left) return
  const joined = stories.get(to)
  if (kind === 'merge') {
    stories.set(to, joinMemories(joined, left))
    stories.delete(from)
    return
  }
  const went = left.alerts.filter(({ itemId }) => itemId !== null && items.includes(itemId))
  const isMostly = moment.storyId === to && items.length * 2 >= moment.items
  if (kind === 'move' && went.length === 0 && !isMostly) return
  // Both sides tell of a split: at the second one everything has gone over.
  if (kind === 'split' && joined && left.alerts.length === 0) return
  const silent = { ...blankMemory, silent: true }
  // The thread goes on where the item is that it was made from; the other part only knows that it was told.
  if (went.length === left.alerts.length && went.length > 0) {
    stories.set(to, joinMemories(joined, left))
    stories.set(from, silent)
    return
  }
  stories.set(to, joinMemories(joined, { ...silent, alerts: went }))
  if (went.length > 0)
    stories.set(from, { ...left, alerts: left.alerts.filter(alert => !went.includes(alert)) })
}

function joinMemories(one: StoryMemory | undefined, other: StoryMemory): StoryMemory {
  if (!one) return other
  const keys = new Set(one.alerts.map(({ key }) => key))
  const alerts = [...one.alerts, ...other.alerts.filter(({ key }) => !keys.has(key))]
  return {
    alerts: alerts.toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)),
    openUpdate: one.openUpdate ?? other.openUpdate,
    silent: one.silent || other.silent,
    lastAt: Math.max(one.lastAt, other.lastAt),
    waiting: joinWaiting(one.waiting, other.waiting),
    freeFrom: Math.max(one.freeFrom, other.freeFrom),
    settled: [...new Set([...one.settled, ...other.settled])],
  }
}

export function joinWaiting(one: Waiting | null, other: Waiting | null): Waiting | null {
  if (!one || !other) return one ?? other
  const [older, newer] = one.momentId <= other.momentId ? [one, other] : [other, one]
  return {
    ...newer,
    since: Math.min(one.since, other.since),
    newest: Math.max(one.newest ?? one.since, other.newest ?? other.since),
    changes: [...older.changes, ...newer.changes].slice(-mostChanges),
  }
}

/** Of a story that moves without end the newest are told. */
const mostChanges = 20
