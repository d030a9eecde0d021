/**
 * The highest stories as their scores are now: what was kept is what they were when something last came, and less is
 * left of it with time. Exact for the stories looked at: a kept score is never less than what is left of it, so that
 * reading ends where nothing further down can be as high. Stable pages: the last row's place is the next one's start.
 */
import type { Read } from '../store/index.ts'
import { scoreNow } from './breaking/index.ts'
import type { KeptMoment } from './read-moments.ts'
import { readNewestMoments } from './read-newest-moments.ts'
import { listStories, type StoryList, type StoryRow } from './read-stories.ts'

/** A story with its newest moment; undefined: it was never scored. */
export interface ScoredStory {
  /** Its score is that of now. */
  story: StoryRow
  moment: KeptMoment | undefined
}

type Place = Pick<StoryRow, 'score' | 'lastItemAt' | 'id'>

const pageSize = 200
/** Live stories of higher kept scores than any shown: so many are looked at, and no more. */
const mostLooked = 2_000

export async function listHighest(
  read: Read,
  { before, limit, lowestScore, ...list }: Omit<StoryList, 'by' | 'before'> & { before?: Place | undefined },
  now: number,
): Promise<ScoredStory[]> {
  const found: ScoredStory[] = []
  let last: StoryRow | undefined
  for (let looked = 0; looked < mostLooked; looked += pageSize) {
    const wish = { ...list, ...(lowestScore === undefined ? {} : { lowestScore }) }
    const rows = await listStories(read, { ...wish, by: 'score', before: last, limit: pageSize })
    const scored = await withScores(read, rows, now)
    found.push(
      ...scored.filter(
        ({ story }) => story.score >= (lowestScore ?? 0) && (!before || compare(before, story) < 0),
      ),
    )
    found.sort((one, other) => compare(one.story, other.story))
    last = rows.at(-1)
    const least = found[limit - 1]?.story.score
    if (rows.length < pageSize || !last || (least !== undefined && least > last.score)) break
  }
  return found.slice(0, limit)
}

/** Stories with what is left of their scores, in the order given. */
export async function withScores(
  read: Read,
  stories: readonly StoryRow[],
  now: number,
): Promise<ScoredStory[]> {
  const moments = await readNewestMoments(
    read,
    stories.map(({ id }) => id),
  )
  return stories.map(story => {
    const moment = moments.get(story.id)
    return { story: { ...story, score: scoreNow(story.score, moment?.at ?? story.lastItemAt, now) }, moment }
  })
}

/** Highest first; of equals the newer. */
function compare(one: Place, other: Place): number {
  return other.score - one.score || other.lastItemAt - one.lastItemAt || other.id - one.id
}
