/**
 * What one person agreed to, from the first event to the last; also of a person who was erased, by the address that
 * whoever asks has in hand: the record knows its keyed hash.
 */
import type { Secrets } from '../../config.ts'
import type { Read } from '../../store/index.ts'
import { parseAddress } from '../address.ts'
import { hashesOfAddress } from '../keyed-hash.ts'
import { eventInWords, type ShownEvent } from './shown-event.ts'

/** Events are read in one go: one person has some hundreds at most. */
const mostEvents = 10_000

/** `who`: an address, or a subscriber's id. Null: it is neither. */
export async function readConsentOf(read: Read, secrets: Secrets, who: string): Promise<ShownEvent[] | null> {
  const ids = await idsOf(read, secrets, who)
  if (!ids) return null
  if (ids.length === 0) return []
  const rows = await read
    .selectFrom('consent_events')
    .selectAll()
    .where('subscriber_id', 'in', ids)
    .orderBy('id')
    .limit(mostEvents)
    .execute()
  return rows.map(eventInWords)
}

/** Several where an address signed up again after its first rows were gone. */
async function idsOf(read: Read, secrets: Secrets, who: string): Promise<number[] | null> {
  if (/^\d{1,15}$/.test(who)) return [Number(who)]
  const parsed = parseAddress(who)
  if (!parsed.ok) return null
  const now = await read
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', parsed.key)
    .execute()
  const then = await read
    .selectFrom('consent_events')
    .select('subscriber_id as id')
    .distinct()
    .where('subscriber_hash', 'in', hashesOfAddress(secrets, parsed.key))
    .execute()
  return [...new Set([...now, ...then].map(({ id }) => id))]
}
