/**
 * What hubs sent and nobody has read yet, the oldest of each subscription: a source's documents are read one after
 * the other in the order in which they came. Nobody takes a document for itself; who has read one stores its items in
 * the transaction that deletes it, so that of two processes one finds it gone. That a document is now and then read
 * twice costs less than to say beforehand who will.
 */
import type { Store, Tx } from '../../store/index.ts'
import type { PushState } from './schema.ts'

/** A document that fails is left to others for so long. */
const failedForMs = 15_000

export interface WaitingDocument {
  id: number
  /** Null: it only says that there is news. */
  body: Uint8Array | null
  contentType: string | null
  saidTopic: string | null
  /** How often it has failed, or was there when a process began. */
  attempts: number
  sourceId: number
  /** The source's address. */
  url: string
  subscription: {
    id: number
    topic: string
    state: PushState
    leaseExpiresAt: number | null
    missedAt: number | null
    problem: string | null
  }
}

/** Before the first poll nobody knows what is old: what is pushed waits for it. */
export async function readWaiting(
  { read }: Store,
  { at, most }: { at: number; most: number },
): Promise<WaitingDocument[]> {
  const rows = await read
    .selectFrom('pushed_documents as document')
    .innerJoin('push_subscriptions as push', 'push.id', 'document.subscription_id')
    .innerJoin('sources', 'sources.id', 'push.source_id')
    .select([
      'document.id',
      'body',
      'content_type',
      'said_topic',
      'attempts',
      'sources.id as source_id',
      'url',
    ])
    .select(['push.id as push_id', 'topic', 'state', 'lease_expires_at', 'missed_at'])
    .select('push.problem')
    .where('document.id', 'in', query =>
      query
        .selectFrom('pushed_documents')
        .select(({ fn }) => fn.min('id').as('id'))
        .groupBy('subscription_id'),
    )
    .where(row => row.or([row('read_after', 'is', null), row('read_after', '<=', at)]))
    .where('first_polled_at', 'is not', null)
    .orderBy('document.id')
    .limit(most)
    .execute()
  return rows.map(row => ({
    ...{ id: row.id, body: row.body, contentType: row.content_type, saidTopic: row.said_topic },
    ...{ attempts: row.attempts, sourceId: row.source_id, url: row.url },
    subscription: {
      ...{ id: row.push_id, topic: row.topic, state: row.state, problem: row.problem },
      ...{ leaseExpiresAt: row.lease_expires_at, missedAt: row.missed_at },
    },
  }))
}

/** When the next one that is put off may be read; null: none is. */
export async function nextReadAt({ read }: Store, at: number): Promise<number | null> {
  const row = await read
    .selectFrom('pushed_documents')
    .innerJoin('push_subscriptions as push', 'push.id', 'subscription_id')
    .select(({ fn }) => fn.min('read_after').as('at'))
    .where('read_after', '>', at)
    .executeTakeFirst()
  return row?.at ?? null
}

/** It could not be read or stored. */
export async function putOff(store: Store, { id, subscription }: WaitingDocument, at: number): Promise<void> {
  await store.write(async tx => {
    await countAttempt(tx, id)
    await tx
      .updateTable('push_subscriptions')
      .set({ read_after: at + failedForMs })
      .where('id', '=', subscription.id)
      .execute()
  })
}

/** What is there when a process begins may be what ended the one before. */
export async function countLeftBehind(store: Store): Promise<void> {
  await store.write(tx => countAttempt(tx, null))
}

async function countAttempt(tx: Tx, id: number | null): Promise<void> {
  await tx
    .updateTable('pushed_documents')
    .set(row => ({ attempts: row('attempts', '+', 1) }))
    .$if(id !== null, query => query.where('id', '=', id))
    .execute()
}
