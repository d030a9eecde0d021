/**
 * A hub's message (WebSub §7). In: what came to an opened callback. Out: a row for the watcher's worker, who
 * reads it; nothing is read here. What always holds: only octets signed with our secret are kept; what is kept
 * of one source is bounded, and what is beyond that is left out and fetched from the source instead.
 */
import { createHash } from 'node:crypto'
import type { Tx } from '../../store/index.ts'
import { webAddress } from '../feed/web-address.ts'
import { readLinkHeader } from '../link-header.ts'
import type { OpenedPush } from './confirm-push.ts'
import { leavePing } from './ping.ts'
import { problemOfSignature, problemOfSize } from './push-words.ts'
import { isSigned } from './signature.ts'

/** Of one message; who reads it from the network ends it there. */
export const maxPushBytes = 2 * 1024 * 1024
const mostWaiting = 100
const mostWaitingBytes = 8 * 1024 * 1024
/** A stranger who learned the address can make us look at the source so often, and no more. */
const unsignedAtMostEveryMs = 60_000

export interface PushMessage {
  /** Null: it was larger than `maxPushBytes`, so that nobody can tell who signed it. */
  body: Uint8Array | null
  /** The headers; null: not there. */
  signature: string | null
  contentType: string | null
  contentEncoding: string | null
  link: string | null
}

export type JudgedMessage =
  | { kind: 'document'; body: Uint8Array; contentType: string | null; saidTopic: string | null }
  | { kind: 'ping' }
  /** To be ignored, but for a look at the source where `counts`. */
  | { kind: 'unsigned'; counts: boolean; problem: string }

export function judgePush(push: OpenedPush, message: PushMessage, at: number): JudgedMessage {
  const { body, contentType } = message
  if (body === null || !isSigned(body, message.signature, push.hubSecrets)) {
    const counts = push.unsignedAt === null || at - push.unsignedAt >= unsignedAtMostEveryMs
    return { kind: 'unsigned', counts, problem: body === null ? problemOfSize : problemOfSignature }
  }
  const encoding = message.contentEncoding?.trim().toLowerCase() || 'identity'
  if (body.length === 0 || encoding !== 'identity') return { kind: 'ping' }
  return { kind: 'document', body, contentType, saidTopic: selfOf(message.link) }
}

function selfOf(link: string | null): string | null {
  return webAddress(readLinkHeader(link).get('self')?.[0], null)
}

/** False: the subscription has gone meanwhile. */
export async function keepPush(
  tx: Tx,
  id: number,
  message: Exclude<JudgedMessage, { kind: 'unsigned'; counts: false }>,
  at: number,
): Promise<boolean> {
  // Holds the row: several messages at once are counted one after the other.
  const { numUpdatedRows } = await tx
    .updateTable('push_subscriptions')
    .set(row =>
      message.kind === 'unsigned'
        ? { unsigned_at: at, unsigned_count: row('unsigned_count', '+', 1), problem: message.problem }
        : { last_push_at: at },
    )
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (message.kind === 'document') await keepDocument(tx, id, message, at)
  else await leavePing(tx, id, at)
  return true
}

async function keepDocument(
  tx: Tx,
  id: number,
  { body, contentType, saidTopic }: Extract<JudgedMessage, { kind: 'document' }>,
  at: number,
): Promise<void> {
  const waiting = await tx
    .selectFrom('pushed_documents')
    .select(['hash', 'size'])
    .where('subscription_id', '=', id)
    .orderBy('id')
    .execute()
  const hash = createHash('sha256').update(body).digest('hex')
  // A hub that did not hear our answer sends it again.
  if (waiting.at(-1)?.hash === hash) return
  const bytes = waiting.reduce((sum, { size }) => sum + size, body.length)
  if (waiting.length >= mostWaiting || bytes > mostWaitingBytes) return leavePing(tx, id, at)
  await tx
    .insertInto('pushed_documents')
    .values({
      subscription_id: id,
      body,
      size: body.length,
      hash,
      content_type: contentType,
      said_topic: saidTopic,
      received_at: at,
    })
    .execute()
  tx.wake('pushes')
}
