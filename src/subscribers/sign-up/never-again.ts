/**
 * "This wasn't me: never write to me again", the second link of every confirmation mail. It works for a year, also when the
 * address was purged meanwhile: the link keeps its keyed hash, which is what the suppression list needs. GET never acts.
 */
import type { Read, Tx } from '../../store/index.ts'
import { appendConsent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import { hashToken } from '../links.ts'
import { closeInbox } from './inbox-limits.ts'

const tokenBytes = 24
const notMeLinkMs = 365 * 24 * 3_600_000

export async function createNotMeLink(
  tx: Tx,
  context: SubscriberContext,
  { subscriberId, addressKey, at }: { subscriberId: number; addressKey: string; at: number },
): Promise<string> {
  const token = Buffer.from(context.random(tokenBytes)).toString('base64url')
  await tx
    .insertInto('not_me_links')
    .values({
      token_hash: hashToken(token),
      address_hash: hashAddress(context.secrets, addressKey),
      subscriber_id: subscriberId,
      created_at: at,
      used_at: null,
    })
    .execute()
  return token
}

export type NotMeLink = 'open' | 'used' | 'unknown'

/** What the link is worth right now; reading it changes nothing (promise 4). */
export async function describeNotMeLink(read: Read, token: string): Promise<NotMeLink> {
  const link = await read
    .selectFrom('not_me_links')
    .select('used_at')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (!link) return 'unknown'
  return link.used_at === null ? 'open' : 'used'
}

/** A person's press. `done` also the second time. */
export async function neverWriteAgain(
  tx: Tx,
  context: SubscriberContext,
  { token, at }: { token: string; at: number },
): Promise<'done' | 'unknown'> {
  const link = await tx
    .updateTable('not_me_links')
    .set({ used_at: at })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .returning('address_hash')
    .executeTakeFirst()
  if (!link) return (await describeNotMeLink(tx, token)) === 'unknown' ? 'unknown' : 'done'
  await tx
    .insertInto('suppressions')
    .values({ address_hash: link.address_hash, reason: 'asked', at })
    .onConflict(conflict => conflict.column('address_hash').doNothing())
    .execute()
  // The address may have been purged and entered again since this link was mailed: under another id.
  const ids = await tx
    .selectFrom('not_me_links')
    .select('subscriber_id')
    .distinct()
    .where('address_hash', '=', link.address_hash)
    .orderBy('subscriber_id')
    .execute()
  for (const { subscriber_id } of ids) await endSubscription(tx, context, { subscriberId: subscriber_id, at })
  tx.wake('subscribers')
  return 'done'
}

async function endSubscription(
  tx: Tx,
  context: SubscriberContext,
  { subscriberId, at }: { subscriberId: number; at: number },
): Promise<void> {
  const before = await tx
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  // Purged or erased meanwhile; the suppression stands.
  if (!before) return
  await closeInbox(tx, context, { addressKey: before.address_key, at })
  await tx
    .updateTable('subscribers')
    // A moment of its own also where they had left: the page after that leaving can undo nothing any more.
    .set({ state: 'left', suppressed: 1, marketing: 0, left_at: at })
    .where('id', '=', subscriberId)
    .execute()
  await tx
    .updateTable('subscriber_links')
    .set({ used_at: at })
    .where('subscriber_id', '=', subscriberId)
    .where('used_at', 'is', null)
    .execute()
  if (before.state === 'left') return
  const event = {
    subscriberId,
    subscriberHash: hashAddress(context.secrets, before.address_key),
    kind: 'withdrawn',
    scope: 'alerts',
    language: before.language,
    method: 'mail link: this was not me',
    at,
  } as const
  await appendConsent(tx, context, before.marketing ? [event, { ...event, scope: 'marketing' }] : [event])
}

export async function purgeNotMeLinks(tx: Tx, { at, limit }: { at: number; limit: number }): Promise<number> {
  const over = tx
    .selectFrom('not_me_links')
    .select('token_hash')
    .where('created_at', '<', at - notMeLinkMs)
    .orderBy('created_at')
    .limit(limit)
  const gone = await tx.deleteFrom('not_me_links').where('token_hash', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
