/**
 * Stores what a pushed document brought, in the transaction that deletes it: a crash at any moment loses nothing
 * and repeats nothing. A push teaches nothing of what the server would answer (validators, ttl), is never the
 * first poll, and what it leaves out has not gone: hubs may send only what changed.
 */
import type { Selectable } from 'kysely'
import type { Store, Tx } from '../../store/index.ts'
import { learnFrom } from '../poll/learn-poll.ts'
import type { SourcesTable } from '../schema.ts'
import { storeItems } from '../store-items.ts'
import { distrustMs } from './follow-hub.ts'
import { noteWays } from './item-ways.ts'
import { leavePing, lookNow } from './ping.ts'
import type { PushedReading } from './read-pushed.ts'
import type { WaitingDocument } from './waiting-documents.ts'

/**
 * While a hub delivers, polls only make sure that it does. One that says nothing for so long is not relied on,
 * be it that the source has nothing to say.
 */
const trustMs = 6 * 3_600_000
/** A poll that runs may have begun before the news: it is waited for. */
const askAgainAfterMs = 1_000

/** `reading` null: the document only says that there is news. Returns how many items are new. */
export async function storePushed(
  store: Store,
  document: WaitingDocument,
  { reading, at }: { reading: PushedReading | null; at: number },
): Promise<number> {
  return store.write(async tx => {
    // The source first, as a poll does: two who hold the same two rows never wait for each other in a ring.
    const source = await tx
      .selectFrom('sources')
      .selectAll()
      .where('id', '=', document.sourceId)
      .$if(store.kind === 'postgres', query => query.forUpdate())
      .executeTakeFirstOrThrow()
    const nothingRead = reading === null || reading.items.length === 0
    if (nothingRead && (source.lease_until ?? 0) > at) {
      await waitForPoll(tx, document, at)
      return 0
    }
    // The store went back in time (`startSourcesOver`): it waits for what counts as the first poll now.
    if (source.first_polled_at === null) return 0
    const { numDeletedRows } = await tx
      .deleteFrom('pushed_documents')
      .where('id', '=', document.id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return 0
    if (source.next_poll_at === null) {
      await giveBack(tx, document.subscription.id, at)
      return 0
    }
    if (nothingRead) await lookAtSource(tx, source, at)
    else return keepItems(tx, source, { document, reading, at })
    return 0
  })
}

async function waitForPoll(tx: Tx, { subscription }: WaitingDocument, at: number): Promise<void> {
  await tx
    .updateTable('push_subscriptions')
    .set({ read_after: at + askAgainAfterMs })
    .where('id', '=', subscription.id)
    .execute()
}

/** Nobody watches the source any more. */
async function giveBack(tx: Tx, subscriptionId: number, at: number): Promise<void> {
  await tx
    .updateTable('push_subscriptions')
    .set({ due_at: at })
    .where('id', '=', subscriptionId)
    .where('state', '<>', 'leaving')
    .execute()
  tx.wake('sources')
}

/** Who only says that there is news does not bring it: the source is polled as if there were no hub. */
async function lookAtSource(tx: Tx, source: Selectable<SourcesTable>, at: number): Promise<void> {
  if (source.pushed_until !== null)
    await tx.updateTable('sources').set({ pushed_until: null }).where('id', '=', source.id).execute()
  await lookNow(tx, source, at)
}

interface Kept {
  document: WaitingDocument
  reading: PushedReading
  at: number
}

async function keepItems(
  tx: Tx,
  source: Selectable<SourcesTable>,
  { document, reading, at }: Kept,
): Promise<number> {
  const publication = { sourceId: source.id, firstPoll: false, way: 'push', at } as const
  const stored = await storeItems(tx, reading.items, publication)
  await noteWays(tx, stored, publication)
  const { subscription } = document
  const distrusted = subscription.missedAt !== null && at - subscription.missedAt < distrustMs
  const trusts = reading.whole && !distrusted && subscription.state === 'active'
  const newItems = stored.newIds.length
  // A hub that is slower than the polls makes nothing better by pushing what they brought.
  const relied = trusts && (newItems > 0 || (source.pushed_until ?? 0) > at)
  const changes = {
    ...(relied ? { pushed_until: Math.min(at + trustMs, subscription.leaseExpiresAt ?? at) } : {}),
    ...(stored.waiting > 0 ? askedAnew : {}),
    ...(newItems > 0 ? learned(source, { at, newItems }) : {}),
  }
  if (Object.keys(changes).length > 0)
    await tx.updateTable('sources').set(changes).where('id', '=', source.id).execute()
  if (subscription.problem !== null && !distrusted)
    await tx
      .updateTable('push_subscriptions')
      .set({ problem: null })
      .where('id', '=', subscription.id)
      .execute()
  if (!reading.whole) await leavePing(tx, subscription.id, at)
  if (newItems > 0) tx.wake('items')
  return newItems
}

/** As after a poll: only another reading tells whether an item that went back stays there. */
const askedAnew = { etag: null, last_modified: null, body_hash: null }

function learned(source: Selectable<SourcesTable>, { at, newItems }: { at: number; newItems: number }) {
  const { text } = learnFrom(source, { at, newItems, first: false, published: [] })
  return text === undefined ? {} : { rhythm: text }
}
