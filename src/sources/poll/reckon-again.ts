/**
 * A clock that was put back: what was to come in minutes would come in as many hours or months as it was wrong by. What
 * was reckoned by the other time is put as far ahead of now as it was of then.
 */
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import { leaseMs } from './lease-sources.ts'

/** The clocks of several servers lie less apart. */
const slackMs = 60_000
const dayMs = 24 * 60 * 60_000

/**
 * Returns of how many sources. Reads all of them: at a start, and when the clock was seen to go back (`seen`). At a start
 * a host whose time lies a little ahead may have asked for that.
 */
export async function reckonAgain(store: Store, at: number, seen = false): Promise<number> {
  const ahead = at + slackMs
  return store.write(async tx => {
    const { numUpdatedRows: polled } = await tx
      .updateTable('sources')
      .set({
        next_poll_at: sql`next_poll_at - last_polled_at + ${at}`,
        // What a Retry-After forbids stays forbidden for as long.
        not_before: sql`not_before - last_polled_at + ${at}`,
        last_polled_at: at,
      })
      .where('last_polled_at', '>', ahead)
      .where('next_poll_at', 'is not', null)
      .executeTakeFirst()
    const { numUpdatedRows: added } = await tx
      .updateTable('sources')
      .set({ next_poll_at: at })
      .where('last_polled_at', 'is', null)
      .where('next_poll_at', '>', ahead)
      .executeTakeFirst()
    // A poll that runs right now has lost the source.
    await tx
      .updateTable('sources')
      .set({ lease_until: at + leaseMs })
      .where('lease_until', '>', ahead + leaseMs)
      .execute()
    const count = Number(polled + added)
    const hostsAhead = seen || count > 0 ? at : at + dayMs
    await tx.updateTable('hosts').set({ free_at: at }).where('free_at', '>', hostsAhead).execute()
    await tx
      .updateTable('hosts')
      .set({ robots_due_at: at })
      .where('robots_due_at', '>', at + dayMs)
      .execute()
    await tx
      .updateTable('push_subscriptions')
      .set({ due_at: at, asked_at: at })
      .where('asked_at', '>', ahead)
      .execute()
    if (count > 0) tx.wake('sources')
    return count
  })
}

/** The time, after whatever it takes to go by it. */
export function createTimekeeping(parts: { store: Store; clock: Clock; log: Logger }): () => Promise<number> {
  const { store, clock, log } = parts
  let latest = Infinity
  return async () => {
    const at = clock.now()
    if (at >= latest - slackMs) {
      latest = Math.max(latest, at)
      return at
    }
    const sources = await reckonAgain(store, at, latest !== Infinity)
    if (sources > 0) log.warn({ sources }, 'the clock was put back: when sources are due is reckoned again')
    latest = at
    return at
  }
}
