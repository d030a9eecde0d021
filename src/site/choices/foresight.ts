/**
 * What choices would have brought, and what becomes of an alert by them: the rules are those by which alerts go out
 * (`alerts/wants`). What was sent lately, and what single expressions found in it, is kept for a minute, so that a page answers
 * while somebody types.
 */
import {
  type Alert,
  becauseWords,
  createWordsCache,
  type HowOften,
  howOften,
  obstacleWords,
  type PreviewRow,
  parseWatch,
  previewWatch,
  problemWords,
  type RecentAlerts,
  type RecentStories,
  readFacts,
  readRecentAlerts,
  readRecentStories,
  wants,
} from '../../alerts/index.ts'
import { listTopics, type Muted, type Preferences, type Topic } from '../../subscribers/index.ts'
import type { ReaderText } from '../../text/index.ts'
import type { SiteContext } from '../site-context.ts'

/** What one expression would have brought; `rows` are the newest of it. */
export interface Brought {
  rows: readonly PreviewRow[]
  alerts: number
  stories: number
  days: number
}

export interface Judged {
  /** The topics that the alert names. */
  topics: readonly Topic[]
  /** What muting it mutes. */
  muted: Muted
  /** Why it is for them, and why it is not: whole sentences; one of them is null. */
  because: string | null
  obstacle: string | null
}

export interface Foresight {
  /** What is wrong with an expression, in a sentence; null: nothing. */
  watchProblem(expression: string, text: ReaderText): string | null
  brought(expression: string): Promise<Brought | null>
  often(preferences: Preferences): Promise<HowOften>
  /** In the order given; by the choices as they are. */
  judge(
    alerts: readonly Alert[],
    wish: { preferences: Preferences; text: ReaderText },
  ): Promise<readonly Judged[]>
}

const keepMs = 60_000
const mostTexts = 3_000
/** Expressions of all readers of a minute; beyond it each is looked for anew. */
const mostKept = 2_000

interface Kept {
  at: number
  recent: Promise<RecentAlerts>
  stories: Promise<RecentStories>
  brought: Map<string, Promise<Brought | null>>
}

export function createForesight(context: SiteContext): Foresight {
  const { store, clock, texts } = context
  const { read } = store
  const cache = createWordsCache(mostTexts)
  let kept: Kept | null = null
  const forget = () => {
    kept = null
  }
  const keep = (): Kept => {
    const at = clock.now()
    if (kept && kept.at <= at && at < kept.at + keepMs) return kept
    const recent = readRecentAlerts(read, { at, cache })
    const stories = readRecentStories(read, at)
    recent.catch(forget)
    stories.catch(forget)
    kept = { at, recent, stories, brought: new Map() }
    return kept
  }
  const lookFor = async (expression: string, { at, ...now }: Kept): Promise<Brought | null> => {
    const parsed = parseWatch(expression)
    if (parsed.kind === 'problem') return null
    const [recent, stories] = await Promise.all([now.recent, now.stories])
    // Else the server reads thousands of rows for each of the expressions that a form holds.
    const given = { recent, stories }
    const found = await previewWatch(read, { watches: [parsed.watch], at, cache, given })
    return { ...found, days: recent.days }
  }
  return {
    watchProblem: (expression, { language }) => {
      const parsed = parseWatch(expression)
      return parsed.kind === 'problem' ? problemWords(parsed.problem, language, texts) : null
    },
    brought: expression => {
      const now = keep()
      const known = now.brought.get(expression)
      if (known) return known
      const found = lookFor(expression, now)
      found.catch(forget)
      if (now.brought.size < mostKept) now.brought.set(expression, found)
      return found
    },
    often: async preferences => howOften(await keep().recent, preferences),
    judge: (alerts, wish) => judge(context, alerts, wish),
  }
}

async function judge(
  { store, texts }: SiteContext,
  alerts: readonly Alert[],
  { preferences, text }: { preferences: Preferences; text: ReaderText },
): Promise<readonly Judged[]> {
  const [facts, topics] = await Promise.all([readFacts(store.read, alerts), listTopics(store.read)])
  const words = { topics, language: text.language, texts }
  return alerts.flatMap((alert, index) => {
    const known = facts[index]
    if (!known) return []
    const wanted = wants(known, preferences, alert.approvedAt ?? alert.createdAt)
    const { timeZone } = preferences
    return {
      topics: topics.filter(({ id }) => known.topics.includes(id)),
      muted: alert.storyId === null ? { thread: known.threadId } : { story: alert.storyId },
      because: wanted.in ? text.reasons.came(becauseWords(wanted.because, words)) : null,
      obstacle: wanted.in ? null : obstacleWords(wanted.obstacle, { ...words, timeZone }),
    }
  })
}
