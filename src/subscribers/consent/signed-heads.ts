/**
 * The record's end as it stood on a day, signed with the secret. Each is in the store, and in a file of this machine
 * beside it: whoever cuts events and heads out of the store alone is still found out.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../../config.ts'
import type { Read, Tx } from '../../store/index.ts'
import { keyedHash } from '../keyed-hash.ts'
import { appendHeads, type KeptHead, lastKeptHead } from './heads-file.ts'
import { type Head, lockHead } from './newest-head.ts'

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

/** Copies to the file what it lacks; also what an earlier process signed and had no time to copy. */
export async function keepConsentHeads(read: Read, dataDir: string): Promise<void> {
  const last = await lastKeptHead(dataDir)
  const heads = await read
    .selectFrom('consent_heads')
    .selectAll()
    .$if(last !== null, query => query.where('day', '>', last?.day ?? ''))
    .orderBy('day')
    .execute()
  const lines = heads.map(({ day, event_id, hash, signature, at }) => ({
    ...{ day, eventId: event_id, hash, signature, at },
  }))
  await appendHeads(dataDir, lines)
}

export function signedByUs(secrets: Secrets, { day, eventId, hash, signature }: KeptHead): boolean {
  const head = { id: eventId, hash }
  return [secrets.current, ...(secrets.previous ? [secrets.previous] : [])].some(secret =>
    sameHex(signHead(secret, day, head), signature),
  )
}

function signHead(secret: Uint8Array, day: string, head: Head): string {
  return keyedHash(secret, 'consent-head', JSON.stringify([day, head.id, head.hash])).toString('hex')
}

function sameHex(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
