/** Which stories an editor wants to see, as the page's address says it. */
import { z } from 'zod'
import type { Read } from '../../store/index.ts'
import { listHighest, listStories, type StoryList, withScores } from '../../stories/index.ts'
import type { ListedStories } from './story-row.ts'

/** What is no such wish is no wish: an address is typed, cut and kept for years. */
export const storiesWish = z.object({
  by: z.enum(['score', 'newest']).catch('score'),
  least: z.coerce.number().int().min(0).max(100).catch(0),
  language: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .catch(''),
  asleep: z.literal('1').optional().catch(undefined),
  /** The last row of the page before: its score, its last item's time, its id. */
  after: z
    .string()
    .regex(/^\d{1,3}-\d{1,15}-\d{1,15}$/)
    .transform(key => {
      const [score = 0, lastItemAt = 0, id = 0] = key.split('-').map(Number)
      return { score, lastItemAt, id }
    })
    .optional()
    .catch(undefined),
})

export type StoriesWish = z.infer<typeof storiesWish>

export function listOf(wish: StoriesWish, limit: number): StoryList {
  const { by, least, language, asleep, after } = wish
  return {
    ...{ by, limit, live: asleep === undefined, before: after },
    ...(least > 0 ? { lowestScore: least } : {}),
    ...(language === '' ? {} : { language }),
  }
}

/** As they stand now, with why. Of the newest, the least score is the one that was kept. */
export async function readListed(read: Read, list: StoryList, now: number): Promise<ListedStories> {
  const { by, before, ...rest } = list
  const stories =
    by === 'score'
      ? await listHighest(read, { ...rest, before: before && { score: 0, ...before } }, now)
      : await withScores(read, await listStories(read, list), now)
  return { stories, now }
}

/** The same wish as an address, with what differs. */
export function addressOf(wish: StoriesWish, more: Partial<Record<'by' | 'after', string>> = {}): string {
  return `/desk/stories?${queryOf(wish, more)}`
}

export function queryOf(wish: StoriesWish, more: Partial<Record<'by' | 'after', string>> = {}): string {
  const { by, least, language, asleep } = wish
  return new URLSearchParams({
    by,
    ...(least > 0 ? { least: String(least) } : {}),
    ...(language === '' ? {} : { language }),
    ...(asleep ? { asleep } : {}),
    ...more,
  }).toString()
}
