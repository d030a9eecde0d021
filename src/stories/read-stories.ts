/** Stories as the desk shows them. */
import { type Item, readItems } from '../sources/index.ts'
import type { Read } from '../store/index.ts'

export interface StoryRow {
  id: number
  headline: string
  createdAt: number
  lastItemAt: number
  itemCount: number
  sourceCount: number
}

/** Of a story with very many items, the newest this many are shown. */
const mostItems = 200

const columns = [
  'id',
  'headline',
  'created_at as createdAt',
  'last_item_at as lastItemAt',
  'item_count as itemCount',
  'source_count as sourceCount',
] as const

/** Newest first; `before` is the last row of the page before. */
export async function listStories(
  read: Read,
  { before, limit }: { before?: { lastItemAt: number; id: number } | undefined; limit: number },
): Promise<StoryRow[]> {
  return read
    .selectFrom('stories')
    .select(columns)
    .$if(before !== undefined, query =>
      query.where(story =>
        story.or([
          story('last_item_at', '<', before?.lastItemAt ?? 0),
          story.and([story('last_item_at', '=', before?.lastItemAt ?? 0), story('id', '<', before?.id ?? 0)]),
        ]),
      ),
    )
    .orderBy('last_item_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** With its items, newest first. */
export async function readStory(read: Read, id: number): Promise<{ story: StoryRow; items: Item[] } | null> {
  const story = await read.selectFrom('stories').select(columns).where('id', '=', id).executeTakeFirst()
  if (!story) return null
  const rows = await read
    .selectFrom('story_items')
    .select('item_id')
    .where('story_id', '=', id)
    .orderBy('item_id', 'desc')
    .limit(mostItems)
    .execute()
  const items = await readItems(
    read,
    rows.map(row => row.item_id),
  )
  return { story, items: items.reverse() }
}
