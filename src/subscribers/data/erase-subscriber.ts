/**
 * Takes a person out of every table of this stage and of the outbox. What stays names nobody: the consent record
 * (an id and a keyed hash), the deliveries' counts, and a keyed hash on the suppression list, so that no import and no
 * form ever makes us mail them again. What `deliveries` has of them, it erases itself in the same transaction.
 */
import type { Selectable } from 'kysely'
import type { Tx } from '../../store/index.ts'
import { appendConsent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import type { SubscribersTable } from '../schema.ts'

export interface Erased {
  id: number
  address: string
}

/** Null: there is nobody with this id any more. */
export async function eraseSubscriber(
  tx: Tx,
  context: SubscriberContext,
  { subscriberId, method, at }: { subscriberId: number; method: string; at: number },
): Promise<Erased | null> {
  const [person] = await takeOut(tx, [subscriberId])
  if (!person) return null
  const { address, address_key, language, marketing } = person
  const subscriberHash = hashAddress(context.secrets, address_key)
  await tx
    .insertInto('suppressions')
    .values({ address_hash: subscriberHash, reason: 'erased', at })
    .onConflict(conflict => conflict.column('address_hash').doUpdateSet({ reason: 'erased', at }))
    .execute()
  const event = { subscriberId, subscriberHash, kind: 'erased', language, method, at } as const
  await appendConsent(tx, context, [
    { ...event, scope: 'alerts' },
    ...(marketing ? [{ ...event, scope: 'marketing' as const }] : []),
  ])
  tx.wake('subscribers')
  return { id: subscriberId, address }
}

/** Deletes these people's rows and what waits to be mailed to them; returns who they were. */
export async function takeOut(tx: Tx, ids: readonly number[]): Promise<Selectable<SubscribersTable>[]> {
  if (ids.length === 0) return []
  // The lock of all that is theirs: who is about to write some of it waits, and finds nobody.
  await tx
    .selectFrom('subscribers')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .$if(tx.kind === 'postgres', query => query.forUpdate())
    .execute()
  await tx.deleteFrom('subscriber_links').where('subscriber_id', 'in', ids).execute()
  await tx.deleteFrom('not_me_links').where('subscriber_id', 'in', ids).execute()
  await tx.deleteFrom('subscriber_preferences').where('subscriber_id', 'in', ids).execute()
  const people = await tx.deleteFrom('subscribers').where('id', 'in', ids).returningAll().execute()
  // As they were typed, and however else the same address may have been.
  const addresses = people.map(({ address }) => address)
  const keys = people.map(({ address_key }) => address_key)
  if (people.length > 0) await tx.deleteFrom('sign_up_requests').where('address_key', 'in', keys).execute()
  if (people.length > 0)
    await tx
      .deleteFrom('outbox')
      .where(eb => eb.or([eb('recipient', 'in', addresses), eb(eb.fn('lower', ['recipient']), 'in', keys)]))
      .execute()
  return people
}
