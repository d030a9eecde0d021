/**
 * Takes new items and puts each into exactly one story. Whoever groups holds the one row of `meta` that stands
 * for it, so that two processes never found two stories for one event; taking the items, grouping them and
 * handing them on is one transaction, so that a crash repeats all of it or nothing.
 */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { takeFreshItems } from '../sources/index.ts'
import { createWorker, type Store, type Worker } from '../store/index.ts'
import { sameHeadlineMs } from './find-candidates.ts'
import { groupItem } from './group-item.ts'

const batchSize = 50
const slowestLookMs = 2_000
/** Longer than the grouping looks back: items may be grouped late. */
const termsKeptMs = 3 * sameHeadlineMs

export function createGrouper({ store, clock, log }: { store: Store; clock: Clock; log: Logger }): Worker {
  return createWorker({
    name: 'grouper',
    store,
    clock,
    log,
    channels: ['items'],
    pollMs: slowestLookMs,
    step: async () => ((await groupFreshItems(store, clock.now())) === batchSize ? 'again' : 'idle'),
  })
}

/** One batch. Returns how many items were grouped. */
export async function groupFreshItems(store: Store, at: number): Promise<number> {
  const waiting = await store.read.selectFrom('fresh_items').select('item_id').limit(1).executeTakeFirst()
  if (!waiting) return 0
  return store.write(async tx => {
    await tx
      .selectFrom('meta')
      .select('key')
      .where('key', '=', 'stories.grouping')
      .$if(store.kind === 'postgres', query => query.forUpdate())
      .execute()
    const items = await takeFreshItems(tx, batchSize)
    for (const item of items) await groupItem(tx, item, at)
    await tx
      .deleteFrom('story_terms')
      .where('added_at', '<', at - termsKeptMs)
      .execute()
    if (items.length > 0) tx.wake('stories')
    return items.length
  })
}
