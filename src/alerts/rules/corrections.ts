/** A source corrects or takes back what an alert relied on: the desk gets the draft of a correction, and decides. */
import type { Change } from '../../stories/index.ts'
import type { Decision } from './decision.ts'
import type { MomentEvent } from './events.ts'
import { mailOf, wordsOf } from './mail.ts'
import type { Alerted, RulesState } from './memory.ts'

export function takesBack({ kind }: Change): boolean {
  return kind === 'correction' || kind === 'withdrawal'
}

/** `relied`: keys of alerts that were made from an item of the same origin. */
export function draftCorrections(
  state: RulesState,
  { moment, item }: MomentEvent,
  relied: readonly string[],
): Decision[] {
  const memory = state.stories.get(moment.storyId)
  const changes = moment.changes.filter(takesBack)
  if (!memory || !item || changes.length === 0) return []
  const wrong = memory.alerts.filter(
    alert =>
      (alert.state === 'draft' || alert.state === 'sent') &&
      !alert.correctedBy.includes(item.id) &&
      (alert.itemId === item.id || alert.sourceId === item.sourceId || relied.includes(alert.key)),
  )
  const noted = (alert: Alerted) =>
    wrong.includes(alert) ? { ...alert, correctedBy: [...alert.correctedBy, item.id] } : alert
  state.stories.set(moment.storyId, { ...memory, alerts: memory.alerts.map(noted) })
  // A draft was told to nobody: no rule sends it any more, and that is all.
  const told = wrong.filter(({ state }) => state === 'sent')
  return told.map(alert => {
    const version = alert.ruleId === null ? null : (state.rules.get(alert.ruleId) ?? null)
    const mail = mailOf(item, moment.at, { priority: 'breaking', topics: version?.rule.topics ?? [] })
    return {
      ...{ key: `c${moment.id}-${alert.key}`, kind: 'correction', does: 'draft', storyId: moment.storyId },
      ...{ momentId: moment.id, itemId: item.id, version, at: moment.at },
      fields: { ...mail, whatWasWrong: wordsOf(changes) },
      ...{ score: moment.score, origins: moment.origins, follows: alert.key, promotes: false },
    }
  })
}
