/** What this stage deletes once it is older than the operator keeps it: a batch at a time, each in a transaction of its own. */
import type { Tx } from '../../store/index.ts'
import { appendConsent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { type Erased, takeOut } from '../data/erase-subscriber.ts'
import { hashAddress } from '../keyed-hash.ts'

export interface PurgeWish {
  /** What is older goes. */
  before: number
  /** At most so many rows. */
  limit: number
}

/**
 * The addresses of whoever left before then. A keyed hash stays, which imports look up: nobody who left is brought back
 * by a list. Who signs up by themselves is welcome. Returns who they were, for the other stages to forget.
 */
export async function purgeLeft(
  tx: Tx,
  context: SubscriberContext,
  { before, limit, at }: PurgeWish & { at: number },
): Promise<Erased[]> {
  const over = await tx
    .selectFrom('subscribers')
    .select('id')
    .where('state', '=', 'left')
    .where('left_at', '<', before)
    // Who is coming back has a mail with a link that must not lead to nothing.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriber_links')
            .select('token_hash')
            .whereRef('subscriber_links.subscriber_id', '=', 'subscribers.id')
            .where('used_at', 'is', null)
            .where('expires_at', '>', at),
        ),
      ),
    )
    .limit(limit)
    .execute()
  const gone = await takeOut(
    tx,
    over.map(({ id }) => id),
  )
  if (gone.length === 0) return []
  const hashes = gone.map(({ address_key }) => hashAddress(context.secrets, address_key))
  await tx
    .insertInto('former_subscribers')
    .values(gone.map(({ left_at }, place) => ({ address_hash: hashes[place] ?? '', left_at: left_at ?? at })))
    .onConflict(conflict => conflict.column('address_hash').doNothing())
    .execute()
  const events = gone.map(({ id, language }, place) => ({
    ...{ subscriberId: id, subscriberHash: hashes[place] ?? '', language, at },
    ...({ kind: 'erased', scope: 'alerts', method: 'retention' } as const),
  }))
  await appendConsent(tx, context, events)
  return gone.map(({ id, address }) => ({ id, address }))
}

/** Links of mails that expired before then. */
export async function purgeLinks(tx: Tx, { before, limit }: PurgeWish): Promise<number> {
  const over = tx
    .selectFrom('subscriber_links')
    .select('token_hash')
    .where('expires_at', '<', before)
    .limit(limit)
  const gone = await tx.deleteFrom('subscriber_links').where('token_hash', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
