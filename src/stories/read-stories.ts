/** Stories as the desk shows them. */
import { type Item, readItems } from '../sources/index.ts'
import type { Read } from '../store/index.ts'
import type { StoryState } from './schema.ts'

export interface StoryRow {
  id: number
  headline: string
  createdAt: number
  lastItemAt: number
  itemCount: number
  sourceCount: number
  originCount: number
  /** As of its newest moment, 0 to 100, and the highest that it ever was. */
  score: number
  topScore: number
  state: StoryState
  /** The story that it was taken out of. */
  splitFrom: number | null
  /** BCP 47; null: nobody knows. */
  language: string | null
}

/** An item where it stands in its story. */
export interface StoryMember extends Item {
  /** Items with the same number carry one origin's text, or name it. */
  origin: number | null
  /** Such as `Reuters`; null: the item's own source. */
  originName: string | null
  /** The editor who put it here. */
  pinnedBy: string | null
  /** When it was put here; null: before such times were kept. */
  groupedAt: number | null
}

export type ReadStory =
  | { kind: 'found'; story: StoryRow; items: StoryMember[] }
  /** Its items are in that story now, which was not merged itself. */
  | { kind: 'merged'; into: number }
  | { kind: 'not-found' }

export interface StoryList {
  by?: 'newest' | 'score'
  /** The last row of the page before. */
  before?: (Pick<StoryRow, 'id' | 'lastItemAt'> & { score?: number }) | undefined
  limit: number
  /** Only those that are still looked at. */
  live?: boolean
  lowestScore?: number
  language?: string
}

/** Of a story with very many items, the newest this many are shown. */
const mostItems = 200

const columns = [
  'stories.id',
  'stories.headline',
  'stories.created_at as createdAt',
  'stories.last_item_at as lastItemAt',
  'stories.item_count as itemCount',
  'stories.source_count as sourceCount',
  'stories.origin_count as originCount',
  'stories.score',
  'stories.top_score as topScore',
  'stories.state',
  'stories.split_from as splitFrom',
  'stories.language',
] as const

/** The newest first, or the highest; stories that went into others are left out. */
export async function listStories(read: Read, list: StoryList): Promise<StoryRow[]> {
  const { by = 'newest', before, limit, live = false, lowestScore, language } = list
  const keys =
    by === 'newest' ? (['last_item_at', 'id'] as const) : (['score', 'last_item_at', 'id'] as const)
  const last = before && { score: before.score ?? 0, last_item_at: before.lastItemAt, id: before.id }
  let query = read.selectFrom('stories').select(columns)
  query = live ? query.where('state', '=', 'live') : query.where('state', '!=', 'merged')
  if (lowestScore !== undefined) query = query.where('score', '>=', lowestScore)
  if (language !== undefined) query = query.where('language', '=', language)
  if (last)
    query = query.where(story =>
      story.or(
        keys.map((key, place) =>
          story.and([
            ...keys.slice(0, place).map(earlier => story(earlier, '=', last[earlier])),
            story(key, '<', last[key]),
          ]),
        ),
      ),
    )
  for (const key of keys) query = query.orderBy(key, 'desc')
  return query.limit(limit).execute()
}

/** With its items, newest first. */
export async function readStory(read: Read, id: number, which: WhichMembers = {}): Promise<ReadStory> {
  const row = await read
    .selectFrom('stories')
    .select([...columns, 'merged_into'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return { kind: 'not-found' }
  const { merged_into: into, ...story } = row
  if (into !== null) return { kind: 'merged', into }
  return { kind: 'found', story, items: await readMembers(read, id, which) }
}

export interface WhichMembers {
  /** Only what was seen before this item: the last one of the page before. */
  before?: number | undefined
  /** Only these. */
  itemIds?: readonly number[]
}

async function readMembers(
  read: Read,
  storyId: number,
  { before, itemIds }: WhichMembers,
): Promise<StoryMember[]> {
  if (itemIds?.length === 0) return []
  const rows = await read
    .selectFrom('story_items')
    .select(['item_id', 'origin', 'origin_name', 'pinned_by', 'grouped_at'])
    .where('story_id', '=', storyId)
    .$if(before !== undefined, query => query.where('item_id', '<', before ?? 0))
    .$if(itemIds !== undefined, query => query.where('item_id', 'in', itemIds ?? []))
    .orderBy('item_id', 'desc')
    .limit(mostItems)
    .execute()
  const items = await readItems(
    read,
    rows.map(row => row.item_id),
  )
  const itemOf = new Map(items.map(item => [item.id, item]))
  return rows.flatMap(row => {
    const item = itemOf.get(row.item_id)
    if (!item) return []
    const { origin, origin_name: originName, pinned_by: pinnedBy, grouped_at: groupedAt } = row
    return [{ ...item, origin, originName, pinnedBy, groupedAt }]
  })
}

/** The story that has this one's items now: itself, or the one that it was merged into. Null: there is no such story. */
export async function currentStory(read: Read, id: number): Promise<number | null> {
  const row = await read
    .selectFrom('stories')
    .select(['id', 'merged_into'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? (row.merged_into ?? row.id) : null
}

/** This story and all that were merged into it: an alert of any of them is an alert of it. */
export async function storiesWithin(read: Read, id: number): Promise<number[]> {
  const rows = await read.selectFrom('stories').select('id').where('merged_into', '=', id).execute()
  return [id, ...rows.map(row => row.id)]
}

/** For each of these all that are one story with it now, itself among them: `storiesWithin` its current one, for many at once. */
export async function storiesTogether(read: Read, ids: readonly number[]): Promise<Map<number, number[]>> {
  if (ids.length === 0) return new Map()
  const asked = await read
    .selectFrom('stories')
    .select(['id', 'merged_into'])
    .where('id', 'in', ids)
    .execute()
  const currents = [...new Set(asked.map(row => row.merged_into ?? row.id))]
  const within = new Map(currents.map(id => [id, [id]]))
  const merged = await read
    .selectFrom('stories')
    .select(['id', 'merged_into'])
    .where('merged_into', 'in', currents)
    .orderBy('id')
    .execute()
  for (const { id, merged_into: into } of merged) if (into !== null) within.get(into)?.push(id)
  return new Map(asked.map(row => [row.id, within.get(row.merged_into ?? row.id) ?? []]))
}

export interface RelatedStory {
  story: StoryRow
  /** 0 to 1000. */
  likeness: number
}

/** The story so far: earlier ones that were like it when it began, the most alike first. */
export async function relatedEarlier(read: Read, storyId: number): Promise<RelatedStory[]> {
  const rows = await read
    .selectFrom('story_relations')
    // What was merged since stands for where it went.
    .innerJoin('stories as earlier', 'earlier.id', 'story_relations.earlier_id')
    .innerJoin('stories', join =>
      join.on(on => on('stories.id', '=', on.fn.coalesce('earlier.merged_into', 'earlier.id'))),
    )
    .select([...columns, 'story_relations.likeness'])
    .where('story_relations.story_id', '=', storyId)
    .where('stories.id', '!=', storyId)
    .orderBy('story_relations.likeness', 'desc')
    .orderBy('stories.id', 'desc')
    .execute()
  const seen = new Set<number>()
  return rows.flatMap(({ likeness, ...story }) => {
    if (seen.has(story.id)) return []
    seen.add(story.id)
    return [{ story, likeness }]
  })
}

/** Of merged ones too: records name them. */
export async function readStoryHeadlines(
  read: Read,
  ids: readonly number[],
): Promise<Pick<StoryRow, 'id' | 'headline' | 'language'>[]> {
  if (ids.length === 0) return []
  return read.selectFrom('stories').select(['id', 'headline', 'language']).where('id', 'in', ids).execute()
}

/** How many of its items were seen after this one. */
export async function countItemsAfter(read: Read, storyId: number, itemId: number): Promise<number> {
  const { number } = await read
    .selectFrom('story_items')
    .select(({ fn }) => fn.countAll<number>().as('number'))
    .where('story_id', '=', storyId)
    .where('item_id', '>', itemId)
    .executeTakeFirstOrThrow()
  return Number(number)
}
