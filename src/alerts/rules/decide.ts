/**
 * The heart of the rules: one event after the other goes in, and what is to be drafted or sent comes out. Deterministic,
 * without a clock, and changing nothing but the state that it was given, so that the live worker and a replay of the
 * past come to the same. What always holds:
 * - a story, with all that was merged into it or taken out of it, has at most one `alert` by rules;
 * - an update follows an alert that was sent, says what is new, and comes no sooner than the rule's pause after the mail
 *   before it;
 * - a correction is only ever a draft, and so is an update while the alert that it follows is held;
 * - what a source's first poll brought rings no bell.
 */
import { draftCorrections } from './corrections.ts'
import type { Decision } from './decision.ts'
import type { LoggedEvent, MomentEvent, RuleVersion } from './events.ts'
import { mailOf } from './mail.ts'
import { matches } from './matches.ts'
import { blankMemory, carryAlerts, type RulesState } from './memory.ts'
import { takeFact } from './take-fact.ts'
import { addChanges, sendDueUpdates } from './updates.ts'

export function takeEvent(state: RulesState, event: LoggedEvent | MomentEvent): Decision[] {
  switch (event.kind) {
    case 'rule':
      takeRule(state, event.version)
      return []
    case 'dropped':
      forgetWaiting(state, event.ruleId)
      state.rules.delete(event.ruleId)
      return []
    case 'alert':
      takeFact(state, event)
      return []
    case 'relied':
      state.relied = event.keys
      return []
    case 'forgotten':
      for (const [storyId, memory] of state.stories)
        if (memory.waiting) state.stories.set(storyId, { ...memory, waiting: null })
      return []
    case 'tick':
      return sendDueUpdates(state, event.at)
    case 'moment':
      return takeMoment(state, event)
  }
}

function takeRule(state: RulesState, version: RuleVersion): void {
  const { ruleId, on, at } = version
  if (!on) forgetWaiting(state, ruleId)
  state.rules.set(ruleId, version)
  // A shorter pause lets go what waits: from now on, not from before.
  for (const [storyId, memory] of state.stories)
    if (memory.waiting) state.stories.set(storyId, { ...memory, freeFrom: Math.max(memory.freeFrom, at) })
}

function forgetWaiting(state: RulesState, ruleId: number): void {
  for (const [storyId, memory] of state.stories)
    if (memory.waiting && memory.alerts.some(alert => alert.ruleId === ruleId))
      state.stories.set(storyId, { ...memory, waiting: null })
}

function takeMoment(state: RulesState, event: MomentEvent): Decision[] {
  const { moment, item, moved } = event
  const decisions = sendDueUpdates(state, moment.at)
  for (const move of moved) carryAlerts(state.stories, move, moment)
  const relied = state.relied
  state.relied = []
  if (!item) return decisions
  // An editor may have alerted of what a first poll brought: what its source takes back since is told all the same.
  if (!item.firstPoll || moment.kind === 'revised') decisions.push(...draftCorrections(state, event, relied))
  if (item.firstPoll) return decisions
  const alert = ring(state, event)
  if (alert) decisions.push(alert)
  else decisions.push(...addChanges(state, event))
  return decisions
}

/** The story's one alert, if this is the moment for it. */
function ring(state: RulesState, { moment, item }: MomentEvent): Decision | null {
  if (!item) return null
  const memory = state.stories.get(moment.storyId)
  const draft = memory?.alerts.length === 1 ? memory.alerts[0] : undefined
  // A draft of a rule's that nobody has touched goes out when another rule would send, unless its ground was taken back.
  const isOpen = draft?.state === 'draft' && draft.correctedBy.length === 0
  const open = isOpen && isByRule(draft.key, draft.ruleId) ? draft : null
  if (memory && (memory.silent || (memory.alerts.length > 0 && !open))) return null
  const version = chooseRule(state, version => {
    if (open && version.rule.does !== 'send') return false
    return matches(version.rule, { moment, item })
  })
  if (!version) return null
  const { rule } = version
  const sent = rule.does === 'send'
  const alert = {
    ...{ key: open?.key ?? `r${moment.id}`, kind: 'alert' as const, ruleId: version.ruleId },
    ...{ state: sent ? ('sent' as const) : ('draft' as const), at: moment.at, correctedBy: [] },
    itemId: open ? open.itemId : item.id,
    sourceId: open ? open.sourceId : item.sourceId,
  }
  state.stories.set(moment.storyId, {
    ...(memory ?? blankMemory),
    ...{ alerts: [alert], lastAt: sent ? moment.at : (memory?.lastAt ?? 0), waiting: null },
  })
  return {
    ...{ key: alert.key, kind: 'alert', does: rule.does, storyId: moment.storyId, momentId: moment.id },
    ...{ itemId: alert.itemId, version, at: moment.at, follows: null, promotes: open !== null },
    fields: mailOf(item, moment.at, { priority: rule.priority, topics: rule.topics }),
    ...{ score: moment.score, origins: moment.origins },
  }
}

function isByRule(key: string, ruleId: number | null): boolean {
  return ruleId !== null || key.startsWith('s')
}

/** Of several that fit one that sends, else the one that was made first. */
function chooseRule(state: RulesState, fits: (version: RuleVersion) => boolean): RuleVersion | null {
  const fitting = [...state.rules.values()].filter(version => version.on && fits(version))
  const rank = (version: RuleVersion) => (version.rule.does === 'send' ? 0 : 1)
  return fitting.toSorted((one, other) => rank(one) - rank(other) || one.ruleId - other.ruleId)[0] ?? null
}
