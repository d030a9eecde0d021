/**
 * Leaving: by the button behind the link in every mail, or by RFC 8058 one-click. It works for ever, also
 * twice, also after the subscriber was erased; leaving ends alerts and marketing.
 */
import type { Tx } from '../../store/index.ts'
import { appendConsent, type ConsentEvent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import { readUnsubscribeToken } from '../links.ts'
import { forgetConfirmationMails } from '../sign-up/inbox-limits.ts'
import { leftToken } from './left-token.ts'

/**
 * `unknown`: the token is not one of ours. `undo`: the token of the page after it; null for who had not confirmed (again), for an
 * undo must never stand for a confirmation.
 */
export type Leaving = { kind: 'left'; undo: string | null } | { kind: 'already' | 'unknown' }

export async function unsubscribe(
  tx: Tx,
  context: SubscriberContext,
  { token, method, at }: { token: string; method: 'mail link' | 'one-click'; at: number },
): Promise<Leaving> {
  const id = readUnsubscribeToken(context, token)
  if (id === null) return { kind: 'unknown' }
  const before = await tx.selectFrom('subscribers').selectAll().where('id', '=', id).executeTakeFirst()
  // The condition lets only one of two presses at once record the leaving.
  const left = await tx
    .updateTable('subscribers')
    .set({ state: 'left', marketing: 0, left_at: at })
    .where('id', '=', id)
    .where('state', '!=', 'left')
    .returning('id')
    .executeTakeFirst()
  if (!before || !left) return { kind: 'already' }
  // A confirm link still open would let a forwarded mail undo the leaving. Those to one's data stay: it is still kept.
  await tx
    .updateTable('subscriber_links')
    .set({ used_at: at })
    .where('subscriber_id', '=', id)
    .where('purpose', '=', 'confirm')
    .where('used_at', 'is', null)
    .execute()
  const event: ConsentEvent = {
    subscriberId: id,
    subscriberHash: hashAddress(context.secrets, before.address_key),
    kind: 'withdrawn',
    scope: 'alerts',
    language: before.language,
    method,
    at,
  }
  await appendConsent(tx, context, before.marketing ? [event, { ...event, scope: 'marketing' }] : [event])
  // What strangers asked for meanwhile does not keep the owner from coming back.
  await forgetConfirmationMails(tx, context, before.address_key)
  tx.wake('subscribers')
  const undo = before.state === 'confirmed' ? leftToken(context, { subscriberId: id, leftAt: at }) : null
  return { kind: 'left', undo }
}
