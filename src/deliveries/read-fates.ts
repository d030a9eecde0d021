/** What became of some alerts for one subscriber: for their own page. */
import type { Read } from '../store/index.ts'
import type { DeliveryState } from './schema.ts'

export type Fate =
  /** The relay took it. */
  | { kind: 'got'; at: number }
  /** It came in a digest. */
  | { kind: 'digested'; at: number }
  /** Their limits hold it for the digest; `until` is null where that is not known. */
  | { kind: 'held'; until: number | null }
  | { kind: 'on-its-way' | 'undecided' | 'refused' | 'suppressed' | 'stopped' | 'replaced' | 'left' }

/** By alert; what the subscriber was not in the audience of is not in the map. */
export async function readFates(
  read: Read,
  { alertIds, subscriberId }: { alertIds: readonly number[]; subscriberId: number },
): Promise<Map<number, Fate>> {
  if (alertIds.length === 0) return new Map()
  const deliveries = await read
    .selectFrom('deliveries')
    .select(['alert_id', 'state', 'reason', 'updated_at'])
    .where('alert_id', 'in', alertIds)
    .where('subscriber_id', '=', subscriberId)
    .execute()
  return new Map(deliveries.map(row => [row.alert_id, fateOf(row)]))
}

function fateOf(row: { state: DeliveryState; reason: string | null; updated_at: number }): Fate {
  switch (row.state) {
    case 'accepted':
      return { kind: 'got', at: row.updated_at }
    case 'queued':
    case 'sending':
    case 'deferred':
      return { kind: 'on-its-way' }
    case 'uncertain':
      return { kind: 'undecided' }
    case 'refused':
    case 'suppressed':
      return { kind: row.state }
    case 'withdrawn':
      return { kind: row.reason === 'left' || row.reason === 'replaced' ? row.reason : 'stopped' }
  }
}
