/**
 * What becomes of one sign-up, decided by the worker, where nobody who asked can see it: whether the address is new,
 * pending, known or suppressed differs only in the mail, and only the owner of the inbox reads that. Nobody is mailed an
 * alert before the address was confirmed (promise 5).
 */
import type { Tx } from '../../store/index.ts'
import { appendConsent, type ConsentEvent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import { createConfirmLink, preferencesToken } from '../links.ts'
import { suppressedAmong } from '../suppressions/suppress.ts'
import { mailAlreadySubscribed, mailConfirmation } from './confirmation-mail.ts'
import { admitConfirmationMail } from './inbox-limits.ts'
import { createNotMeLink } from './never-again.ts'
import type { SignUp } from './take-sign-up.ts'

export type SubscriptionRequest = Omit<SignUp, 'topics'> & { topics?: readonly string[]; at: number }

/** Whether a mail was written. */
export async function requestSubscription(
  tx: Tx,
  context: SubscriberContext,
  request: SubscriptionRequest,
): Promise<'mailed' | 'nothing'> {
  const { input, at, language, marketing, topics = [] } = request
  if ((await suppressedAmong(tx, context, [input.key])).size > 0) return 'nothing'
  if (!(await admitConfirmationMail(tx, context, { addressKey: input.key, at }))) return 'nothing'
  const subscriber = await findOrCreate(tx, request)
  const mail = { language, recipient: subscriber.address, at }
  const { id: subscriberId, link_generation: linkGeneration } = subscriber
  if (subscriber.state === 'confirmed') {
    const preferences = preferencesToken(context, { subscriberId, linkGeneration, at })
    const link = { subscriberId, marketing: false, topics, language, at }
    // What they chose changes only when they press: whoever asked may be somebody else.
    const confirm = topics.length > 0 ? await createConfirmLink(tx, context, link) : null
    // Whoever asked does not say in which language a subscriber is written to.
    const own = { ...mail, language: subscriber.language }
    await mailAlreadySubscribed(tx, context, { ...own, preferences, confirm })
    return 'mailed'
  }
  const confirm = await createConfirmLink(tx, context, { subscriberId, marketing, topics, language, at })
  const notMe = await createNotMeLink(tx, context, { subscriberId, addressKey: input.key, at })
  const event: ConsentEvent = {
    subscriberId,
    subscriberHash: hashAddress(context.secrets, input.key),
    kind: 'requested',
    scope: 'alerts',
    language,
    method: request.method,
    at,
  }
  await appendConsent(tx, context, marketing ? [event, { ...event, scope: 'marketing' }] : [event])
  await mailConfirmation(tx, context, { ...mail, confirm, notMe })
  return 'mailed'
}

async function findOrCreate(tx: Tx, { input, language, at }: SubscriptionRequest) {
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
  return tx
    .selectFrom('subscribers')
    .select(['id', 'state', 'address', 'language', 'link_generation'])
    .where('address_key', '=', input.key)
    .executeTakeFirstOrThrow()
}
