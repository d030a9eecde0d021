/**
 * The consent record: append-only (the database refuses updates and deletes), each event chained to the one
 * before by SHA-256, with a signed head every day, so that a changed, removed or cut event shows.
 * Events name the subscriber by id and keyed hash, never by address.
 */
import type { Insertable } from 'kysely'
import type { Database, Tx } from '../../store/index.ts'
import type { SubscriberContext } from '../context.ts'
import type { ConsentKind } from '../schema.ts'
import { hashEvent } from './event-hash.ts'
import { truncatedNetwork } from './network.ts'
import { type Head, lockHead, moveHead } from './newest-head.ts'
import { wordingVersion } from './wording-version.ts'

export interface ConsentEvent {
  subscriberId: number
  subscriberHash: string
  kind: ConsentKind
  scope: 'alerts' | 'marketing'
  language: string
  /** How, in words: `site form`, `mail link`, `one-click`, `import: …`. */
  method: string
  at: number
}

type ConsentContext = Pick<SubscriberContext, 'texts' | 'consentNetwork' | 'clientAddress'>

/** Appends events in the given order. Two transactions that append wait for each other. */
export async function appendConsent(
  tx: Tx,
  context: ConsentContext,
  events: readonly ConsentEvent[],
): Promise<void> {
  if (events.length === 0) return
  let head = await lockHead(tx)
  const rows = events.map(event => {
    const row = chained(context, event, head)
    head = { id: row.id, hash: row.hash }
    return row
  })
  await tx.insertInto('consent_events').values(rows).execute()
  await moveHead(tx, head)
}

function chained(
  context: ConsentContext,
  event: ConsentEvent,
  previous: Head,
): Insertable<Database['consent_events']> & Head {
  // Of the words, which are not always in the language that somebody asked for.
  const { language, consent: text } = context.texts.of(event.language)
  const row = {
    id: previous.id + 1,
    subscriber_id: event.subscriberId,
    subscriber_hash: event.subscriberHash,
    kind: event.kind,
    scope: event.scope,
    wording: text.wording[event.scope],
    wording_version: wordingVersion(text.wording),
    notice_version: text.noticeVersion,
    language,
    method: event.method,
    at: event.at,
    previous_hash: previous.hash,
    network: networkToKeep(context),
  }
  return { ...row, hash: hashEvent(row) }
}

/** Null: the operator does not want it, or nobody pressed. */
export function networkToKeep({
  consentNetwork,
  clientAddress,
}: Pick<SubscriberContext, 'consentNetwork' | 'clientAddress'>): string | null {
  if (consentNetwork !== 'truncated' || clientAddress === undefined) return null
  return truncatedNetwork(clientAddress)
}
