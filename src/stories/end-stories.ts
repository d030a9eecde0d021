/**
 * Stories that nothing came to for as long as the operator keeps items end: of the texts of their items but the beginnings
 * stay (`sources` does that). What always holds: no story ends that an alert was made of, or that an editor touched; none
 * of which a replay or a rule may still read a text; and one that ended is known, shown and woken as one that sleeps.
 */
import { sql } from 'kysely'
import type { Read, Tx } from '../store/index.ts'
import { momentsKeptFrom } from './purge-moments.ts'

/** Of these stories those that somebody else needs. */
export type NeededAmong = (read: Read, storyIds: readonly number[]) => Promise<Iterable<number>>

export interface Ending {
  /** Stories that were looked at; 0: there are no more. */
  looked: number
  /** Where the next batch goes on. */
  after: Place
}

interface Place {
  last_item_at: number
  id: number
}

export const firstPlace: Place = { last_item_at: 0, id: 0 }

/** A database takes so many parameters, and a batch is to be short: one story may have tens of thousands of items. */
const mostStories = 200
const mostItems = 2_000
const turnMs = 30 * 60_000
const turn = 'stories.ending_since'

/** Every process makes a round an hour: whose is the first has it, for those that stay are looked at in each. */
export async function takeEndingTurn(tx: Tx, at: number): Promise<boolean> {
  const taken = await tx
    .insertInto('meta')
    .values({ key: turn, value: String(at) })
    .onConflict(conflict =>
      conflict
        .column('key')
        .doUpdateSet({ value: String(at) })
        .where(sql<boolean>`abs(cast(meta.value as bigint) - ${at}) >= ${turnMs}`),
    )
    .returning('key')
    .executeTakeFirst()
  return taken !== undefined
}

/**
 * Looks at the next ones. @param before What nothing came to since then ends, and no sooner than the moments of that time
 * are gone: a replay reads the items that they came from.
 */
export async function endStories(
  tx: Tx,
  { before, after }: { before: number; after: Place },
  neededAmong: NeededAmong,
): Promise<Ending> {
  const end = Math.min(before, (await momentsKeptFrom(tx)) ?? 0)
  const quiet = await quietStories(tx, end, after)
  const ids = quiet.map(({ id }) => id)
  const last = quiet.at(-1)
  if (!last) return { looked: 0, after }
  const kept = new Set([...(await keptAmong(tx, ids, end)), ...(await neededAmong(tx, ids))])
  const ending = ids.filter(id => !kept.has(id))
  if (ending.length > 0) {
    await tx.updateTable('stories').set({ state: 'ended' }).where('id', 'in', ending).execute()
    await tx
      .insertInto('ending_items')
      .columns(['item_id'])
      .expression(query => query.selectFrom('story_items').select('item_id').where('story_id', 'in', ending))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  return { looked: ids.length, after: { last_item_at: last.last_item_at, id: last.id } }
}

/** The oldest first; at least one, however many items it has. None that somebody is about to write, or to make an alert of. */
async function quietStories(tx: Tx, end: number, after: Place) {
  const rows = await tx
    .selectFrom('stories')
    .select(['id', 'last_item_at', 'item_count'])
    .where('state', '=', 'asleep')
    .where('last_item_at', '<', end)
    .where('last_item_at', '>=', after.last_item_at)
    .where(({ or, eb }) => or([eb('last_item_at', '>', after.last_item_at), eb('id', '>', after.id)]))
    .orderBy('last_item_at')
    .orderBy('id')
    .limit(mostStories)
    .$if(tx.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  let items = 0
  return rows.filter((row, place) => {
    items += row.item_count
    return place === 0 || items <= mostItems
  })
}

/** Of which an item was pinned, alerted of, fetched for an editor or revised lately; or is a page, compared with its next look. */
async function keptAmong(tx: Tx, ids: readonly number[], end: number): Promise<number[]> {
  const members = () =>
    tx.selectFrom('story_items').select('story_id as id').distinct().where('story_id', 'in', ids)
  const touched = await members()
    .where(({ or, eb }) => or([eb('pinned_by', 'is not', null), eb('kept', '=', 1)]))
    .execute()
  const inUse = await members()
    .innerJoin('items', 'items.id', 'story_items.item_id')
    .innerJoin('sources', 'sources.id', 'items.source_id')
    .leftJoin('full_text_wishes', 'full_text_wishes.item_id', 'items.id')
    .where(({ or, eb }) =>
      or([
        eb('items.revised_at', '>=', end),
        eb('items.full_text_at', 'is not', null),
        eb('full_text_wishes.item_id', 'is not', null),
        eb('sources.kind', '=', 'page'),
      ]),
    )
    .execute()
  const orders = await tx
    .selectFrom('story_orders')
    .select(['story_id', 'to_story'])
    .where('done_at', 'is', null)
    .execute()
  return [
    ...[...touched, ...inUse].map(({ id }) => id),
    ...orders.flatMap(({ story_id, to_story }) => [story_id, to_story ?? 0]),
  ]
}
