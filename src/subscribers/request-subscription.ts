/**
 * Sign-up: one form, one answer. Whoever asks is told the same, whether the address is new, pending, known or
 * suppressed; what differs is only the mail, and only the owner of the inbox sees that. Nobody is mailed an
 * alert before the address was confirmed (promise 5).
 */
import type { Tx } from '../store/index.ts'
import { enqueueMail } from '../store/index.ts'
import type { Address } from './address.ts'
import { admitConfirmationMail } from './confirmation-limits.ts'
import { appendConsent, type ConsentEvent } from './consent/append-consent.ts'
import type { SubscriberContext } from './context.ts'
import { hashAddress } from './keyed-hash.ts'
import { confirmLinkMs, createConfirmLink } from './links.ts'
import { suppressedAmong } from './suppression.ts'

export interface SubscriptionRequest {
  input: Address
  /** The marketing box was ticked. */
  marketing: boolean
  /** BCP 47: the page's language. */
  language: string
  /** How, for the consent record: `site form`. */
  method: string
  /** For the limit by network; kept only as a keyed hash of the network. */
  clientAddress: string
  at: number
}

export async function requestSubscription(
  tx: Tx,
  context: SubscriberContext,
  request: SubscriptionRequest,
): Promise<void> {
  const { input, at } = request
  if ((await suppressedAmong(tx, context, [input.key])).size > 0) return
  const limits = { addressKey: input.key, clientAddress: request.clientAddress, at }
  if (!(await admitConfirmationMail(tx, context, limits))) return
  const subscriber = await findOrCreate(tx, request)
  if (subscriber.state === 'confirmed') return mailAlreadySubscribed(tx, context, request, subscriber.address)
  const token = await createConfirmLink(tx, context, {
    subscriberId: subscriber.id,
    marketing: request.marketing,
    at,
  })
  const event: ConsentEvent = {
    subscriberId: subscriber.id,
    subscriberHash: hashAddress(context.secrets, input.key),
    kind: 'requested',
    scope: 'alerts',
    language: request.language,
    method: request.method,
    at,
  }
  await appendConsent(tx, context, request.marketing ? [event, { ...event, scope: 'marketing' }] : [event])
  await mailConfirmation(tx, context, request, subscriber.address, token)
}

async function findOrCreate(
  tx: Tx,
  { input, language, at }: SubscriptionRequest,
): Promise<{ id: number; state: string; address: string }> {
  await tx
    .insertInto('subscribers')
    .values({
      address: input.address,
      address_key: input.key,
      state: 'pending',
      language,
      marketing: 0,
      created_at: at,
      confirmed_at: null,
      left_at: null,
    })
    .onConflict(conflict => conflict.column('address_key').doNothing())
    .execute()
  const found = await tx
    .selectFrom('subscribers')
    .select(['id', 'state', 'address'])
    .where('address_key', '=', input.key)
    .executeTakeFirstOrThrow()
  return found
}

async function mailConfirmation(
  tx: Tx,
  context: SubscriberContext,
  { language, at }: SubscriptionRequest,
  recipient: string,
  token: string,
): Promise<void> {
  const words = context.texts.of(language).consent.confirmation({
    who: senderName(context),
    link: `${context.publicUrl}/confirm/${token}`,
    days: confirmLinkMs / (24 * 3_600_000),
  })
  await enqueueMail(tx, { ...envelopeOf(context, language, recipient, at), ...words, kind: 'confirmation' })
}

async function mailAlreadySubscribed(
  tx: Tx,
  context: SubscriberContext,
  { language, at }: SubscriptionRequest,
  recipient: string,
): Promise<void> {
  const words = context.texts.of(language).consent.alreadySubscribed({
    who: senderName(context),
    site: `${context.publicUrl}/`,
  })
  await enqueueMail(tx, { ...envelopeOf(context, language, recipient, at), ...words, kind: 'already' })
}

function senderName(context: SubscriberContext): string {
  return context.operator.name ?? (context.from.name || 'Tocsin')
}

function envelopeOf(context: SubscriberContext, language: string, recipient: string, at: number) {
  const domain = context.from.address.slice(context.from.address.lastIndexOf('@') + 1)
  const messageId = `${Buffer.from(context.random(16)).toString('hex')}@${domain}`
  return { recipient, language, at, messageId, html: null }
}
