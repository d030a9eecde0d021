/**
 * The hub asks whether it was really us who wanted this (verification of intent, WebSub §5.3). What always holds:
 * only what we asked for, of exactly this topic, and within its time, is said yes to; so nobody can subscribe us
 * to anything, nor take a subscription from us. This is the one GET of Tocsin that acts (promise 4 is about links
 * in mails): the recommendation has it so, and the address is in no mail.
 */
import type { Updateable } from 'kysely'
import type { Secrets } from '../../config.ts'
import type { Read, Tx } from '../../store/index.ts'
import { hubSecrets, idInToken, opens } from './callback.ts'
import { afresh, nextHub, parseHubs } from './hubs.ts'
import { leavePing } from './ping.ts'
import { problemOfDenial } from './push-words.ts'
import type { PushSubscriptionsTable } from './schema.ts'

/** What a token opened. */
export interface OpenedPush {
  id: number
  sourceId: number
  /** The hub has verified it, so that it may push. */
  verified: boolean
  /** Those that its messages may be signed with. */
  hubSecrets: readonly string[]
  /** When the last message without a valid signature was counted. */
  unsignedAt: number | null
}

/** Null: the token is none of ours, or what it was for is over. */
export async function openPush(read: Read, secrets: Secrets, token: string): Promise<OpenedPush | null> {
  const id = idInToken(token)
  if (id === null) return null
  const row = await read
    .selectFrom('push_subscriptions')
    .select(['id', 'source_id', 'salt', 'verified_at', 'unsigned_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.salt === null) return null
  const owner = { id, salt: row.salt }
  if (!opens(secrets, token, owner)) return null
  return {
    id,
    sourceId: row.source_id,
    verified: row.verified_at !== null,
    hubSecrets: hubSecrets(secrets, owner),
    unsignedAt: row.unsigned_at,
  }
}

export interface HubIntent {
  mode: 'subscribe' | 'unsubscribe' | 'denied'
  topic: string
  /** As the hub wrote it; null: not at all. */
  leaseSeconds: string | null
  at: number
  /** From 0 to less than 1; spreads the renewals. */
  random: () => number
}

const secondMs = 1_000
/** What we ask for, and what a hub that does not say is taken to have given. */
export const askedLeaseSeconds = 10 * 24 * 3_600
const longestLeaseMs = 30 * 24 * 3_600 * secondMs
/** A lease of a second must not make us ask every second. */
export const renewedAtMostEveryMs = 10 * 60 * secondMs
const deniedForMs = 7 * 24 * 3_600 * secondMs

/** False: nobody asked for that. True again when the hub asks again: our answer may have been lost. */
export async function confirmPush(tx: Tx, id: number, intent: HubIntent): Promise<boolean> {
  if (intent.mode === 'denied') return deny(tx, id, intent)
  const { mode, topic, at } = intent
  const { numUpdatedRows } = await tx
    .updateTable('push_subscriptions')
    .set(mode === 'subscribe' ? active(intent) : { due_at: at, pending_until: at })
    .where('id', '=', id)
    .where('topic', '=', topic)
    .where('state', 'in', mode === 'subscribe' ? ['wanted', 'active'] : ['leaving'])
    .where('pending_until', '>', at)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function active({ leaseSeconds, at, random }: HubIntent) {
  const leaseMs = leaseMsOf(leaseSeconds)
  // All that were asked for together would otherwise be renewed together, for ever.
  const share = 1 / 2 + random() / 4
  return {
    state: 'active' as const,
    verified_at: at,
    lease_expires_at: at + leaseMs,
    // Also the end of a lease that is too short to be renewed is noticed.
    due_at: at + Math.min(Math.max(Math.round(leaseMs * share), renewedAtMostEveryMs), leaseMs),
    failures: 0,
    problem: null,
  }
}

/** The hub's word, within a month; what is no number of seconds says nothing. */
function leaseMsOf(text: string | null): number {
  const seconds = /^\s*\d{1,15}\s*$/.test(text ?? '') ? Number(text) : askedLeaseSeconds
  return Math.min(seconds * secondMs, longestLeaseMs)
}

/** May come at any time, also of what was verified (WebSub §5.2). Where there is another hub, that is tried next. */
async function deny(tx: Tx, id: number, { topic, at }: HubIntent): Promise<boolean> {
  const asked = await tx
    .selectFrom('push_subscriptions')
    .select(['hub', 'hubs', 'failures'])
    .where('id', '=', id)
    .where('topic', '=', topic)
    .where('state', 'in', ['wanted', 'active'])
    .where(row => row.or([row('pending_until', '>', at), row('verified_at', 'is not', null)]))
    .executeTakeFirst()
  if (!asked) return false
  const failures = asked.failures + 1
  await tx
    .updateTable('push_subscriptions')
    .set({ ...afterDenial(parseHubs(asked.hubs), { hub: asked.hub, failures, at }), failures })
    .where('id', '=', id)
    .execute()
  await leavePing(tx, id, at)
  tx.wake('sources')
  return true
}

function afterDenial(
  hubs: readonly string[],
  { hub, failures, at }: { hub: string; failures: number; at: number },
): Updateable<PushSubscriptionsTable> {
  const everyHubDenied = failures % hubs.length === 0
  return {
    ...afresh(nextHub(hubs, hub)),
    problem: problemOfDenial,
    due_at: everyHubDenied ? at + deniedForMs : at,
  }
}
