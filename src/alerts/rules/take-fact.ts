/** What editors, programs and the rules of sources did with a story's alerts, as far as the rules must know it. */
import type { AlertedState, AlertFact, LoggedEvent } from './events.ts'
import { type Alerted, blankMemory, isPaused, newsOf, type RulesState, type StoryMemory } from './memory.ts'

const rank: Readonly<Record<AlertedState, number>> = { draft: 0, held: 1, discarded: 2, sent: 2, stopped: 3 }

/** Also of an alert that these rules made at another moment than the rules of then did, in a replay. */
export function takeFact(
  state: RulesState,
  { storyId, fact, isEarlier = false }: Extract<LoggedEvent, { kind: 'alert' }>,
): void {
  const memory = state.stories.get(storyId) ?? blankMemory
  const changed =
    fact.kind === 'alert' ? alertChanged(memory, fact, isEarlier) : followUpChanged(memory, fact)
  if (changed) state.stories.set(storyId, changed)
}

function alertChanged(memory: StoryMemory, fact: AlertFact, isEarlier: boolean): StoryMemory | null {
  const same = memory.alerts.find(({ key }) => key === fact.key)
  const known =
    same ?? (fact.ruleId === null ? undefined : memory.alerts.find(alert => alert.ruleId !== null))
  if (!known) {
    if (fact.ruleId !== null && !isEarlier) return null
    const alerts = [...memory.alerts, { ...fact, correctedBy: [] }]
    return {
      ...memory,
      alerts,
      lastAt: fact.state === 'sent' ? Math.max(memory.lastAt, fact.at) : memory.lastAt,
    }
  }
  const paused = isPaused(fact)
  const withNow = (now: Alerted) => memory.alerts.map(alert => (alert === known ? now : alert))
  if (rank[fact.state] <= rank[known.state])
    return paused === isPaused(known) ? null : { ...memory, alerts: withNow({ ...known, paused }) }
  const at = fact.state === 'sent' ? fact.at : known.at
  // Who sends a draft answers for it as it is: what is taken back from then on is told.
  const correctedBy = fact.state === 'sent' ? [] : known.correctedBy
  const alerts = withNow({ ...known, state: fact.state, at, correctedBy, paused })
  const lastAt = fact.state === 'sent' ? Math.max(memory.lastAt, at) : memory.lastAt
  return { ...memory, alerts, lastAt, waiting: fact.state === 'stopped' ? null : memory.waiting }
}

function followUpChanged(
  memory: StoryMemory,
  { key, kind, state, at, ruleId }: AlertFact,
): StoryMemory | null {
  if (state === 'draft' || state === 'held' || memory.settled.includes(key)) return null
  const settled = { ...memory, settled: [...memory.settled, key] }
  const wentOut = state !== 'discarded'
  if (kind !== 'update') {
    if (!wentOut) return settled
    const alerts = memory.alerts.map(alert =>
      alert.state === 'sent' ? { ...alert, state: 'stopped' as const } : alert,
    )
    return { ...settled, alerts, waiting: null, lastAt: Math.max(memory.lastAt, at) }
  }
  const isOpen = memory.openUpdate !== null && (memory.openUpdate === key || ruleId !== null)
  return {
    ...settled,
    openUpdate: isOpen ? null : memory.openUpdate,
    lastAt: wentOut ? Math.max(memory.lastAt, at) : memory.lastAt,
    freeFrom: isOpen ? Math.max(memory.freeFrom, at) : memory.freeFrom,
    // An editor's own update has told what there was to tell; and who clears old drafts away mails no old news.
    waiting: wentOut && ruleId === null ? null : isOpen ? newsOf(memory.waiting, at) : memory.waiting,
  }
}
