/**
 * What watch words would have brought lately: alerts that were sent, and stories that never became one. Bounded: the
 * newest alerts and stories, in a few queries, and no text but headlines of stories.
 */

import type { Read } from '../../store/index.ts'
import { listStories, type StoryRow } from '../../stories/index.ts'
import type { Watch } from '../watch/expression.ts'
import { matchesWatch } from '../watch/matches-watch.ts'
import { wordsOf } from '../watch/words.ts'
import { type RecentAlerts, readRecentAlerts, recentDays } from './recent-alerts.ts'
import type { WordsCache } from './words-cache.ts'

export interface PreviewRow {
  kind: 'alert' | 'story'
  id: number
  headline: string
  /** BCP 47; null: nobody knows. */
  language: string | null
  /** When it was sent; of a story, when something last came. */
  at: number
}

export interface Preview {
  /** Newest first. */
  rows: readonly PreviewRow[]
  /** Of all that was looked at, shown or not. */
  alerts: number
  stories: number
}

const mostRows = 10
const mostStories = 2_000
const dayMs = 86_400_000

export type RecentStories = readonly Pick<StoryRow, 'id' | 'headline' | 'language' | 'lastItemAt'>[]

/** The stories that a preview looks through. */
export async function readRecentStories(read: Read, at: number): Promise<RecentStories> {
  const listed = await listStories(read, { limit: mostStories })
  return listed.filter(({ lastItemAt }) => lastItemAt >= at - recentDays * dayMs)
}

/**
 * @param watches What any one of these finds.
 * @param given From `readRecentAlerts` and `readRecentStories`, where the caller has it anyway; else it is read here.
 * @param cache Kept by the caller from one letter to the next; 3,000 texts are all of it.
 */
export async function previewWatch(
  read: Read,
  {
    watches,
    at,
    cache,
    given,
  }: {
    watches: readonly Watch[]
    at: number
    cache: WordsCache
    given?: { recent: RecentAlerts; stories: RecentStories }
  },
): Promise<Preview> {
  const recent = given?.recent ?? (await readRecentAlerts(read, { at, cache }))
  const finds = (words: ReturnType<typeof wordsOf>) => watches.some(watch => matchesWatch(watch, words))
  const alerts = recent.alerts
    // Updates and corrections come with what they follow.
    .filter(({ alert, facts }) => alert.kind === 'alert' && finds(facts.words))
    .map(({ alert: { id, headline, language, approvedAt } }): PreviewRow => {
      return { kind: 'alert', id, headline, language, at: approvedAt ?? 0 }
    })
  const alerted = new Set(recent.alerts.flatMap(({ facts }) => facts.storyIds))
  const listed = given?.stories ?? (await readRecentStories(read, at))
  const stories = listed
    .filter(({ id }) => !alerted.has(id))
    .filter(({ headline }) => finds(cache.of(`story ${headline}`, () => wordsOf([headline]))))
    .map(({ id, headline, language, lastItemAt }): PreviewRow => {
      return { kind: 'story', id, headline, language, at: lastItemAt }
    })
  const rows = [...alerts, ...stories].sort((one, other) => other.at - one.at).slice(0, mostRows)
  return { rows, alerts: alerts.length, stories: stories.length }
}
