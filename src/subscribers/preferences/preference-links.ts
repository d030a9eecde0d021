/** Links to the preference page: who holds one, a fresh one by mail, and the end of all older ones. */
import { enqueueMail, type Read, type Tx } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import { preferencesToken, readPreferencesToken } from '../links.ts'
import { preferencesLinkDays } from '../mail-links.ts'
import { envelopeOf, senderName } from '../single-mail.ts'
import { suppressedAmong } from '../suppressions/suppress.ts'

const freshLinkEveryMs = 3_600_000

/** What the preference page may know of its owner: nothing that names them. */
export interface ChoosingSubscriber {
  id: number
  state: 'pending' | 'confirmed' | 'left'
  language: string
  marketing: boolean
  confirmedAt: number | null
}

export async function readChoosingSubscriber(read: Read, id: number): Promise<ChoosingSubscriber | null> {
  const row = await read
    .selectFrom('subscribers')
    .select(['id', 'state', 'language', 'marketing', 'confirmed_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { confirmed_at: confirmedAt, marketing, ...rest } = row
  return { ...rest, marketing: marketing === 1, confirmedAt }
}

/**
 * A fresh link for who presses on an expired one: to the owner's address, which no page shows, and at most one an hour.
 * Whether a mail goes out is not told either: whoever holds a forwarded mail learns nothing.
 */
export async function mailFreshLink(
  tx: Tx,
  context: SubscriberContext,
  { token, at }: { token: string; at: number },
): Promise<void> {
  const link = await readPreferencesToken(tx, context, { token, at })
  if (link.kind !== 'expired') return
  const owner = await tx
    .updateTable('subscribers')
    .set({ choices_mailed_at: at })
    .where('id', '=', link.subscriberId)
    .where('state', '=', 'confirmed')
    .where(eb =>
      eb.or([eb('choices_mailed_at', 'is', null), eb('choices_mailed_at', '<=', at - freshLinkEveryMs)]),
    )
    .returning(['address', 'address_key', 'language', 'link_generation'])
    .executeTakeFirst()
  if (!owner || (await suppressedAmong(tx, context, [owner.address_key])).size > 0) return
  const { subscriberId } = link
  const fresh = preferencesToken(context, { subscriberId, linkGeneration: owner.link_generation, at })
  const words = context.texts.of(owner.language).choices.freshMail({
    who: senderName(context),
    link: `${context.publicUrl}/choices/${fresh}`,
    days: preferencesLinkDays,
  })
  const envelope = envelopeOf(context, owner.language, owner.address, at)
  await enqueueMail(tx, { ...envelope, ...words, kind: 'choices' })
}

/** A forwarded mail must not stay a key: no link that was sent until now opens the page any more. */
export async function voidPreferenceLinks(
  tx: Tx,
  context: SubscriberContext,
  { token, at }: { token: string; at: number },
): Promise<'void' | 'unknown'> {
  const link = await readPreferencesToken(tx, context, { token, at })
  if (link.kind !== 'open') return 'unknown'
  await tx
    .updateTable('subscribers')
    .set(eb => ({ link_generation: eb('link_generation', '+', 1) }))
    .where('id', '=', link.subscriberId)
    .execute()
  return 'void'
}
