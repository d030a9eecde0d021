/**
 * Addresses that nobody confirmed do not stay: the row and its links go, the consent record says `expired`, and what the
 * inbox was mailed stays counted, so that waiting a week brings no bomber a fourth mail.
 */
import type { Tx } from '../../store/index.ts'
import { appendConsent, type ConsentEvent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'

/** `before`: of the newest request, epoch milliseconds. Returns how many went. */
export async function purgeUnconfirmed(
  tx: Tx,
  context: Pick<SubscriberContext, 'secrets' | 'texts'>,
  { before, limit, at }: { before: number; limit: number; at: number },
): Promise<number> {
  const rows = await tx
    .selectFrom('subscribers')
    .select(['id', 'address_key', 'language'])
    .where('state', '=', 'pending')
    .where('created_at', '<=', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriber_links')
            .select('token_hash')
            .whereRef('subscriber_links.subscriber_id', '=', 'subscribers.id')
            .where('subscriber_links.created_at', '>', before),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  if (rows.length === 0) return 0
  const ids = rows.map(row => row.id)
  await tx.deleteFrom('subscriber_links').where('subscriber_id', 'in', ids).execute()
  await tx.deleteFrom('subscriber_preferences').where('subscriber_id', 'in', ids).execute()
  await tx.deleteFrom('subscribers').where('id', 'in', ids).execute()
  await appendConsent(
    tx,
    context,
    rows.map(
      (row): ConsentEvent => ({
        subscriberId: row.id,
        subscriberHash: hashAddress(context.secrets, row.address_key),
        kind: 'expired',
        scope: 'alerts',
        language: row.language,
        method: 'never confirmed',
        at,
      }),
    ),
  )
  return rows.length
}
