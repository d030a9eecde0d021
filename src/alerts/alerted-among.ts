import type { Read } from '../store/index.ts'

/**
 * Of these stories those that an alert is about, in whatever state it is or was: of the story, of one that was merged into
 * it, or of one of its items. Each by an index of its own.
 */
export async function alertedAmong(read: Read, storyIds: readonly number[]): Promise<Set<number>> {
  const own = await read
    .selectFrom('alerts')
    .select('story_id as id')
    .where('story_id', 'in', storyIds)
    .execute()
  const merged = await read
    .selectFrom('stories')
    .innerJoin('alerts', 'alerts.story_id', 'stories.id')
    .select('stories.merged_into as id')
    .where('stories.merged_into', 'in', storyIds)
    .execute()
  const ofItems = await read
    .selectFrom('story_items')
    .innerJoin('alerts', 'alerts.item_id', 'story_items.item_id')
    .select('story_items.story_id as id')
    .where('story_items.story_id', 'in', storyIds)
    .execute()
  return new Set([...own, ...merged, ...ofItems].flatMap(({ id }) => id ?? []))
}
