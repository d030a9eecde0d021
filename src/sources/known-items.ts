/** The items of one source that entries of a document may be: found by their keys, a few queries a document. */
import type { Read } from '../store/index.ts'
import type { IdentifiedItem, ItemKeys, KnownItem } from './feed/index.ts'

export interface StoredItem extends KnownItem {
  revision: number
  /** See `noteOlder`. */
  olderSince: number | null
}

export interface KnownItems {
  /** Each item once, whichever of the keys it shares. */
  candidates(keys: ItemKeys): StoredItem[]
  /** Lets later entries of the document meet one that is not stored yet; returns its stand-in id, below 0. */
  add(entry: IdentifiedItem): number
}

const keysPerQuery = 500
/** Of a source that gives ever new articles the same headlines the newest few are looked at, not all of years. */
const rowsPerQuery = 4 * keysPerQuery
const columns = { guid_key: 'guidKey', url_key: 'urlKey', title_key: 'titleKey' } as const

export async function knownItems(
  read: Read,
  sourceId: number,
  entries: readonly IdentifiedItem[],
): Promise<KnownItems> {
  const index = createIndex()
  const seen = new Set<number>()
  for (const [column, name] of Object.entries(columns) as [keyof typeof columns, keyof ItemKeys][]) {
    const keys = [...new Set(entries.flatMap(({ keys: { [name]: key } }) => (key === null ? [] : [key])))]
    for (let start = 0; start < keys.length; start += keysPerQuery)
      for (const item of await itemsByKey(read, sourceId, column, keys.slice(start, start + keysPerQuery)))
        if (!seen.has(item.id)) {
          seen.add(item.id)
          index.add(item)
        }
  }
  let nextStandIn = -1
  return {
    candidates: index.candidates,
    add({ item, keys }) {
      const id = nextStandIn--
      const { title, text, url, publishedAt } = item
      index.add({ id, ...keys, title, text, url, publishedAt, revision: 1, olderSince: null })
      return id
    },
  }
}

async function itemsByKey(
  read: Read,
  sourceId: number,
  column: keyof typeof columns,
  keys: readonly string[],
): Promise<StoredItem[]> {
  const rows = await read
    .selectFrom('items')
    .select([
      'id',
      'guid_key as guidKey',
      'url_key as urlKey',
      'title_key as titleKey',
      'title',
      'text',
      'url',
      'published_at as publishedAt',
      'revision',
      'older_since as olderSince',
    ])
    .where('source_id', '=', sourceId)
    .where(column, 'in', keys)
    .orderBy('id', 'desc')
    .limit(rowsPerQuery)
    .execute()
  return rows
}

function createIndex() {
  const byKey = new Map<string, Set<StoredItem>>()
  const places = (keys: ItemKeys) =>
    Object.values(columns).flatMap(name => (keys[name] === null ? [] : [`${name} ${keys[name]}`]))
  return {
    add(item: StoredItem) {
      for (const place of places(item)) {
        const there = byKey.get(place)
        if (there) there.add(item)
        else byKey.set(place, new Set([item]))
      }
    },
    candidates(keys: ItemKeys): StoredItem[] {
      const found = places(keys).flatMap(place => [...(byKey.get(place) ?? [])])
      return [...new Set(found)].sort((one, other) => one.id - other.id)
    },
  }
}
