/**
 * Stores what a look at a watched page brought: the page is one item, and a text that changed is a new revision of
 * it. What always holds: what lost most of its words at once is no revision until a second look says the same; what
 * says again what it said shortly before (servers take turns) is none; and a page that changes at every look makes
 * ever fewer revisions an hour.
 */
import { hash } from 'node:crypto'
import type { Selectable, Updateable } from 'kysely'
import type { Tx } from '../../store/index.ts'
import type { IdentifiedItem } from '../feed/index.ts'
import { changesOf, type ItemChange } from '../feed/item-changes.ts'
import { keepForHandOver } from '../fresh-items.ts'
import { type Insertion, insertItems } from '../insert-items.ts'
import { said } from '../item-row.ts'
import { earlierRevisions, reviseItem } from '../revise-item.ts'
import type { ItemsTable, SourcesTable } from '../schema.ts'
import type { StoredItems } from '../store-items.ts'
import type { PageChange, PageText } from './page-change.ts'

export interface PageLook {
  /** One, the page. */
  items: readonly IdentifiedItem[]
  /** Undefined: nothing was known to compare it with. */
  change?: PageChange
  doubt: string | null
  /** By a selector. */
  isChosen: boolean
}

type Item = Selectable<ItemsTable>

const none: StoredItems = { created: 0, revised: 0, waiting: 0, newIds: [], knownIds: [] }
const minuteMs = 60_000
/** Servers that take turns do so within that. */
const turnsMs = 60 * minuteMs

export async function storePage(
  tx: Tx,
  { items: [entry], change, doubt, isChosen }: PageLook,
  publication: Insertion,
): Promise<{ stored: StoredItems; changes: Updateable<SourcesTable> }> {
  if (!entry) return { stored: none, changes: {} }
  const item = await pageItem(tx, publication.sourceId)
  // What the source had when it was a feed is no page.
  const isOther = publication.firstPoll && item !== null && item.guid_key !== entry.keys.guidKey
  if (!item || isOther) {
    const newIds = await insertItems(tx, [entry], publication)
    return { stored: { ...none, created: 1, newIds }, changes: { doubt: null } }
  }
  const known = { ...none, knownIds: [item.id] }
  // The operator watches another part of it now, or watches it again: that is no news.
  if (publication.firstPoll) {
    await keepForHandOver(tx, item.id)
    await tx.updateTable('items').set(said(entry)).where('id', '=', item.id).execute()
    return { stored: known, changes: { doubt: null } }
  }
  if (change === undefined || change === 'none') return { stored: known, changes: { doubt: null } }
  const left = hash('sha256', entry.item.text, 'hex')
  const waits = { ...known, waiting: 1 }
  if (change === 'shrunk' && left !== doubt) return { stored: waits, changes: { doubt: left } }
  const { at } = publication
  const rests = at - (item.revised_at ?? item.seen_at) < restMs(item.revision)
  if (rests || (await isTurn(tx, item, entry.item, at))) return { stored: waits, changes: { doubt: null } }
  await reviseItem(tx, item.id, entry, { at, changed: changedParts(item, entry.item, isChosen) })
  return { stored: { ...known, revised: 1 }, changes: { doubt: null } }
}

/** What a page says now, to compare the next look with. Null: it was never read. */
export async function pageItem(read: Pick<Tx, 'selectFrom'>, sourceId: number): Promise<Item | null> {
  const item = await read
    .selectFrom('items')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return item ?? null
}

/** A live page may have fifty revisions as fast as it is looked at, and hundreds at every ten minutes. */
function restMs(revision: number): number {
  if (revision <= 50) return 0
  return revision <= 500 ? 10 * minuteMs : 60 * minuteMs
}

/** It says exactly what it said just before the newest revision. */
async function isTurn(tx: Tx, item: Item, now: PageText, at: number): Promise<boolean> {
  if (at - (item.revised_at ?? 0) >= turnsMs) return false
  const earlier = await earlierRevisions(tx, item)
  return earlier.some(({ title, text }) => title === now.title && text === now.text)
}

/** The first paragraph is an event of its own, as in a feed; of what a selector found there is no first one. */
function changedParts(before: PageText, now: PageText, isChosen: boolean): ItemChange[] {
  const telling = changesOf(before, now).filter(
    change => change !== 'text' && !(isChosen && change === 'lead'),
  )
  const rest = (text: string) => (telling.includes('lead') ? text.split('\n\n').slice(1).join('\n\n') : text)
  return rest(before.text) === rest(now.text) ? telling : [...telling, 'text']
}
