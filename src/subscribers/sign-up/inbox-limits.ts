/**
 * What keeps the sign-up form from bombing an inbox (promise 5): one mail a day and three until its owner confirms.
 * Plus-parts and dots do not make another inbox.
 */
import type { Tx } from '../../store/index.ts'
import { inboxOf } from '../address.ts'
import type { SubscriberContext } from '../context.ts'
import { keyedHash } from '../keyed-hash.ts'

const dayMs = 24 * 3_600_000
const mailsPerInboxEver = 3

/** Counts this mail and says whether it may be sent. One statement, so that of two at once the second sees the first. */
export async function admitConfirmationMail(
  tx: Tx,
  context: SubscriberContext,
  { addressKey, at }: { addressKey: string; at: number },
): Promise<boolean> {
  const counted = await tx
    .insertInto('confirmation_inboxes')
    .values({ inbox_hash: inboxHashOf(context, addressKey), mails: 1, newest_at: at })
    .onConflict(conflict =>
      conflict
        .column('inbox_hash')
        .doUpdateSet(eb => ({ mails: eb('confirmation_inboxes.mails', '+', 1), newest_at: at }))
        .where('confirmation_inboxes.mails', '<', mailsPerInboxEver)
        .where('confirmation_inboxes.newest_at', '<=', at - dayMs),
    )
    .returning('mails')
    .executeTakeFirst()
  return counted !== undefined
}

/** Its owner wants none ever again: a plus-part or a dot more opens it to nobody. */
export async function closeInbox(
  tx: Tx,
  context: SubscriberContext,
  { addressKey, at }: { addressKey: string; at: number },
): Promise<void> {
  await tx
    .insertInto('confirmation_inboxes')
    .values({ inbox_hash: inboxHashOf(context, addressKey), mails: mailsPerInboxEver, newest_at: at })
    .onConflict(conflict => conflict.column('inbox_hash').doUpdateSet({ mails: mailsPerInboxEver }))
    .execute()
}

/** The owner has confirmed: whoever leaves and comes back is not counted as an attack. */
export async function forgetConfirmationMails(
  tx: Tx,
  context: SubscriberContext,
  addressKey: string,
): Promise<void> {
  await tx
    .deleteFrom('confirmation_inboxes')
    .where('inbox_hash', '=', inboxHashOf(context, addressKey))
    .execute()
}

function inboxHashOf(context: SubscriberContext, addressKey: string): string {
  return keyedHash(context.secrets.current, 'inbox', inboxOf(addressKey)).toString('hex')
}
