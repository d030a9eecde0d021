/** What was sent lately, ready to be asked whether somebody would have wanted it. */
import type { Read } from '../../store/index.ts'
import type { Alert } from '../alert.ts'
import { listSentAlerts } from '../list-sent-alerts.ts'
import { type AlertFacts, readFacts } from './facts.ts'
import type { WordsCache } from './words-cache.ts'

export interface RecentAlerts {
  /** Newest first. */
  alerts: readonly { alert: Alert; facts: AlertFacts }[]
  /** How many days they tell of: fewer than asked for where the newsroom is younger, or sends very much. 0: nothing was ever sent. */
  days: number
}

const dayMs = 86_400_000
export const recentDays = 60
/** Of a newsroom that sends more, the newest this many. */
const mostAlerts = 600

export async function readRecentAlerts(
  read: Read,
  { at, cache }: { at: number; cache: WordsCache },
): Promise<RecentAlerts> {
  const listed = await listSentAlerts(read, { limit: mostAlerts })
  const since = at - recentDays * dayMs
  const sent = listed.filter(({ approvedAt }) => approvedAt !== null && approvedAt >= since)
  const facts = await readFacts(read, sent, cache)
  const alerts = sent.flatMap((alert, index) => {
    const known = facts[index]
    return known ? [{ alert, facts: known }] : []
  })
  const oldest = listed.at(-1)?.approvedAt ?? null
  // An alert from before then says that these days are whole; the oldest of all is how old the newsroom is.
  const days = oldest === null ? 0 : Math.min(recentDays, Math.max(1, Math.floor((at - oldest) / dayMs)))
  return { alerts, days }
}
