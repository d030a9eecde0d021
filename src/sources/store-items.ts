/**
 * Stores what a reading brought: new items, and revisions of known ones. What always holds: an item that the
 * source published before is never stored twice, whatever the feed does with its guids; of one document, the
 * first entry about an item counts. The caller holds the source's row, so nobody else stores items of this
 * source meanwhile.
 */
import type { Tx } from '../store/index.ts'
import { type IdentifiedItem, matchItem } from './feed/index.ts'
import { type KnownItems, knownItems, type StoredItem } from './known-items.ts'

export interface Publication {
  sourceId: number
  /** What is new makes no alert. */
  firstPoll: boolean
  at: number
}

export interface StoredItems {
  created: number
  revised: number
}

const rowsPerInsert = 50

/** `entries` as the document has them, newest first as a rule: they are stored from the last to the first. */
export async function storeItems(
  tx: Tx,
  entries: readonly IdentifiedItem[],
  publication: Publication,
): Promise<StoredItems> {
  const known = await knownItems(tx, publication.sourceId, entries)
  const { created, met } = sortOut(entries, known)
  let revised = 0
  for (const { stored, entry, changed } of met.values()) {
    if (changed) await reviseItem(tx, stored.id, entry, publication.at)
    else await followItem(tx, stored, entry)
    if (changed) revised += 1
  }
  await insertItems(tx, created.reverse(), publication)
  return { created: created.length, revised }
}

interface Meeting {
  stored: StoredItem
  entry: IdentifiedItem
  /** It says something else now. */
  changed: boolean
}

function sortOut(entries: readonly IdentifiedItem[], known: KnownItems) {
  const created: IdentifiedItem[] = []
  const met = new Map<number, Meeting>()
  for (const entry of entries) {
    const candidates = known.candidates(entry.keys)
    const match = matchItem(candidates, entry.item, entry.keys)
    if (match.kind === 'new') {
      created.push(entry)
      known.add(entry)
      continue
    }
    const stored = candidates.find(({ id }) => id === match.id)
    // One of this document's own new items has no id of the store yet, and has been said already.
    if (!stored || stored.id < 0 || met.has(stored.id)) continue
    met.set(stored.id, { stored, entry, changed: match.kind === 'revised' })
  }
  return { created, met }
}

/** The newest keys and address are kept, so that the item is known again by what the feed calls it now. */
async function followItem(tx: Tx, stored: StoredItem, { item, keys }: IdentifiedItem): Promise<void> {
  const same =
    (keys.guidKey ?? stored.guidKey) === stored.guidKey &&
    (keys.urlKey ?? stored.urlKey) === stored.urlKey &&
    (item.url ?? stored.url) === stored.url
  if (same) return
  await tx
    .updateTable('items')
    .set({
      guid_key: keys.guidKey ?? stored.guidKey,
      url_key: keys.urlKey ?? stored.urlKey,
      url: item.url ?? stored.url,
    })
    .where('id', '=', stored.id)
    .execute()
}

/** The revision before stays readable; see `readRevisions`. */
export async function reviseItem(tx: Tx, id: number, entry: IdentifiedItem, at: number): Promise<void> {
  const before = await tx.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await tx
    .insertInto('item_revisions')
    .values({
      item_id: id,
      revision: before.revision,
      title: before.title,
      text: before.text,
      seen_at: before.revised_at ?? before.seen_at,
    })
    .execute()
  await tx
    .updateTable('items')
    .set({ ...said(content(entry)), revision: before.revision + 1, revised_at: at })
    .where('id', '=', id)
    .execute()
}

/** Returns the new ids, in the order of `entries`. */
export async function insertItems(
  tx: Tx,
  entries: readonly IdentifiedItem[],
  { sourceId, firstPoll, at }: Publication,
): Promise<number[]> {
  const ids: number[] = []
  for (let start = 0; start < entries.length; start += rowsPerInsert) {
    const rows = entries.slice(start, start + rowsPerInsert).map(entry => ({
      source_id: sourceId,
      ...content(entry),
      seen_at: at,
      first_poll: firstPoll ? 1 : 0,
      revision: 1,
    }))
    const inserted = await tx.insertInto('items').values(rows).returning('id').execute()
    // Ids are given in the order of the rows, but need not come back in it.
    const newIds = inserted.map(row => row.id).sort((one, other) => one - other)
    await tx
      .insertInto('fresh_items')
      .values(newIds.map(id => ({ item_id: id })))
      .execute()
    ids.push(...newIds)
  }
  if (ids.length > 0)
    await tx
      .updateTable('sources')
      .set(source => ({ item_count: source('item_count', '+', ids.length), last_item_at: at }))
      .where('id', '=', sourceId)
      .execute()
  return ids
}

function content({ item, keys }: IdentifiedItem) {
  return {
    guid_key: keys.guidKey,
    url_key: keys.urlKey,
    title_key: keys.titleKey,
    url: item.url,
    title: item.title,
    text: item.text,
    author: item.author,
    language: item.language,
    published_at: item.publishedAt,
  }
}

/** What a revision leaves out is not taken back: a feed that shortens itself loses no text of ours. */
function said(row: ReturnType<typeof content>): Partial<ReturnType<typeof content>> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''))
}
