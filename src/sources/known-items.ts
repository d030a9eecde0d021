/** The items of one source that entries of a document may be: found by their keys, with one query a document. */
import { run, statement, type Tx } from '../store/index.ts'
import type { IdentifiedItem, ItemKeys, KnownItem } from './feed/index.ts'

export interface StoredItem extends KnownItem {
  revision: number
  /** See `noteOlder`. */
  olderSince: number | null
}

export interface KnownItems {
  /** Each item once, whichever of the keys it shares. */
  candidates(keys: ItemKeys): readonly StoredItem[]
  /** Lets later entries of the document meet one that is not stored yet; returns its stand-in id, below 0. */
  add(entry: IdentifiedItem): number
}

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

type Names = readonly (readonly [key: keyof ItemKeys, column: string])[]

const names: Names = [
  ['guidKey', 'guid_key'],
  ['urlKey', 'url_key'],
  ['titleKey', 'title_key'],
]

/**
 * For each kind of key: the keys, the source, and how many items at most. SQLite would prepare a bare `limit ?` anew each
 * time, to plan by its value.
 */
const findItems = statement<StoredItem>('known-items', ({ newestOfEach }) => {
  const newest = (column: string) =>
    `select * from (${newestOfEach('items', `rival.source_id = ? and rival.${column} = wanted.value`, maxRivals)}
      limit ? + 0) by_${column}`
  return `select ${kept} from items where id in (${names.map(([, column]) => newest(column)).join(' union ')})`
})

/** For each kind of key: the source, a list of lists of one key each, and how many items at most: of each key its newest. */
const chooseItems = statement<StoredItem>('known-items-of-many', ({ among }) => {
  const newest = (column: string) => `
    select id from (
      select id from (
        select id, row_number() over (partition by ${column} order by id desc) as place from items
        where source_id = ? and ${among(column)}) all_of_${column}
      where place <= ${maxRivals} order by place limit ? + 0) by_${column}`
  return `select ${kept} from items where id in (${names.map(([, column]) => newest(column)).join(' union ')})`
})

export async function knownItems(
  tx: Tx,
  sourceId: number,
  entries: readonly IdentifiedItem[],
): Promise<KnownItems> {
  const index = createIndex()
  if (entries.length > 0) for (const item of await findKnown(tx, sourceId, entries)) index.add(item)
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

/** Its rows are all that there are, unless they are as many as there may be: then it is chosen among them. */
async function findKnown(
  tx: Tx,
  sourceId: number,
  entries: readonly IdentifiedItem[],
): Promise<readonly StoredItem[]> {
  const lists = names.map(([name]) => keysOf(entries, name))
  const most = Math.max(leastRivals, rivalsPerEntry * entries.length)
  const found = await run(
    tx,
    tx.kind,
    findItems,
    lists.flatMap(list => [JSON.stringify(list), sourceId, most]),
  )
  if (found.length < most) return found
  const wrapped = lists.map(list => JSON.stringify(list.map(key => [key])))
  return run(
    tx,
    tx.kind,
    chooseItems,
    wrapped.flatMap(list => [sourceId, list, most]),
  )
}

function keysOf(entries: readonly IdentifiedItem[], name: keyof ItemKeys): string[] {
  const all = new Set<string>()
  for (const { keys } of entries) if (keys[name] !== null) all.add(keys[name])
  return [...all]
}

const none: readonly StoredItem[] = []

function createIndex() {
  const byKey = names.map(([name]) => ({ name, items: new Map<string, StoredItem[]>() }))
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
    candidates(keys: ItemKeys): readonly StoredItem[] {
      let found = none
      for (const { name, items } of byKey) {
        const more = items.get(keys[name] ?? '')
        // Of most items all three keys lead to the same one.
        if (!more || (more.length === 1 && found.length === 1 && more[0] === found[0])) continue
        found = found.length === 0 ? more : [...found, ...more]
      }
      return found.length < 2 ? found : [...new Set(found)].sort((one, other) => one.id - other.id)
    },
  }
}
