/**
 * Whether anybody was there to hand items in to. Of a source that is polled a look tells; of one that hands in, only that
 * a process answered all the while. So every process that answers writes a beat, and a time without beats is no silence of
 * any source. What always holds: a silence is judged up to the last beat, never up to now.
 */
import type { Logger } from 'pino'
import { type Clock, hasPassed } from '../../clock.ts'
import { createWorker, type Read, type Store, type Worker } from '../../store/index.ts'
import { readOutage } from '../outage/record-outage.ts'

export const beatMs = 60_000
/** A restart is no break; the clocks of several servers lie less apart. */
export const longestBreakMs = 5 * 60_000

export interface Listening {
  /** Without a break. */
  since: number
  until: number
}

export async function readListening(read: Read): Promise<Listening | null> {
  return (await read.selectFrom('listening').select(['since', 'until']).executeTakeFirst()) ?? null
}

/** What `known` has become by `at`: after a break, and where the clock was put back, it begins anew. */
export function listeningAt(known: Listening | null, at: number): Listening {
  if (known === null || Math.abs(at - known.until) > longestBreakMs) return { since: at, until: at }
  return { since: known.since, until: Math.max(known.until, at) }
}

/** Returns how it was before; null: nothing was known, or nothing is written in an outage of our own. */
export async function keepListening(store: Store, at: number): Promise<Listening | null> {
  // Where nothing goes out, nothing comes in either.
  if ((await readOutage(store.read, at)) !== null) return null
  return store.write(async tx => {
    const known = await tx
      .selectFrom('listening')
      .select(['since', 'until'])
      .$if(store.kind === 'postgres', query => query.forUpdate())
      .executeTakeFirst()
    const now = listeningAt(known ?? null, at)
    await tx
      .insertInto('listening')
      .values({ id: 1, ...now })
      .onConflict(conflict => conflict.column('id').doUpdateSet(now))
      .execute()
    // A clock that was put back: what lies ahead was reckoned by the other time, and is reckoned again.
    if (known && now.until < known.until)
      await tx
        .updateTable('sources')
        .set({ silent_from: at })
        .where('kind', '=', 'api')
        .where('health', '=', 'ok')
        .where('silent_from', '>', at)
        .execute()
    return known ?? null
  })
}

const toldAgainMs = 60 * 60_000

/**
 * Where the clocks of two servers lie further apart than a break is long, each takes the other's beat for one, and no
 * silence is ever told. Who has beaten all the while by their own clock, and finds another time there, says so.
 */
export function createBeat({ store, clock, log }: { store: Store; clock: Clock; log: Logger }) {
  let last: number | null = null
  let toldAt: number | null = null
  return async (): Promise<void> => {
    const at = clock.now()
    const before = await keepListening(store, at)
    const wasHere = last !== null && !hasPassed(longestBreakMs, last, at)
    last = before === null ? null : at
    const aheadMs = before === null ? 0 : before.until - at
    if (!wasHere || Math.abs(aheadMs) <= longestBreakMs) return
    if (toldAt !== null && !hasPassed(toldAgainMs, toldAt, at)) return
    toldAt = at
    log.warn(
      { aheadMs },
      'the clock of another server that answers differs from ours: until they agree, nobody notices that a source has stopped handing items in',
    )
  }
}

/** Of every process that answers. */
export function createListener(parts: { store: Store; clock: Clock; log: Logger }): Worker {
  const beat = createBeat(parts)
  return createWorker({
    ...parts,
    name: 'listening',
    channels: [],
    pollMs: beatMs,
    async step() {
      await beat()
      return 'idle'
    },
  })
}
