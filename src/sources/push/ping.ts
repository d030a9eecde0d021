/** "There is news", without the news itself: what a hub says with a thin ping, and we to ourselves when it fails. */
import type { Selectable } from 'kysely'
import type { Tx } from '../../store/index.ts'
import type { SourcesTable } from '../schema.ts'

/** Between two looks, whatever a hub says. */
const floorMs = 15_000

/** One is enough: whoever takes it looks at the source once. The caller holds the subscription's row. */
export async function leavePing(tx: Tx, subscriptionId: number, at: number): Promise<void> {
  const waiting = await tx
    .selectFrom('pushed_documents')
    .select('id')
    .where('subscription_id', '=', subscriptionId)
    .where('body', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!waiting)
    await tx
      .insertInto('pushed_documents')
      .values({ subscription_id: subscriptionId, body: null, size: 0, received_at: at })
      .execute()
  tx.wake('pushes')
}

/** Makes a source due now, but for what a Retry-After forbids. The caller holds its row, and no poll of it runs. */
export async function lookNow(tx: Tx, source: Selectable<SourcesTable>, at: number): Promise<void> {
  const soonest = Math.max(at, source.not_before ?? 0, (source.last_polled_at ?? 0) + floorMs)
  if (source.next_poll_at === null || source.next_poll_at <= soonest) return
  await tx.updateTable('sources').set({ next_poll_at: soonest }).where('id', '=', source.id).execute()
  tx.wake('sources')
}
