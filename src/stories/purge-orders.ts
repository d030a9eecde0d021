import type { Tx } from '../store/index.ts'

/** Orders of editors that were answered before then: the page that waits for the answer has long read it. */
export async function purgeOrders(
  tx: Tx,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const over = tx.selectFrom('story_orders').select('id').where('done_at', '<', before).limit(limit)
  const gone = await tx.deleteFrom('story_orders').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
