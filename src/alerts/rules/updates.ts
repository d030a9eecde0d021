/**
 * Updates: what is materially new goes to who got the alert. What comes while the rule pauses, while its hours are over,
 * or while an update is still a draft, waits, and goes out together.
 */
import { takesBack } from './corrections.ts'
import type { Decision } from './decision.ts'
import type { MomentEvent, RuleVersion } from './events.ts'
import { nextRingTime } from './hours.ts'
import { followUpPriority, mailOf, wordsOf } from './mail.ts'
import { type Alerted, isPaused, joinWaiting, newsOf, type RulesState, type StoryMemory } from './memory.ts'

/** Takes what is new to the story; gives the update if it may go at once. */
export function addChanges(state: RulesState, { moment, item }: MomentEvent): Decision[] {
  const memory = state.stories.get(moment.storyId)
  const thread = memory && threadOf(state, memory)
  const changes = moment.changes.filter(change => !takesBack(change))
  if (!memory || !thread || !item || changes.length === 0) return []
  const { rule } = thread.version
  const priority = followUpPriority(rule.priority)
  const fields = mailOf(item, moment.at, { priority, topics: rule.topics })
  const { id: momentId, score, origins, at: since } = moment
  const news = { changes, fields, momentId, itemId: item.id, score, origins, since, newest: since }
  state.stories.set(moment.storyId, { ...memory, waiting: joinWaiting(memory.waiting, news) })
  return sendIfDue(state, moment.storyId, moment.at)
}

/** All that waits no longer at `until`, in the order in which the pauses end. */
export function sendDueUpdates(state: RulesState, until: number): Decision[] {
  forgetOldNews(state, until)
  const due = [...state.stories].flatMap(([storyId, memory]) => {
    const at = memory.waiting ? dueAt(state, memory) : null
    return at !== null && at <= until ? [{ storyId, at }] : []
  })
  due.sort((one, other) => one.at - other.at || one.storyId - other.storyId)
  return due.flatMap(({ storyId, at }) => sendIfDue(state, storyId, at))
}

/** Behind a draft that nobody looks at nothing waits for ever: with every such story each step would have more to look through. */
function forgetOldNews({ stories }: RulesState, at: number): void {
  for (const [storyId, memory] of stories) {
    if (!memory.waiting || memory.openUpdate === null || newsOf(memory.waiting, at)) continue
    stories.set(storyId, { ...memory, waiting: null })
  }
}

/** When what waits may go; null: nothing does, or not by itself. */
export function dueAt(state: RulesState, memory: StoryMemory): number | null {
  const { waiting, openUpdate, lastAt, freeFrom } = memory
  const thread = threadOf(state, memory)
  if (!waiting || !thread || openUpdate !== null) return null
  const { rule } = thread.version
  return nextRingTime(rule, Math.max(lastAt + rule.pauseMs, waiting.since, freeFrom))
}

function sendIfDue(state: RulesState, storyId: number, at: number): Decision[] {
  const memory = state.stories.get(storyId)
  const thread = memory && threadOf(state, memory)
  const due = memory ? dueAt(state, memory) : null
  if (!memory?.waiting || !thread || due === null || due > at) return []
  const { changes, fields, momentId, itemId, score, origins } = memory.waiting
  const { version, alert } = thread
  // Where the ground of the alert was taken back, or somebody holds it, a person reads what follows.
  const does = alert.correctedBy.length > 0 || isPaused(alert) ? 'draft' : version.rule.does
  const key = `u${momentId}`
  const openUpdate = does === 'draft' ? key : null
  state.stories.set(storyId, { ...memory, waiting: null, lastAt: at, openUpdate })
  return [
    {
      ...{ key, kind: 'update', does, storyId, momentId, itemId, version, at },
      fields: { ...fields, whatChanged: wordsOf(changes) },
      ...{ score, origins, follows: alert.key, promotes: false },
    },
  ]
}

/** The alert that updates follow: the first that went out of those by a rule that writes some. */
function threadOf(
  { rules }: RulesState,
  { alerts }: StoryMemory,
): { alert: Alerted; version: RuleVersion } | null {
  for (const alert of alerts) {
    const version = alert.ruleId === null ? undefined : rules.get(alert.ruleId)
    if (alert.state === 'sent' && version?.on && version.rule.updates) return { alert, version }
  }
  return null
}
