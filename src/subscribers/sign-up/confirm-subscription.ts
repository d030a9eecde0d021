/** The button behind the link in the confirmation mail: a person's POST, never a GET (promise 4). */
import type { Tx } from '../../store/index.ts'
import { appendConsent, type ConsentEvent } from '../consent/append-consent.ts'
import type { SubscriberContext } from '../context.ts'
import { hashAddress } from '../keyed-hash.ts'
import { describeConfirmLink, hashToken, type LinkState, preferencesToken } from '../links.ts'
import { lockPreferences } from '../preferences/keep-preferences.ts'
import { chooseTopics } from './choose-topics.ts'
import { domainKey, raiseCount } from './counts.ts'
import { forgetConfirmationMails } from './inbox-limits.ts'

/**
 * `choices`: a link's token to the preference page, for who has just shown that the address is theirs. `choosing`: they do
 * not get every alert.
 */
export type Confirmation =
  | { kind: 'confirmed'; choices: string; choosing: boolean }
  | { kind: 'already' | 'expired' | 'unknown' }

export interface ConfirmPress {
  token: string
  /** False: the box for marketing, ticked as on the form, was unticked on the page. */
  marketing?: boolean
  /** BCP 47, of the page with the button, whose wording is recorded; absent: the link's. */
  language?: string
  at: number
}

export async function confirmSubscription(
  tx: Tx,
  context: SubscriberContext,
  { token, marketing: ticked = true, language: shown, at }: ConfirmPress,
): Promise<Confirmation> {
  // Whoever sets used_at first confirms; a second press finds nothing to set.
  const link = await tx
    .updateTable('subscriber_links')
    .set({ used_at: at })
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', 'confirm')
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['subscriber_id', 'marketing', 'topics', 'language'])
    .executeTakeFirst()
  if (!link) return { kind: kindOf((await describeConfirmLink(tx, token, at)).state) }
  const marketing = link.marketing === 1 && ticked
  const slugs = JSON.parse(link.topics ?? '[]') as string[] // written by links.ts only
  // Before the record's end, as all who take both: else this and a save on the preference page wait for each other.
  if (slugs.length > 0) await lockPreferences(tx)
  const before = await tx
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', link.subscriber_id)
    .executeTakeFirstOrThrow()
  const wasConfirmed = before.state === 'confirmed'
  // Of this link's form: the row may be of an earlier one.
  const language = link.language ?? before.language
  await tx
    .updateTable('subscribers')
    .set({
      state: 'confirmed',
      marketing: marketing ? 1 : before.marketing,
      left_at: null,
      ...(wasConfirmed ? {} : { confirmed_at: at, language }),
    })
    .where('id', '=', before.id)
    .execute()
  const event: ConsentEvent = {
    subscriberId: before.id,
    subscriberHash: hashAddress(context.secrets, before.address_key),
    kind: 'confirmed',
    scope: 'alerts',
    language: shown ?? language,
    method: 'mail link',
    at,
  }
  await appendConsent(tx, context, [
    ...(wasConfirmed ? [] : [event]),
    ...(marketing && !before.marketing ? [{ ...event, scope: 'marketing' as const }] : []),
  ])
  const chose = await chooseTopics(tx, { subscriberId: before.id, isNew: !wasConfirmed, slugs, at })
  await forgetConfirmationMails(tx, context, before.address_key)
  if (!wasConfirmed) await countConfirmed(tx, context, before.address_key)
  tx.wake('subscribers')
  if (wasConfirmed) return { kind: 'already' }
  const owner = { subscriberId: before.id, linkGeneration: before.link_generation, at }
  const choosing = chose || before.choosing === 1
  return { kind: 'confirmed', choices: preferencesToken(context, owner), choosing }
}

function kindOf(state: LinkState): 'already' | 'expired' | 'unknown' {
  return state === 'used' ? 'already' : state === 'expired' ? 'expired' : 'unknown'
}

/** For the limit of their domain: whoever has many readers there may get more in an hour. */
async function countConfirmed(tx: Tx, context: SubscriberContext, addressKey: string): Promise<void> {
  const count = { kind: 'confirmed', key: domainKey(context, addressKey), period: 0 } as const
  await raiseCount(tx, count, Number.MAX_SAFE_INTEGER)
}
