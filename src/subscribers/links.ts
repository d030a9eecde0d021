/**
 * The links in mails. Confirm (and later preference, export, erase) tokens are random, stored only as a hash,
 * and expire. Unsubscribe tokens are an HMAC over subscriber and purpose: never stored, never expiring.
 * One purpose per token.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Read, Tx } from '../store/index.ts'
import type { SubscriberContext } from './context.ts'
import { keyedHash } from './keyed-hash.ts'
import { createMailLinks } from './mail-links.ts'

export const confirmLinkMs = 3 * 24 * 3_600_000

const tokenBytes = 24
const macBytes = 16

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes a confirm link's token and stores its hash. */
export async function createConfirmLink(
  tx: Tx,
  context: SubscriberContext,
  link: {
    subscriberId: number
    marketing: boolean
    topics: readonly string[]
    language: string
    at: number
  },
): Promise<string> {
  const token = Buffer.from(context.random(tokenBytes)).toString('base64url')
  await tx
    .insertInto('subscriber_links')
    .values({
      token_hash: hashToken(token),
      subscriber_id: link.subscriberId,
      purpose: 'confirm',
      marketing: link.marketing ? 1 : 0,
      created_at: link.at,
      expires_at: link.at + confirmLinkMs,
      used_at: null,
      topics: link.topics.length > 0 ? JSON.stringify(link.topics) : null,
      language: link.language,
    })
    .execute()
  return token
}

const dayMs = 24 * 3_600_000

/** Of one link; mails have theirs from `createMailLinks`. */
export function preferencesToken(
  context: Pick<SubscriberContext, 'secrets'>,
  link: { subscriberId: number; linkGeneration: number; at: number },
): string {
  return createMailLinks(context).choices(link)
}

export type PreferencesLink = { kind: 'open' | 'expired'; subscriberId: number } | { kind: 'unknown' }

/** What the link is worth right now; reading it changes nothing (promise 4). `unknown` also for one that was voided. */
export async function readPreferencesToken(
  read: Read,
  context: Pick<SubscriberContext, 'secrets'>,
  { token, at }: { token: string; at: number },
): Promise<PreferencesLink> {
  const [, id, day, mac] = /^([0-9a-z]{1,11})\.([0-9a-z]{1,6})\.([\w-]{22})$/.exec(token) ?? []
  if (!id || !day || !mac) return { kind: 'unknown' }
  const subscriberId = Number.parseInt(id, 36)
  const subscriber = await read
    .selectFrom('subscribers')
    .select('link_generation')
    .where('id', '=', subscriberId)
    .executeTakeFirst()
  const linkGeneration = subscriber?.link_generation ?? 0
  const given = Buffer.from(mac, 'base64url')
  const { current, previous } = context.secrets
  const ours = [current, ...(previous ? [previous] : [])].some(secret =>
    timingSafeEqual(preferencesMac(secret, { id, day, linkGeneration }), given),
  )
  if (!ours || !subscriber) return { kind: 'unknown' }
  return { kind: Number.parseInt(day, 36) < Math.floor(at / dayMs) ? 'expired' : 'open', subscriberId }
}

function preferencesMac(
  secret: Uint8Array,
  { id, day, linkGeneration }: { id: string; day: string; linkGeneration: number },
): Buffer {
  return keyedHash(secret, 'preferences', `${id}.${day}.${linkGeneration}`).subarray(0, macBytes)
}

export type LinkState = 'open' | 'used' | 'expired' | 'unknown'

export interface ConfirmLink {
  state: LinkState
  /** Its form's box for marketing was ticked. */
  marketing: boolean
  /** BCP 47, of its form; null: nobody knows. */
  language: string | null
}

/** What a confirm link is worth right now; reading it changes nothing (promise 4). */
export async function describeConfirmLink(read: Read, token: string, at: number): Promise<ConfirmLink> {
  const link = await read
    .selectFrom('subscriber_links')
    .select(['used_at', 'expires_at', 'marketing', 'language'])
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', 'confirm')
    .executeTakeFirst()
  if (!link) return { state: 'unknown', marketing: false, language: null }
  const { marketing, language } = link
  const state = link.used_at !== null ? 'used' : link.expires_at <= at ? 'expired' : 'open'
  return { state, marketing: marketing === 1, language }
}

export function unsubscribeToken(context: Pick<SubscriberContext, 'secrets'>, subscriberId: number): string {
  return createMailLinks(context).leave(subscriberId)
}

/** The subscriber's id if the token is ours, signed by the current or the previous secret; else null. */
export function readUnsubscribeToken(
  context: Pick<SubscriberContext, 'secrets'>,
  token: string,
): number | null {
  const [, id, mac] = /^([0-9a-z]{1,11})\.([\w-]{22})$/.exec(token) ?? []
  if (!id || !mac) return null
  const given = Buffer.from(mac, 'base64url')
  const { current, previous } = context.secrets
  const ours = [current, ...(previous ? [previous] : [])].some(secret =>
    timingSafeEqual(unsubscribeMac(secret, id), given),
  )
  return ours ? Number.parseInt(id, 36) : null
}

function unsubscribeMac(secret: Uint8Array, id: string): Buffer {
  return keyedHash(secret, 'unsubscribe', id).subarray(0, macBytes)
}
