/** "Why did I get this, and why didn't I?": the last alerts, and what became of each for this reader. */
import { type Alert, listSentAlerts } from '../../alerts/index.ts'
import { type Fate, readFates } from '../../deliveries/index.ts'
import type { Preferences } from '../../subscribers/index.ts'
import type { FateWords } from '../../text/index.ts'
import type { ChoicesContext } from './choices-context.ts'
import type { Owner } from './owner.ts'

const alertsShown = 10

export interface History {
  alert: Alert
  fate: FateWords
  /** What they got: why, as far as today's choices tell. */
  because: string | null
}

export async function readHistory(
  { store, foresight }: ChoicesContext,
  { subscriber, language, at }: Owner,
  preferences: Preferences,
): Promise<History[]> {
  const alerts = await listSentAlerts(store.read, { limit: alertsShown })
  const alertIds = alerts.map(({ id }) => id)
  const fates = await readFates(store.read, { alertIds, subscriberId: subscriber.id })
  return Promise.all(
    alerts.map(async (alert): Promise<History> => {
      const fate = fates.get(alert.id)
      const judge = () => foresight.judge(alert, { preferences, at, text: language.text })
      if (fate) {
        const got = fate.kind === 'got' || fate.kind === 'digested'
        return { alert, fate: fateWords(fate, preferences), because: got ? (await judge()).because : null }
      }
      const sentAt = alert.approvedAt ?? alert.createdAt
      if ((subscriber.confirmedAt ?? 0) > sentAt)
        return { alert, fate: { kind: 'joined-later' }, because: null }
      const { obstacle } = await judge()
      if (obstacle) return { alert, fate: { kind: 'not-wanted', why: obstacle }, because: null }
      // Its audience is not complete yet.
      if (alert.state === 'sending' || alert.state === 'paused')
        return { alert, fate: { kind: 'on-its-way' }, because: null }
      return { alert, fate: { kind: alert.state === 'stopped' ? 'stopped' : 'would-come' }, because: null }
    }),
  )
}

function fateWords(fate: Fate, { timeZone }: Preferences): FateWords {
  if (fate.kind === 'got' || fate.kind === 'digested') return { ...fate, timeZone }
  return fate.kind === 'held' ? { ...fate, timeZone } : fate
}
