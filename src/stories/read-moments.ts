/**
 * Moments as they were written down: for the desk, and for the rules, live and on the past. Both see of an item what
 * it said at that moment, whatever it was revised to since, so that a replay sees what the rules saw.
 */
import { type Item, readItemsAsOf } from '../sources/index.ts'
import type { Read, Tx } from '../store/index.ts'
import type { Change, Moment, Reason } from './moment.ts'
import type { StoryChangesTable, StoryMomentsTable } from './schema.ts'

export interface KeptMoment extends Moment {
  id: number
  /** The story's, as it then was. */
  headline: string
  /** When it was written down. */
  madeAt: number
}

/** A moment with what it came from; null: items went from one story to another. */
export interface StoryMoment {
  moment: KeptMoment
  item: Item | null
}

/** The newest, where a story has more. */
const mostMoments = 2_000
const pageSize = 500

/** Of one story, the oldest first. */
export async function readMoments(read: Read, storyId: number): Promise<KeptMoment[]> {
  const rows = await moments(read)
    .where('story_id', '=', storyId)
    .orderBy('id', 'desc')
    .limit(mostMoments)
    .execute()
  return rows.reverse().map(momentOf)
}

/**
 * What no rule has looked at yet, in order, at most `limit`: taken in the transaction that does the work, and there
 * again when it rolls back.
 */
export async function takeFreshMoments(tx: Tx, limit: number): Promise<StoryMoment[]> {
  const taken = await tx
    .deleteFrom('fresh_moments')
    .where('moment_id', 'in', query =>
      query.selectFrom('fresh_moments').select('moment_id').orderBy('moment_id').limit(limit),
    )
    .returning('moment_id')
    .execute()
  if (taken.length === 0) return []
  const ids = taken.map(row => row.moment_id)
  return withItems(tx, await moments(tx).where('id', 'in', ids).orderBy('id').execute())
}

/** Of all stories, with `from <= at < to`, in the order in which the rules saw them. */
export async function* readMomentsBetween(
  read: Read,
  from: number,
  to: number,
): AsyncGenerator<StoryMoment, void, undefined> {
  const range = await read
    .selectFrom('story_moments')
    .select(({ fn }) => [fn.min('id').as('first'), fn.max('id').as('last')])
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirstOrThrow()
  let next = range.first
  while (next !== null && range.last !== null && next <= range.last) {
    const rows: MomentRow[] = await moments(read)
      .where('id', '>=', next)
      .where('id', '<=', range.last)
      .orderBy('id')
      .limit(pageSize)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    next = last.id + 1
    yield* await withItems(
      read,
      rows.filter(row => row.at >= from && row.at < to),
    )
  }
}

/**
 * The newest moment with an item, of one of these stories, that came before this one and not before `since`; what first
 * polls brought is none.
 */
export async function readNewestTold(
  read: Read,
  { storyIds, before, since }: { storyIds: readonly number[]; before: number; since: number },
): Promise<StoryMoment | null> {
  const rows = await moments(read)
    .where('story_id', 'in', storyIds)
    .where('id', '<', before)
    .where('at', '>=', since)
    // Of each of these moments its item: as a list of all such items SQLite would read every item that there is.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('items')
          .select('items.id')
          .whereRef('items.id', '=', 'story_moments.item_id')
          .where('first_poll', '=', 0),
      ),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  const [told] = await withItems(read, rows)
  return told ?? null
}

/** Moments that no rule has looked at yet make nothing: stories stay as they are. */
export async function dropFreshMoments(tx: Tx): Promise<void> {
  await tx.deleteFrom('fresh_moments').execute()
}

export interface StoryChange {
  id: number
  kind: StoryChangesTable['kind']
  from: number
  to: number
  /** The items that went over. */
  items: readonly number[]
  /** `machine`, or `editor:NAME`. */
  by: string
  /** In words; null: an editor's own. */
  why: string | null
  at: number
}

/** Merges, splits and moves that this story had a part in, the oldest first. */
export async function readStoryChanges(read: Read, storyId: number): Promise<StoryChange[]> {
  const rows = await read
    .selectFrom('story_changes')
    .selectAll()
    .where(change => change.or([change('from_story', '=', storyId), change('to_story', '=', storyId)]))
    .orderBy('id')
    .execute()
  return rows.map(({ from_story: from, to_story: to, items, ...row }) => ({
    ...row,
    from,
    to,
    // As the worker wrote it.
    items: JSON.parse(items) as number[],
  }))
}

type MomentRow = Omit<StoryMomentsTable, 'id' | 'headline'> & { id: number; headline: string }

function moments(read: Read) {
  return read.selectFrom('story_moments').selectAll()
}

async function withItems(read: Read, rows: readonly MomentRow[]): Promise<StoryMoment[]> {
  const wanted = rows.flatMap(({ item_id: id, revision }) =>
    id === null ? [] : [{ id, revision: revision ?? 0 }],
  )
  const itemOf = await readItemsAsOf(read, wanted)
  return rows.map(row => ({
    moment: momentOf(row),
    item: row.item_id === null ? null : (itemOf(row.item_id, row.revision ?? 0) ?? null),
  }))
}

export function momentOf(row: MomentRow): KeptMoment {
  return {
    id: row.id,
    storyId: row.story_id,
    itemId: row.item_id,
    kind: row.kind,
    at: row.at,
    items: row.items,
    sources: row.sources,
    origins: row.origins,
    score: row.score,
    // As the worker wrote them.
    reasons: JSON.parse(row.reasons) as Reason[],
    changes: JSON.parse(row.changes) as Change[],
    headline: row.headline,
    madeAt: row.made_at,
  }
}
