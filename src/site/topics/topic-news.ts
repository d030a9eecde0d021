/** What signing up for one topic would have brought lately; read once a minute for all of them. */
import {
  createWordsCache,
  howOften,
  howOftenWords,
  type RecentAlerts,
  readRecentAlerts,
} from '../../alerts/index.ts'
import { plainPreferences } from '../../subscribers/index.ts'
import { type ListedAlert, withAmendments } from '../alerts/latest-alerts.ts'
import type { PageLanguage } from '../page-language.ts'
import type { SiteContext } from '../site-context.ts'

export interface TopicNews {
  /** The newest alert that names it; null: none of the last 60 days did. */
  latest(topicId: number): Promise<ListedAlert | null>
  /** "about 3 a week, going by the last 60 days" */
  often(topicId: number, language: PageLanguage): Promise<string>
}

const keepMs = 60_000
const mostTexts = 1_000

export function createTopicNews({ store, clock, texts }: SiteContext): TopicNews {
  const cache = createWordsCache(mostTexts)
  let kept: { until: number; recent: Promise<RecentAlerts> } | null = null
  const forget = () => {
    kept = null
  }
  store.onWake(['alerts'], forget)
  const read = (): Promise<RecentAlerts> => {
    const at = clock.now()
    if (kept && at < kept.until) return kept.recent
    const recent = readRecentAlerts(store.read, { at, cache })
    kept = { until: at + keepMs, recent }
    recent.catch(forget)
    return recent
  }
  return {
    async latest(topicId) {
      const { alerts } = await read()
      const newest = alerts.find(({ facts }) => facts.topics.includes(topicId))
      const [listed] = newest ? await withAmendments(store.read, [newest.alert]) : []
      return listed ?? null
    },
    async often(topicId, { text }) {
      const preferences = { ...plainPreferences, scope: 'chosen' as const, topics: [topicId] }
      return howOftenWords(howOften(await read(), preferences), text.language, texts)
    },
  }
}
