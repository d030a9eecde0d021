/** The preference page's own verbs: they take what was checked, and leave in the consent record what belongs there. */
import type { Tx } from '../../store/index.ts'
import { appendConsent, type ConsentEvent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import { changePreferences } from './change-preferences.ts'
import type { Chosen } from './parse-choices.ts'

/**
 * Keeps what the form says. The record gets an event only where what was agreed to changed: all alerts or only chosen ones,
 * and the language of the wording. Topics and watch words narrow what was agreed to, tell what a person is interested in,
 * and the record outlives their erasure: they never stand in it (decision 0031).
 */
export async function saveChoices(
  tx: Tx,
  context: SubscriberContext,
  {
    subscriberId,
    chosen,
    language,
    at,
  }: { subscriberId: number; chosen: Chosen; language: string; at: number },
): Promise<void> {
  const { before } = await changePreferences(tx, {
    subscriberId,
    change: preferences => ({ ...preferences, ...chosen }),
    at,
  })
  const subscriber = await tx
    .selectFrom('subscribers')
    .select(['address_key', 'language'])
    .where('id', '=', subscriberId)
    .executeTakeFirstOrThrow()
  if (subscriber.language !== language)
    await tx.updateTable('subscribers').set({ language }).where('id', '=', subscriberId).execute()
  if (before.scope === chosen.scope && subscriber.language === language) return
  const event: ConsentEvent = {
    subscriberId,
    subscriberHash: hashAddress(context.secrets, subscriber.address_key),
    kind: 'changed',
    scope: 'alerts',
    language,
    method: chosen.scope === 'all' ? 'preference page: every alert' : 'preference page: chosen alerts',
    at,
  }
  await appendConsent(tx, context, [event])
}

/**
 * Mail about offers, apart from alerts. Pressed twice, it is recorded once. `language`: of the page, whose wording stood
 * beside the box.
 */
export async function changeMarketing(
  tx: Tx,
  context: SubscriberContext,
  {
    subscriberId,
    marketing,
    language,
    at,
  }: { subscriberId: number; marketing: boolean; language: string; at: number },
): Promise<void> {
  const changed = await tx
    .updateTable('subscribers')
    .set({ marketing: marketing ? 1 : 0 })
    .where('id', '=', subscriberId)
    .where('state', '=', 'confirmed')
    .where('marketing', '=', marketing ? 0 : 1)
    .returning('address_key')
    .executeTakeFirst()
  if (!changed) return
  const event: ConsentEvent = {
    subscriberId,
    subscriberHash: hashAddress(context.secrets, changed.address_key),
    kind: marketing ? 'confirmed' : 'withdrawn',
    scope: 'marketing',
    language,
    method: 'preference page',
    at,
  }
  await appendConsent(tx, context, [event])
}
