/**
 * The hand-over to `stories`: new items, and revisions that changed something telling. Who takes them looks at them
 * first, and deletes their rows in the transaction that holds the work done with them.
 */
import type { Read, Tx } from '../store/index.ts'
import { type Item, readItems, readItemsAsOf } from './read-items.ts'

/** What of an item changes while it waits. */
type Said = Pick<
  Item,
  'title' | 'text' | 'url' | 'urlKey' | 'author' | 'language' | 'publishedAt' | 'revision'
>

/**
 * Called before an item changes: who still waits for it is to see it as it was, however late. For what was mended is no
 * revision, and a revision keeps but title and text of the one before.
 */
export async function keepForHandOver(tx: Tx, id: number): Promise<void> {
  const waits = await tx
    .selectFrom('fresh_items')
    .select('item_id')
    .where('item_id', '=', id)
    .where('said', 'is', null)
    .unionAll(
      tx.selectFrom('fresh_revisions').select('item_id').where('item_id', '=', id).where('said', 'is', null),
    )
    .execute()
  const [item] = waits.length === 0 ? [] : await readItems(tx, [id])
  if (!item) return
  const { title, text, url, urlKey, author, language, publishedAt, revision } = item
  const kept: Said = { title, text, url, urlKey, author, language, publishedAt, revision }
  const said = JSON.stringify(kept)
  for (const table of ['fresh_items', 'fresh_revisions'] as const)
    await tx.updateTable(table).set({ said }).where('item_id', '=', id).where('said', 'is', null).execute()
}

/** As `keepForHandOver` wrote it; null: the item has not changed since. */
function asItWas(item: Item | undefined, said: string | null): Item | undefined {
  return item && said !== null ? { ...item, ...(JSON.parse(said) as Said) } : item
}

/** As they were when they came, whatever they say since; the oldest first. */
export async function readFreshItems(read: Read, limit: number): Promise<Item[]> {
  const rows = await read
    .selectFrom('fresh_items')
    .select(['item_id', 'said'])
    .orderBy('item_id')
    .limit(limit)
    .execute()
  const itemOf = await readItemsAsOf(
    read,
    rows.map(row => ({ id: row.item_id, revision: 1 })),
  )
  return rows.flatMap(row => asItWas(itemOf(row.item_id, 1), row.said) ?? [])
}

export interface FreshRevision {
  id: number
  itemId: number
  revision: number
  at: number
  /** As it was with that revision. */
  item: Item
}

/** In the order in which they came. */
export async function readFreshRevisions(read: Read, limit: number): Promise<FreshRevision[]> {
  const rows = await read
    .selectFrom('fresh_revisions')
    .select(['id', 'item_id as itemId', 'revision', 'at', 'said'])
    .orderBy('id')
    .limit(limit)
    .execute()
  const itemOf = await readItemsAsOf(
    read,
    rows.map(row => ({ id: row.itemId, revision: row.revision })),
  )
  return rows.flatMap(({ said, ...row }) => {
    const item = asItWas(itemOf(row.itemId, row.revision), said)
    return item ? [{ ...row, item }] : []
  })
}

/** As whoever takes the hand-over knows them: with no revision that still waits. What is not there is undefined. */
export async function readTakenItems(
  read: Read,
  ids: readonly number[],
): Promise<(id: number) => Item | undefined> {
  if (ids.length === 0) return () => undefined
  const waiting = await read
    .selectFrom('fresh_revisions')
    .select(({ fn }) => ['item_id', fn.min('revision').as('revision')])
    .where('item_id', 'in', ids)
    .groupBy('item_id')
    .execute()
  const next = new Map(waiting.map(row => [row.item_id, Number(row.revision)]))
  const revisionOf = (id: number) => (next.get(id) ?? 1) - 1
  const itemOf = await readItemsAsOf(
    read,
    ids.map(id => ({ id, revision: revisionOf(id) })),
  )
  return id => itemOf(id, revisionOf(id))
}

/** Returns how many were there: fewer than asked when somebody else took some. */
export async function dropFreshItems(tx: Tx, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const dropped = await tx.deleteFrom('fresh_items').where('item_id', 'in', ids).executeTakeFirst()
  return Number(dropped.numDeletedRows)
}

export async function dropFreshRevisions(tx: Tx, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0
  const dropped = await tx.deleteFrom('fresh_revisions').where('id', 'in', ids).executeTakeFirst()
  return Number(dropped.numDeletedRows)
}
