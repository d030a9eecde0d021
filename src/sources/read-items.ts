/** Items as every later stage sees them: with what they need to know of their source. */
import type { Read } from '../store/index.ts'
import type { OnItem } from './schema.ts'

export interface Item {
  id: number
  sourceId: number
  sourceName: string
  sourceUrl: string
  /** What the source's new items become. */
  onItem: OnItem
  /** The source's first successful poll brought it: it makes no alert. */
  firstPoll: boolean
  /** Hash of the canonical address; equal across sources. */
  urlKey: string | null
  titleKey: string | null
  /** http or https. */
  url: string | null
  title: string
  text: string
  author: string | null
  /** BCP 47. */
  language: string | null
  /** A date to come is a mistake or a lure: never later than the item, or its newest revision, was seen. */
  publishedAt: number | null
  seenAt: number
  /** 1 is how it was first seen. */
  revision: number
}

export interface ItemRevision {
  revision: number
  title: string
  text: string
  seenAt: number
}

export async function readItem(read: Read, id: number): Promise<Item | null> {
  const [item] = await readItems(read, [id])
  return item ?? null
}

/** In the order of their ids, which is the order in which they were seen. Ids that are not there are left out. */
export async function readItems(read: Read, ids: readonly number[]): Promise<Item[]> {
  if (ids.length === 0) return []
  const rows = await read
    .selectFrom('items')
    .innerJoin('sources', 'sources.id', 'items.source_id')
    .select(['items.id', 'items.source_id', 'sources.name', 'sources.url as source_url', 'sources.on_item'])
    .select([
      'items.first_poll',
      'items.url_key',
      'items.title_key',
      'items.url',
      'items.title',
      'items.text',
    ])
    .select([
      'items.author',
      'items.language',
      'items.published_at',
      'items.seen_at',
      'items.revised_at',
      'items.revision',
    ])
    .where('items.id', 'in', ids)
    .orderBy('items.id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    sourceId: row.source_id,
    sourceName: row.name,
    sourceUrl: row.source_url,
    onItem: row.on_item,
    firstPoll: row.first_poll === 1,
    urlKey: row.url_key,
    titleKey: row.title_key,
    url: row.url,
    title: row.title,
    text: row.text,
    author: row.author,
    language: row.language,
    publishedAt: row.published_at === null ? null : Math.min(row.published_at, row.revised_at ?? row.seen_at),
    seenAt: row.seen_at,
    revision: row.revision,
  }))
}

export interface ItemAsOf {
  id: number
  /** 0: whatever it says now. */
  revision: number
}

/** Items as they were at a revision. What is not there is undefined; a revision to come is the newest one. */
export async function readItemsAsOf(
  read: Read,
  wanted: readonly ItemAsOf[],
): Promise<(id: number, revision: number) => Item | undefined> {
  const items = await readItems(read, [...new Set(wanted.map(({ id }) => id))])
  const current = new Map(items.map(item => [item.id, item]))
  const revised = wanted.filter(
    ({ id, revision }) => revision > 0 && revision < (current.get(id)?.revision ?? 0),
  )
  const earlier = await earlierRevisions(read, revised)
  return (id, revision) => {
    const item = current.get(id)
    const then = earlier.get(`${id}/${revision}`)
    return item && then ? { ...item, ...then } : item
  }
}

async function earlierRevisions(
  read: Read,
  wanted: readonly ItemAsOf[],
): Promise<Map<string, Pick<Item, 'revision' | 'title' | 'text'>>> {
  if (wanted.length === 0) return new Map()
  const unique = (part: keyof ItemAsOf) => [...new Set(wanted.map(one => one[part]))]
  // Not all of an item's: a live page has thousands.
  const rows = await read
    .selectFrom('item_revisions')
    .select(['item_id', 'revision', 'title', 'text'])
    .where('item_id', 'in', unique('id'))
    .where('revision', 'in', unique('revision'))
    .execute()
  return new Map(rows.map(({ item_id: id, ...then }) => [`${id}/${then.revision}`, then]))
}

/** Every revision of an item, oldest first; the last is the current one. */
export async function readRevisions(read: Read, itemId: number): Promise<ItemRevision[]> {
  const earlier = await read
    .selectFrom('item_revisions')
    .select(['revision', 'title', 'text', 'seen_at as seenAt'])
    .where('item_id', '=', itemId)
    .orderBy('revision')
    .execute()
  const current = await read
    .selectFrom('items')
    .select(['revision', 'title', 'text', 'seen_at', 'revised_at'])
    .where('id', '=', itemId)
    .executeTakeFirst()
  if (!current) return []
  const { revision, title, text, seen_at, revised_at } = current
  return [...earlier, { revision, title, text, seenAt: revised_at ?? seen_at }]
}
