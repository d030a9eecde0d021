/** What of an alert decides who wants it. */

import type { Read } from '../../store/index.ts'
import { storiesTogether } from '../../stories/index.ts'
import { listTopics, type Topic, topicsNamed } from '../../subscribers/index.ts'
import type { Alert } from '../alert.ts'
import { paragraphsOf, type Words, wordsOf } from '../watch/words.ts'
import type { WordsCache } from './words-cache.ts'

export interface AlertFacts extends Pick<Alert, 'kind' | 'priority'> {
  /** Ids of the newsroom's topics and places that it names. */
  topics: readonly number[]
  /** Also when the newsroom has none of them: it is not for everyone then. */
  namesTopics: boolean
  /**
   * Every id that its story has or had, for stories are merged: who muted one before, or chose it, meant this. Empty: of
   * no story.
   */
  storyIds: readonly number[]
  /** Its thread's first alert; its own id if it is the first. */
  threadId: number
  /** Of headline and summary, and of what changed. */
  words: Words
}

/** @param storyIds From `storiesTogether` for `alert.storyId`. */
export function factsOf(
  alert: Alert,
  {
    topics,
    storyIds,
    words = alertWords(alert),
  }: { topics: readonly Topic[]; storyIds: readonly number[]; words?: Words },
): AlertFacts {
  const { kind, priority } = alert
  return {
    kind,
    priority,
    topics: topicsNamed(topics, alert.topics).map(({ id }) => id),
    namesTopics: alert.topics.length > 0,
    storyIds,
    threadId: alert.threadId ?? alert.id,
    words,
  }
}

function alertWords({ headline, summary, whatChanged }: Alert): Words {
  return wordsOf([headline, ...paragraphsOf(summary), ...paragraphsOf(whatChanged ?? '')])
}

/**
 * In the order given; two or three queries, however many alerts. @param cache For alerts that were sent, whose words stay;
 * a draft's do not.
 */
export async function readFacts(
  read: Read,
  alerts: readonly Alert[],
  cache?: WordsCache,
): Promise<AlertFacts[]> {
  const ids = alerts.flatMap(({ storyId }) => (storyId === null ? [] : [storyId]))
  const together = await storiesTogether(read, [...new Set(ids)])
  const topics = await listTopics(read)
  return alerts.map(alert => {
    const storyIds = alert.storyId === null ? [] : (together.get(alert.storyId) ?? [alert.storyId])
    const words = cache?.of(`alert ${alert.id}`, () => alertWords(alert)) ?? alertWords(alert)
    return factsOf(alert, { topics, storyIds, words })
  })
}
