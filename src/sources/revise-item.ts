/**
 * What becomes of a known item that says something else now. A revision keeps what stood before and tells the
 * stories in an event what changed, in one transaction. What always holds: who serves an old copy of the
 * feed now and then (two nodes of a network, a cache) makes no revision by it; who truly goes back to what
 * stood before makes one, after that has stood for a while.
 */
import { hasPassed } from '../clock.ts'
import type { Tx } from '../store/index.ts'
import { asFarAsKept } from './feed/beginning.ts'
import type { IdentifiedItem } from './feed/index.ts'
import { changesOf, type ItemChange, leadText } from './feed/item-changes.ts'
import { shorten } from './feed/plain-text.ts'
import { keepForHandOver } from './fresh-items.ts'
import { said } from './item-row.ts'
import type { StoredItem } from './known-items.ts'
import type { ItemEventKind } from './schema.ts'

const kinds: Record<ItemChange, ItemEventKind> = {
  title: 'headline changed',
  lead: 'lead changed',
  text: 'text changed',
}
const maxLeadLength = 1_000
const maxChangeLength = 2_000

/** The revision before stays readable; see `readRevisions`. An edit that changes nothing telling makes no event. */
export async function reviseItem(
  tx: Tx,
  id: number,
  entry: IdentifiedItem,
  { at, changed }: { at: number; changed?: readonly ItemChange[] },
): Promise<void> {
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
  const revision = before.revision + 1
  await keepForHandOver(tx, id)
  await tx
    .updateTable('items')
    .set({ ...said(entry), revision, revised_at: at, older_since: null })
    .where('id', '=', id)
    .execute()
  const events = (changed ?? changesOf(before, asFarAsKept(before, entry.item))).map(change => ({
    item_id: id,
    revision,
    kind: kinds[change],
    ...excerpts[change](before, entry.item),
    at,
  }))
  if (events.length === 0) return
  await tx.insertInto('item_events').values(events).execute()
  await tx.insertInto('fresh_revisions').values({ item_id: id, revision, at }).execute()
  tx.wake('items')
}

interface Said {
  title: string
  text: string
}

const excerpts: Record<ItemChange, (before: Said, now: Said) => { before: string; after: string }> = {
  title: (before, now) => ({ before: before.title, after: now.title }),
  lead: (before, now) => ({
    before: shorten(leadText(before.text), maxLeadLength),
    after: shorten(leadText(now.text), maxLeadLength),
  }),
  text: (before, now) => changedParagraphs(before.text.split('\n\n'), now.text.split('\n\n')),
}

/** Without the paragraphs that both begin and end with. */
function changedParagraphs(before: readonly string[], now: readonly string[]) {
  const shorter = Math.min(before.length, now.length)
  let start = 0
  while (start < shorter && before[start] === now[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end++
  const between = (all: readonly string[]) =>
    shorten(all.slice(start, all.length - end).join('\n\n'), maxChangeLength)
  return { before: between(before), after: between(now) }
}

/** How long what stood before must stand again until it counts; longer for an item that goes back and forth. */
function settledAfterMs(revision: number): number {
  return 3_600_000 * 2 ** Math.min(Math.max(revision - 2, 0), 5)
}

/** Going back by more than so many revisions is no old copy any more. */
export const rememberedRevisions = 8

/**
 * Of an item that was met changed: revises it, unless it says again what an earlier revision said and may be
 * an old copy. `waits`: the next readings will tell.
 */
export async function reviseUnlessOlder(
  tx: Tx,
  stored: StoredItem,
  entry: IdentifiedItem,
  { at, changed }: { at: number; changed: readonly ItemChange[] },
): Promise<'revised' | 'waits'> {
  const olderSince = stored.olderSince ?? at
  const settled = hasPassed(settledAfterMs(stored.revision), olderSince, at)
  if (!settled && (await saidBefore(tx, stored, entry))) {
    if (stored.olderSince === null) await noteOlder(tx, stored.id, at)
    return 'waits'
  }
  await reviseItem(tx, stored.id, entry, { at, changed })
  return 'revised'
}

/** Since when the source shows an earlier revision; null: it shows the newest. */
async function noteOlder(tx: Tx, id: number, since: number | null): Promise<void> {
  await tx.updateTable('items').set({ older_since: since }).where('id', '=', id).execute()
}

async function saidBefore(tx: Tx, stored: StoredItem, entry: IdentifiedItem): Promise<boolean> {
  const earlier = await earlierRevisions(tx, stored)
  return earlier.some(revision => changesOf(revision, asFarAsKept(revision, entry.item)).length === 0)
}

/** What an item said before it said what it says now, the newest first; only the last few are remembered. */
export async function earlierRevisions(
  tx: Tx,
  { id, revision }: { id: number; revision: number },
): Promise<{ title: string; text: string }[]> {
  if (revision === 1) return []
  return tx
    .selectFrom('item_revisions')
    .select(['title', 'text'])
    .where('item_id', '=', id)
    .orderBy('revision', 'desc')
    .limit(rememberedRevisions)
    .execute()
}
