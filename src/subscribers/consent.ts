/**
 * The consent record: append-only (the database refuses updates and deletes), each event chained to the one
 * before by SHA-256, with a signed head every day, so that a changed, removed or cut event shows.
 * Events name the subscriber by id and keyed hash, never by address.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Secrets } from '../config.ts'
import type { Database, Read, Tx } from '../store/index.ts'
import type { Texts } from '../text/index.ts'
import type { SubscriberContext } from './context.ts'
import { keyedHash } from './keyed-hash.ts'
import type { ConsentEventsTable, ConsentKind } from './schema.ts'

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

const headKey = 'consent-head'
const emptyHash = '0'.repeat(64)
const verifyPage = 1_000

/** Appends events in the given order. Two transactions that append wait for each other. */
export async function appendConsent(
  tx: Tx,
  { texts }: Pick<SubscriberContext, 'texts'>,
  events: readonly ConsentEvent[],
): Promise<void> {
  if (events.length === 0) return
  let head = await lockHead(tx)
  const rows = events.map(event => {
    const row = chained(texts, event, head)
    head = { id: row.id, hash: row.hash }
    return row
  })
  await tx.insertInto('consent_events').values(rows).execute()
  await tx
    .updateTable('meta')
    .set({ value: JSON.stringify(head) })
    .where('key', '=', headKey)
    .execute()
}

interface Head {
  id: number
  hash: string
}

/** The update takes the row's lock on PostgreSQL; on SQLite there is one writer anyway. */
async function lockHead(tx: Tx): Promise<Head> {
  await tx
    .insertInto('meta')
    .values({ key: headKey, value: JSON.stringify({ id: 0, hash: emptyHash }) })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
  const { value } = await tx
    .updateTable('meta')
    .set(eb => ({ value: eb.ref('value') }))
    .where('key', '=', headKey)
    .returning('value')
    .executeTakeFirstOrThrow()
  return JSON.parse(value) as Head // written by this file only
}

function chained(texts: Texts, event: ConsentEvent, previous: Head): Insertable<Database['consent_events']> {
  const text = texts.of(event.language).consent
  const row = {
    id: previous.id + 1,
    subscriber_id: event.subscriberId,
    subscriber_hash: event.subscriberHash,
    kind: event.kind,
    scope: event.scope,
    wording: text.wording[event.scope],
    wording_version: text.wording.version,
    notice_version: text.noticeVersion,
    language: event.language,
    method: event.method,
    at: event.at,
    previous_hash: previous.hash,
  }
  return { ...row, hash: hashEvent(row) }
}

/** SHA-256 over a JSON array of every field in this fixed order, the previous hash last. */
function hashEvent(row: Omit<ConsentEventsTable, 'hash'>): string {
  const fields = [
    row.id,
    row.subscriber_id,
    row.subscriber_hash,
    row.kind,
    row.scope,
    row.wording,
    row.wording_version,
    row.notice_version,
    row.language,
    row.method,
    row.at,
    row.previous_hash,
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** Writes the day's signed head unless it is there; a later cut of the record's tail then shows. */
export async function signConsentHead(tx: Tx, secrets: Secrets, at: number): Promise<void> {
  const day = new Date(at).toISOString().slice(0, 10)
  const known = await tx.selectFrom('consent_heads').select('day').where('day', '=', day).executeTakeFirst()
  if (known) return
  const head = await lockHead(tx)
  const signature = signHead(secrets.current, day, head)
  await tx
    .insertInto('consent_heads')
    .values({ day, event_id: head.id, hash: head.hash, signature, at })
    .onConflict(conflict => conflict.column('day').doNothing())
    .execute()
}

function signHead(secret: Uint8Array, day: string, head: Head): string {
  return keyedHash(secret, 'consent-head', JSON.stringify([day, head.id, head.hash])).toString('hex')
}

export type ConsentCheck = { ok: true; events: number } | { ok: false; atId: number; problem: string }

/** Walks the whole record in order and compares every hash, then every signed head. */
export async function verifyConsent(read: Read, secrets: Secrets): Promise<ConsentCheck> {
  const heads = await read.selectFrom('consent_heads').selectAll().orderBy('event_id').execute()
  // Before the walk: what is appended meanwhile comes after it.
  const newest = await newestHead(read)
  const hashAt = new Map<number, string>([[0, emptyHash]])
  const wanted = new Set([...heads.map(head => head.event_id), newest.id])
  let last: Head = { id: 0, hash: emptyHash }
  for (;;) {
    const page = await read
      .selectFrom('consent_events')
      .selectAll()
      .where('id', '>', last.id)
      .orderBy('id')
      .limit(verifyPage)
      .execute()
    for (const row of page) {
      const problem = problemOf(row, last)
      if (problem) return { ok: false, atId: row.id, problem }
      last = { id: row.id, hash: row.hash }
      if (wanted.has(row.id)) hashAt.set(row.id, row.hash)
    }
    if (page.length < verifyPage) break
  }
  for (const head of heads) {
    const signed = [secrets.current, ...(secrets.previous ? [secrets.previous] : [])].some(secret =>
      sameHex(signHead(secret, head.day, { id: head.event_id, hash: head.hash }), head.signature),
    )
    if (!signed)
      return { ok: false, atId: head.event_id, problem: `the head of ${head.day} is not signed by us` }
    if (hashAt.get(head.event_id) !== head.hash)
      return {
        ok: false,
        atId: head.event_id,
        problem: `the head of ${head.day} names an event that is gone`,
      }
  }
  // Unsigned, so it stops no forger; it names what was cut off since the last signed head by whoever forgot it.
  if (hashAt.get(newest.id) !== newest.hash)
    return { ok: false, atId: newest.id, problem: 'the newest event is gone' }
  return { ok: true, events: last.id }
}

async function newestHead(read: Read): Promise<Head> {
  const row = await read.selectFrom('meta').select('value').where('key', '=', headKey).executeTakeFirst()
  return row ? (JSON.parse(row.value) as Head) : { id: 0, hash: emptyHash } // written by this file only
}

function problemOf(row: ConsentEventsTable, previous: Head): string | null {
  if (row.id !== previous.id + 1) return `event ${previous.id + 1} is missing`
  if (row.previous_hash !== previous.hash) return 'it does not follow the event before it'
  return row.hash === hashEvent(row) ? null : 'its content was changed'
}

function sameHex(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
