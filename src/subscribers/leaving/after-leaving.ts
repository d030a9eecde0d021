/** What may be pressed on the page after leaving, all of it once: undo, why, and a last mail. Nothing of it is needed. */
import { enqueueMail, type Tx } from '../../store/index.ts'
import { appendConsent, type ConsentEvent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress, keyedHash } from '../keyed-hash.ts'
import { envelopeOf, senderName } from '../single-mail.ts'
import { suppressedAmong } from '../suppressions/suppress.ts'
import { leftPageEndsAt, readLeftToken } from './left-token.ts'
import type { LeavingReason } from './schema.ts'

export interface PageOfLeaving {
  token: string
  at: number
}

/** Alerts begin again as they were, with marketing where this very leaving had ended it. */
export async function undoLeaving(tx: Tx, context: SubscriberContext, page: PageOfLeaving): Promise<void> {
  const { at } = page
  const left = await readLeftToken(tx, context, page)
  if (left.kind !== 'open') return
  const { subscriberId, leftAt } = left
  const marketing = await tx
    .selectFrom('consent_events')
    .select('id')
    .where('subscriber_id', '=', subscriberId)
    .where('kind', '=', 'withdrawn')
    .where('scope', '=', 'marketing')
    .where('at', '=', leftAt)
    .executeTakeFirst()
  // The condition lets one of two presses at once record the return.
  const back = await tx
    .updateTable('subscribers')
    .set({ state: 'confirmed', left_at: null, marketing: marketing ? 1 : 0 })
    .where('id', '=', subscriberId)
    .where('state', '=', 'left')
    .where('left_at', '=', leftAt)
    .returning(['address_key', 'language'])
    .executeTakeFirst()
  if (!back) return
  const event: ConsentEvent = {
    subscriberId,
    subscriberHash: hashAddress(context.secrets, back.address_key),
    kind: 'confirmed',
    scope: 'alerts',
    language: back.language,
    method: 'undo of leaving',
    at,
  }
  await appendConsent(tx, context, marketing ? [event, { ...event, scope: 'marketing' }] : [event])
  tx.wake('subscribers')
}

/** Counts one reason of a leaving. The first tap counts: a second one finds its mark, which does not say what was tapped. */
export async function countWhyLeft(
  tx: Tx,
  context: SubscriberContext,
  { reason, ...page }: PageOfLeaving & { reason: LeavingReason },
): Promise<void> {
  if (!(await markOnce(tx, context, page, 'why'))) return
  const day = new Date(page.at).toISOString().slice(0, 10)
  await tx
    .insertInto('leaving_reasons')
    .values({ day, reason, people: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['day', 'reason'])
        .doUpdateSet(eb => ({ people: eb('leaving_reasons.people', '+', 1) })),
    )
    .execute()
}

/** "You have left", by mail, for whoever wants it in writing. */
export async function mailThatLeft(tx: Tx, context: SubscriberContext, page: PageOfLeaving): Promise<void> {
  const subscriberId = await markOnce(tx, context, page, 'mail')
  if (subscriberId === null) return
  const owner = await tx
    .selectFrom('subscribers')
    .select(['address', 'address_key', 'language'])
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  if (!owner || (await suppressedAmong(tx, context, [owner.address_key])).size > 0) return
  const words = context.texts.of(owner.language).leave.lastMail({
    who: senderName(context),
    site: `${context.publicUrl}/`,
  })
  const envelope = envelopeOf(context, owner.language, owner.address, page.at)
  await enqueueMail(tx, { ...envelope, ...words, kind: 'left' })
}

/** Whose page it is when this was not pressed on it before; else null. */
async function markOnce(
  tx: Tx,
  context: SubscriberContext,
  page: PageOfLeaving,
  what: 'why' | 'mail',
): Promise<number | null> {
  const left = await readLeftToken(tx, context, page)
  if (left.kind !== 'open') return null
  // Of the leaving, not of the token's spelling: a token signed with the previous secret marks the same.
  const press = `${left.subscriberId} ${left.leftAt} ${what}`
  const mark = keyedHash(context.secrets.current, 'left', press).toString('hex')
  const marked = await tx
    .insertInto('leaving_marks')
    .values({ mark_hash: mark, expires_at: leftPageEndsAt(left) })
    .onConflict(conflict => conflict.column('mark_hash').doNothing())
    .returning('mark_hash')
    .executeTakeFirst()
  return marked ? left.subscriberId : null
}

export async function purgeLeavingMarks(
  tx: Tx,
  { at, limit }: { at: number; limit: number },
): Promise<number> {
  const over = tx
    .selectFrom('leaving_marks')
    .select('mark_hash')
    .where('expires_at', '<=', at)
    .orderBy('expires_at')
    .limit(limit)
  const gone = await tx.deleteFrom('leaving_marks').where('mark_hash', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
