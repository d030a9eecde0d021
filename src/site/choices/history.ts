/** "Why did I get this, and why didn't I?": the last alerts, and what became of each for this reader. */
import { type Alert, listSentAlerts } from '../../alerts/index.ts'
import { type Fate, readFates } from '../../deliveries/index.ts'
import { type Preferences, readChangedAt } from '../../subscribers/index.ts'
import type { FateWords } from '../../text/index.ts'
import type { ChoicesContext } from './choices-context.ts'
import type { Owner } from './owner.ts'

const alertsShown = 10

export interface History {
  alert: Alert
  fate: FateWords
  /** What they got: why; null where they chose anew since, and today's choices do not tell. */
  because: string | null
}

export async function readHistory(
  { store, foresight }: ChoicesContext,
  { subscriber, language }: Owner,
  preferences: Preferences,
): Promise<History[]> {
  const alerts = await listSentAlerts(store.read, { limit: alertsShown })
  const alertIds = alerts.map(({ id }) => id)
  const [fates, judged, changedAt] = await Promise.all([
    readFates(store.read, { alertIds, subscriberId: subscriber.id }),
    foresight.judge(alerts, { preferences, text: language.text }),
    readChangedAt(store.read, subscriber.id),
  ])
  return alerts.map((alert, index): History => {
    const fate = fates.get(alert.id)
    const { because = null, obstacle = null } = judged[index] ?? {}
    if (fate) {
      const got = fate.kind === 'got' || fate.kind === 'digested'
      const asThen = (changedAt ?? 0) <= (alert.approvedAt ?? alert.createdAt)
      return { alert, fate: fateWords(fate, preferences), because: got && asThen ? because : null }
    }
    return { alert, fate: whyNot(alert, { obstacle, confirmedAt: subscriber.confirmedAt }), because: null }
  })
}

/** Of what they are in no audience of. */
function whyNot(
  alert: Alert,
  { obstacle, confirmedAt }: { obstacle: string | null; confirmedAt: number | null },
): FateWords {
  if ((confirmedAt ?? 0) > (alert.approvedAt ?? alert.createdAt)) return { kind: 'joined-later' }
  if (alert.audience === 'recipients') return { kind: 'follows-another' }
  if (obstacle) return { kind: 'not-wanted', why: obstacle }
  // Its audience is not complete yet, or never became so.
  if (alert.state === 'sending' || alert.state === 'paused') return { kind: 'on-its-way' }
  return { kind: alert.state === 'stopped' ? 'stopped' : 'would-come' }
}

function fateWords(fate: Fate, { timeZone }: Preferences): FateWords {
  if (fate.kind === 'got' || fate.kind === 'digested') return { ...fate, timeZone }
  return fate.kind === 'held' ? { ...fate, timeZone } : fate
}
