import type { Tx } from '../../store/index.ts'

/** `there`: it was fetched before. `no-address`: there is no page of it. */
export type FullTextWish = 'wanted' | 'there' | 'no-address' | 'not-found'

/** Somebody wants the text of the item's page; the watcher fetches it within seconds. After a failure it may be wanted again. */
export async function wantFullText(tx: Tx, itemId: number, at: number): Promise<FullTextWish> {
  const item = await tx
    .selectFrom('items')
    .select(['url', 'full_text'])
    .where('id', '=', itemId)
    .executeTakeFirst()
  if (!item) return 'not-found'
  if (item.full_text !== null) return 'there'
  if (item.url === null) return 'no-address'
  await tx
    .insertInto('full_text_wishes')
    .values({ item_id: itemId, wanted_at: at, taken_until: null, due_at: at })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  tx.wake('sources')
  return 'wanted'
}
