/** Writes down that this process reaches nothing, or that it does again, and tells who asks. */
import type { Read, Store } from '../../store/index.ts'
import type { LeasedSource } from '../poll/lease-sources.ts'

/** A watcher that lives tries more often. */
const staleMs = 5 * 60_000
/** The others go first meanwhile. */
const againMs = 60_000

/** Nothing was learned of the source: it is due again soon, and is what it was. */
export async function putOff(
  store: Store,
  { id, leaseUntil }: LeasedSource,
  { watcher, since, at }: { watcher: string; since: number; at: number },
): Promise<void> {
  await store.write(async tx => {
    await tx
      .updateTable('sources')
      .set({ lease_until: null, next_poll_at: at + againMs })
      .where('id', '=', id)
      .where('lease_until', '=', leaseUntil)
      .execute()
    await tx
      .insertInto('outages')
      .values({ watcher, since, until: at })
      .onConflict(conflict => conflict.column('watcher').doUpdateSet({ since, until: at }))
      .execute()
    await tx
      .deleteFrom('outages')
      .where('until', '<', at - staleMs)
      .execute()
  })
}

export async function endOutage(store: Store, watcher: string): Promise<void> {
  await store.write(tx => tx.deleteFrom('outages').where('watcher', '=', watcher).execute())
}

/** Since when a watcher reaches nothing; null: none says so. */
export async function readOutage(read: Read, at: number): Promise<number | null> {
  const row = await read
    .selectFrom('outages')
    .select(query => query.fn.min('since').as('since'))
    .where('until', '>', at - staleMs)
    .where('until', '<=', at + staleMs)
    .executeTakeFirst()
  return row?.since ?? null
}
