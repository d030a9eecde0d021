/** The items of one source that entries of a document may be: found by their keys, with one query a document. */
import { type DialectWords, run, statement, type Tx } from '../store/index.ts'
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

const names = ['guidKey', 'urlKey', 'titleKey'] as const

const kept = `id, guid_key as "guidKey", url_key as "urlKey", title_key as "titleKey", title, text, url,
  published_at as "publishedAt", revision, older_since as "olderSince"`
/**
 * Of a key that many items have ("Photos of the day", one guid for everything) the newest are looked at, and of all
 * together no more than so many for each entry: a source that gives ever new articles the same headlines costs no
 * more in its tenth year.
 */
const maxRivals = 20
const rivalsPerEntry = 4
const leastRivals = 2_000

const newestBy = (column: string, { among }: DialectWords) => `
  select id from (
    select id from (
      select id, row_number() over (partition by ${column} order by id desc) as place from items
      where source_id = ? and ${among(column)}) all_${column}s
    where place <= ${maxRivals} order by place limit ?) ${column}s`

/** For each kind of key: the source, a list of lists of one key each, and how many items at most. */
const findItems = statement<StoredItem>(
  'known-items',
  words => `
    select ${kept} from items where id in (
      ${newestBy('guid_key', words)} union ${newestBy('url_key', words)} union ${newestBy('title_key', words)})`,
)

export async function knownItems(
  tx: Tx,
  sourceId: number,
  entries: readonly IdentifiedItem[],
): Promise<KnownItems> {
  const index = createIndex()
  if (entries.length > 0) {
    const lists = names.map(name => JSON.stringify([...keysOf(entries, name)].map(key => [key])))
    const most = Math.max(leastRivals, rivalsPerEntry * entries.length)
    const parameters = lists.flatMap(list => [sourceId, list, most])
    for (const item of await run(tx, tx.kind, findItems, parameters)) index.add(item)
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

function keysOf(entries: readonly IdentifiedItem[], name: keyof ItemKeys): Set<string> {
  return new Set(entries.flatMap(({ keys }) => keys[name] ?? []))
}

function createIndex() {
  const byKey = names.map(name => ({ name, items: new Map<string, StoredItem[]>() }))
  return {
    add(item: StoredItem) {
      for (const { name, items } of byKey) {
        const key = item[name]
        if (key === null) continue
        const there = items.get(key)
        if (!there) items.set(key, [item])
        else if (there.push(item) > maxRivals) there.shift()
      }
    },
    candidates(keys: ItemKeys): StoredItem[] {
      const found = byKey.flatMap(({ name, items }) => items.get(keys[name] ?? '') ?? [])
      return found.length < 2 ? found : [...new Set(found)].sort((one, other) => one.id - other.id)
    },
  }
}
