/** How each of some stories stands: its newest moment, by its id. What was never scored is not there. */
import type { Read } from '../store/index.ts'
import { type KeptMoment, momentOf } from './read-moments.ts'

export async function readNewestMoments(
  read: Read,
  storyIds: readonly number[],
): Promise<Map<number, KeptMoment>> {
  if (storyIds.length === 0) return new Map()
  const rows = await read
    .selectFrom('story_moments')
    .selectAll()
    .where('id', 'in', query =>
      query
        .selectFrom('story_moments')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('story_id', 'in', storyIds)
        .groupBy('story_id'),
    )
    .execute()
  return new Map(rows.map(row => [row.story_id, momentOf(row)]))
}
