/**
 * What an event's hash covers: every stored field, so that a changed octet of any of them shows. An event without a
 * network is hashed as it was before there was that field; with one it stands last, and the list is longer by one.
 */
import { createHash } from 'node:crypto'
import type { ConsentEventsTable } from '../schema.ts'

export const emptyHash = '0'.repeat(64)

/** SHA-256 over a JSON array of the fields in this fixed order. */
export function hashEvent(row: Omit<ConsentEventsTable, 'hash'>): string {
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
    ...(row.network === null ? [] : [row.network]),
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}
