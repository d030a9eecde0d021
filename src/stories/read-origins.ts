/** Who says so: the independent origins of a story, over all its items however many a page shows. */
import type { Read } from '../store/index.ts'

export interface StoryOrigin {
  /** As in `StoryMember`; null: what was grouped before origins were told apart, each source by itself. */
  origin: number | null
  /** The name that its text gives, else the source that had it first. */
  name: string
  itemCount: number
  firstSeenAt: number
  firstItemId: number
  /** Of its first item. */
  sourceId: number
  /** That carry its text or name it, the earliest first. */
  sources: readonly string[]
}

/** Rows of one source and origin; a story of very many has the earliest of them. */
const mostRows = 1_000

/** In the order in which they first said so. */
export async function readOrigins(read: Read, storyId: number): Promise<StoryOrigin[]> {
  const rows = await read
    .selectFrom('story_items')
    .innerJoin('items', 'items.id', 'story_items.item_id')
    .innerJoin('sources', 'sources.id', 'items.source_id')
    .select(({ fn }) => [
      'story_items.origin',
      'items.source_id',
      'sources.name',
      fn.max('story_items.origin_name').as('origin_name'),
      fn.countAll<number>().as('item_count'),
      fn.min('items.seen_at').as('first_seen_at'),
      fn.min('items.id').as('first_id'),
    ])
    .where('story_items.story_id', '=', storyId)
    .groupBy(['story_items.origin', 'items.source_id', 'sources.name'])
    .orderBy('first_id')
    .limit(mostRows)
    .execute()
  const groups = Map.groupBy(rows, ({ origin, source_id }) => originKey(origin, source_id))
  return [...groups.values()].map(group => ({
    origin: group[0]?.origin ?? null,
    name: group.find(row => row.origin_name !== null)?.origin_name ?? group[0]?.name ?? '',
    itemCount: group.reduce((sum, row) => sum + Number(row.item_count), 0),
    firstSeenAt: Math.min(...group.map(row => row.first_seen_at)),
    firstItemId: Number(group[0]?.first_id),
    sourceId: group[0]?.source_id ?? 0,
    sources: group.map(row => row.name),
  }))
}

/** What items of one origin have in common. */
export function originKey(origin: number | null, sourceId: number): string {
  return origin === null ? `source ${sourceId}` : `origin ${origin}`
}
