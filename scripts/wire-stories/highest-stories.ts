/** The stories that ever stood highest, with what an editor asks about each. */

import type { Read } from '../../src/store/index.ts'
import {
  type KeptMoment,
  readMoments,
  readOrigins,
  reasonWords,
  storiesWithin,
} from '../../src/stories/index.ts'

export interface HighStory {
  id: number
  topScore: number
  /** Of the first item, and when the score stood there first. */
  firstAt: number
  topAt: number
  items: number
  sources: readonly string[]
  origins: readonly string[]
  /** At the top, the weightiest first. */
  reasons: readonly { points: number; words: string }[]
  /** The first, one from the middle and the last. */
  headlines: readonly string[]
}

export async function highestStories(read: Read, limit: number): Promise<HighStory[]> {
  const rows = await read
    .selectFrom('stories')
    .select(['id', 'top_score as topScore', 'created_at as firstAt', 'item_count as items'])
    .where('state', '!=', 'merged')
    .orderBy('top_score', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return Promise.all(
    rows.map(async row => {
      const top = await topMoment(read, row.id, row.topScore)
      const origins = await readOrigins(read, row.id)
      return {
        ...row,
        topAt: top?.at ?? row.firstAt,
        sources: [...new Set(origins.flatMap(({ sources }) => sources))],
        origins: origins.map(({ name }) => name),
        reasons: (top?.reasons ?? []).map(reason => ({ points: reason.points, words: reasonWords(reason) })),
        headlines: await someHeadlines(read, row.id),
      }
    }),
  )
}

/** Also of a story that went into this one: it keeps the top of both. */
async function topMoment(read: Read, storyId: number, topScore: number): Promise<KeptMoment | undefined> {
  const all: KeptMoment[] = []
  for (const id of await storiesWithin(read, storyId)) all.push(...(await readMoments(read, id)))
  return all.sort((one, other) => one.id - other.id).find(({ score }) => score === topScore)
}

async function someHeadlines(read: Read, storyId: number): Promise<string[]> {
  const rows = await read
    .selectFrom('story_items')
    .innerJoin('items', 'items.id', 'story_items.item_id')
    .select('items.title')
    .where('story_items.story_id', '=', storyId)
    .orderBy('items.id')
    .execute()
  const titles = rows.map(({ title }) => title)
  const places = [0, Math.floor(titles.length / 2), titles.length - 1]
  return [...new Set(places)].flatMap(place => titles[place] ?? [])
}
