/** A source with items is never deleted: it is no longer watched, and may be again. */
import type { Tx } from '../store/index.ts'

/**
 * A poll that runs right now has lost the source. What hands its items in is not refused them: its next one is taken, and
 * then it is watched again. False when there is nothing to stop.
 */
export async function stopSource(tx: Tx, id: number, at: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sources')
    .set({
      ...{ stopped_at: at, health: 'stopped' as const, next_poll_at: null, lease_until: null },
      ...{ failures: 0, failing_since: null, problem: null, problem_kind: null, worth: 0 },
      // Its subscription is given back.
      pushed_until: null,
    })
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .where(({ or, eb }) => or([eb('next_poll_at', 'is not', null), eb('kind', '=', 'api')]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * What it published meanwhile is old: the next look counts as its first, so that it makes no alerts, and asks for
 * everything. What a Retry-After forbids stays forbidden. False when it is watched, or hands its items in by itself.
 */
export async function watchAgain(tx: Tx, id: number, at: number): Promise<boolean> {
  const source = await tx
    .selectFrom('sources')
    .select('not_before')
    .where('id', '=', id)
    .where('stopped_at', 'is not', null)
    .where('kind', '!=', 'api')
    .executeTakeFirst()
  if (!source) return false
  await tx
    .updateTable('sources')
    .set({
      ...{ stopped_at: null, health: 'ok' as const, next_poll_at: Math.max(at, source.not_before ?? 0) },
      ...{ first_polled_at: null, etag: null, last_modified: null, body_hash: null, worth: 1 },
      // A rhythm that was learned before knows nothing of the time between.
      ...{ rhythm: null, silent_from: null, frozen_from: null, notice: null, notice_kind: null },
    })
    .where('id', '=', id)
    .execute()
  tx.wake('sources')
  return true
}

/** `held`: its server's Retry-After forbids it until then, and nothing outranks that. */
export type LookWish = { kind: 'due' } | { kind: 'held'; until: number } | { kind: 'not-watched' }

/** What somebody waits for goes before what is only due: as if an item a second were to be expected of it. */
export const awaitedWorth = 3_600

/** Makes it due; the watcher looks within a second, however many others wait. */
export async function lookNow(tx: Tx, id: number, at: number): Promise<LookWish> {
  const source = await tx
    .selectFrom('sources')
    .select(['next_poll_at', 'not_before'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!source || source.next_poll_at === null) return { kind: 'not-watched' }
  const until = source.not_before ?? 0
  if (until > at) return { kind: 'held', until }
  await tx
    .updateTable('sources')
    .set({ next_poll_at: Math.min(source.next_poll_at, at), worth: awaitedWorth })
    .where('id', '=', id)
    .execute()
  tx.wake('sources')
  return { kind: 'due' }
}
