import type { Tx } from '../store/index.ts'

/**
 * After the store went back in time: what was published since would look new. The next poll of every source
 * counts as its first, and what nobody has grouped yet, be it new or revised, as brought by it: neither makes an alert.
 */
export async function startSourcesOver(tx: Tx, at: number): Promise<void> {
  await tx
    .updateTable('sources')
    .set(source => ({
      first_polled_at: null,
      // "Not changed" would leave the first poll for news to come.
      etag: null,
      last_modified: null,
      body_hash: null,
      // A poll that runs right now has lost the source.
      lease_until: null,
      // What a hub pushed since then is known to nobody.
      pushed_until: null,
      // What a Retry-After forbids stays forbidden.
      next_poll_at: source.case().when('not_before', '>', at).then(source.ref('not_before')).else(at).end(),
    }))
    .where('next_poll_at', 'is not', null)
    .execute()
  await tx
    .updateTable('items')
    .set({ first_poll: 1 })
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('id', 'in', selectFrom('fresh_items').select('item_id')),
        eb('id', 'in', selectFrom('fresh_revisions').select('item_id')),
      ]),
    )
    .execute()
  tx.wake('sources')
}
