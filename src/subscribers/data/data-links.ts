/**
 * The two links of the mail "your data", asked for on the preference page: whoever holds a forwarded alert can make this
 * mail be sent, and only the owner of the inbox reads it. One purpose each, one use, an hour.
 */
import { enqueueMail, type Read, type Tx } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import { hashToken } from '../links.ts'

export type DataPurpose = 'export' | 'erase'

const dataLinkMs = 3_600_000
/** A download that broke off may be asked for again. */
const againMs = 10 * 60_000
const tokenBytes = 24
const mailsADay = 3
const dayMs = 24 * 3_600_000

/** `too-many`: three such mails went today, or one is on its way; the page says the same either way. */
export type DataRequest = { kind: 'mailed' | 'too-many' | 'unknown' }

export async function requestMyData(
  tx: Tx,
  context: SubscriberContext,
  { subscriberId, at }: { subscriberId: number; at: number },
): Promise<DataRequest> {
  // Held to the end, so that of two presses at once the second sees the first's links.
  const subscriber = await tx
    .updateTable('subscribers')
    .set(eb => ({ link_generation: eb.ref('link_generation') }))
    .where('id', '=', subscriberId)
    .returning(['id', 'address', 'language'])
    .executeTakeFirst()
  if (!subscriber) return { kind: 'unknown' }
  if (!(await mayBeMailed(tx, subscriberId, at))) return { kind: 'too-many' }
  const download = await createDataLink(tx, context, { subscriberId, purpose: 'export', at })
  const erase = await createDataLink(tx, context, { subscriberId, purpose: 'erase', at })
  const text = context.texts.of(subscriber.language)
  const words = text.data.mail({
    who: context.operator.name ?? (context.from.name || 'Tocsin'),
    download: `${context.publicUrl}/my-data/${download}`,
    erase: `${context.publicUrl}/my-data/${erase}`,
    minutes: dataLinkMs / 60_000,
  })
  const domain = context.from.address.slice(context.from.address.lastIndexOf('@') + 1)
  const messageId = `${Buffer.from(context.random(16)).toString('hex')}@${domain}`
  const { language } = text
  await enqueueMail(tx, {
    ...words,
    ...{ kind: 'my-data', recipient: subscriber.address, html: null, language, messageId, at },
  })
  return { kind: 'mailed' }
}

async function mayBeMailed(tx: Tx, subscriberId: number, at: number): Promise<boolean> {
  const links = await tx
    .selectFrom('subscriber_links')
    .select(['created_at', 'used_at'])
    .where('subscriber_id', '=', subscriberId)
    .where('purpose', '=', 'export')
    .where('created_at', '>', at - dayMs)
    .execute()
  const waiting = links.some(link => link.used_at === null && link.created_at > at - dataLinkMs / 4)
  return links.length < mailsADay && !waiting
}

async function createDataLink(
  tx: Tx,
  context: Pick<SubscriberContext, 'random'>,
  { subscriberId, purpose, at }: { subscriberId: number; purpose: DataPurpose; at: number },
): Promise<string> {
  const token = Buffer.from(context.random(tokenBytes)).toString('base64url')
  await tx
    .insertInto('subscriber_links')
    .values({
      ...{ token_hash: hashToken(token), subscriber_id: subscriberId, purpose, marketing: 0 },
      ...{ created_at: at, expires_at: at + dataLinkMs, used_at: null },
    })
    .execute()
  return token
}

export type DataLink =
  | { kind: 'open'; purpose: DataPurpose; subscriberId: number }
  | { kind: 'expired' | 'unknown' }

/** What the link is worth right now; reading it changes nothing (promise 4). Also in the transaction that uses it. */
export async function readDataLink(
  read: Read,
  { token, at }: { token: string; at: number },
): Promise<DataLink> {
  const link = await read
    .selectFrom('subscriber_links')
    .select(['subscriber_id', 'purpose', 'expires_at', 'used_at'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (link?.purpose !== 'export' && link?.purpose !== 'erase') return { kind: 'unknown' }
  if (link.expires_at <= at || (link.used_at !== null && link.used_at <= at - againMs))
    return { kind: 'expired' }
  return { kind: 'open', purpose: link.purpose, subscriberId: link.subscriber_id }
}

/** The first use counts. */
export async function useDataLink(tx: Tx, { token, at }: { token: string; at: number }): Promise<void> {
  await tx
    .updateTable('subscriber_links')
    .set({ used_at: at })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .execute()
}
