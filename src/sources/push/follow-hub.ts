/**
 * What a poll means for the push of its source: which hub it names now, and whether that hub pushes what the poll
 * saw. What always holds: a hub is trusted to be faster than polls only while nothing speaks against it; the
 * first item that a poll brings takes that trust back, and only a push gives it again.
 */
import type { Selectable, Updateable } from 'kysely'
import { run, statement, type Tx } from '../../store/index.ts'
import type { SourcesTable } from '../schema.ts'
import type { StoredItems } from '../store-items.ts'
import { missesSince, noteWays } from './item-ways.ts'
import type { PushOffer } from './push-offer.ts'
import { problemOfSilence } from './push-words.ts'
import type { PushSubscriptionsTable } from './schema.ts'

const columns = [
  ...(['id', 'source_id', 'hub', 'hubs', 'topic', 'state', 'created_at', 'withdrawn_at'] as const),
  ...(['due_at', 'asked_at', 'verified_at', 'missed_at'] as const),
] satisfies (keyof PushSubscriptionsTable)[]
type Subscription = Pick<Selectable<PushSubscriptionsTable>, (typeof columns)[number]>

const subscriptionsOf = statement<Subscription>(
  'subscriptions-of-source',
  () => `select ${columns.join(', ')} from push_subscriptions where source_id = ? order by id`,
)

/** A source that changes its mind at every poll (a hostile one, or two nodes that disagree) makes no storm of it. */
const changedAtMostEveryMs = 3_600_000
const mostLeaving = 3
/** How long a hub that missed something is not trusted, however much it pushes. */
export const distrustMs = 24 * 3_600_000

export interface SeenByPoll {
  /** Null: the source names no hub. Undefined: it was not read, or not to its end. */
  offer: PushOffer | null | undefined
  stored: StoredItems
  /** Its items are no news, whichever way they come. */
  firstPoll: boolean
  at: number
}

/** The caller holds the source's row, and writes what is returned to it. */
export async function followHub(
  tx: Tx,
  source: Pick<Selectable<SourcesTable>, 'id' | 'pushed_until'>,
  { offer, stored, firstPoll, at }: SeenByPoll,
): Promise<{ pushed_until?: null }> {
  // What was pushed before the first poll has waited for it.
  if (firstPoll) tx.wake('pushes')
  const all = await run(tx, tx.kind, subscriptionsOf, [source.id])
  const current = all.find(({ state }) => state !== 'leaving')
  const leaving = all.filter(({ state }) => state === 'leaving')
  const replaced = offer !== undefined && (await compare(tx, source.id, { current, leaving, offer, at }))
  // The hub that was relied on pushes nothing any more.
  if (!current || current.verified_at === null || replaced)
    return source.pushed_until === null ? {} : { pushed_until: null }
  if (firstPoll) return {}
  await noteWays(tx, stored, { sourceId: source.id, way: 'poll', at })
  await judge(tx, current, at)
  return stored.newIds.length > 0 && source.pushed_until !== null ? { pushed_until: null } : {}
}

interface Comparison {
  current: Subscription | undefined
  leaving: readonly Subscription[]
  offer: PushOffer | null
  at: number
}

/** Whether the current one is given back for another. */
async function compare(
  tx: Tx,
  sourceId: number,
  { current, leaving, offer, at }: Comparison,
): Promise<boolean> {
  const change = (id: number, changes: Updateable<PushSubscriptionsTable>) =>
    tx.updateTable('push_subscriptions').set(changes).where('id', '=', id).execute()
  if (!offer) {
    if (current && current.withdrawn_at === null)
      await change(current.id, { withdrawn_at: at, due_at: Math.min(current.due_at, at) })
    return false
  }
  const hubs = JSON.stringify(offer.hubs)
  if (current && current.topic === offer.topic && offer.hubs.includes(current.hub)) {
    // Nobody has renewed it meanwhile.
    const dueAt = Math.max(at, (current.asked_at ?? 0) + changedAtMostEveryMs)
    if (current.withdrawn_at !== null) await change(current.id, { withdrawn_at: null, due_at: dueAt })
    if (current.hubs !== hubs) await change(current.id, { hubs })
    return false
  }
  if (current && at - current.created_at < changedAtMostEveryMs) return false
  if (current) {
    const over = leaving.length >= mostLeaving ? leaving[0] : undefined
    // Given back as soon as somebody looks; the others are on their way out.
    if (over) await change(over.id, { due_at: at, pending_until: at })
    await change(current.id, { state: 'leaving', due_at: at, pending_until: null, problem: null })
  }
  await tx
    .insertInto('push_subscriptions')
    .values({
      source_id: sourceId,
      hub: offer.hubs[0] ?? '',
      hubs,
      topic: offer.topic,
      state: 'wanted',
      created_at: at,
      due_at: at,
    })
    .execute()
  tx.wake('sources')
  return current !== undefined
}

/** A hub that lost our subscription is told once a day. */
async function judge(tx: Tx, current: Subscription, at: number): Promise<void> {
  const { id, source_id: sourceId, state, verified_at: verifiedAt, missed_at: missedAt } = current
  if (state !== 'active' || (missedAt !== null && at - missedAt < distrustMs)) return
  const since = Math.max(verifiedAt ?? at, missedAt ?? 0)
  if (!(await missesSince(tx, { sourceId, since, at }))) return
  await tx
    .updateTable('push_subscriptions')
    .set({ missed_at: at, problem: problemOfSilence, due_at: at })
    .where('id', '=', id)
    .execute()
  tx.wake('sources')
}
