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
  // What was held at the last look has both rows; what was held and went by mail after all, too.
  const held = await readHeldFates(read, { alertIds, subscriberId })
  const mailed = deliveries.filter(row => row.reason !== 'held' || !held.has(row.alert_id))
  return new Map([...held, ...mailed.map(row => [row.alert_id, fateOf(row)] as const)])
}

/** Without what was taken back before its digest: as good as never meant for them. */
async function readHeldFates(
  read: Read,
  { alertIds, subscriberId }: { alertIds: readonly number[]; subscriberId: number },
): Promise<Map<number, Fate>> {
  const rows = await read
    .selectFrom('held_alerts')
    .leftJoin('outbox', 'outbox.id', 'held_alerts.mail_id')
    .leftJoin('waiting_digests', 'waiting_digests.subscriber_id', 'held_alerts.subscriber_id')
    .select(['held_alerts.alert_id', 'held_alerts.state', 'held_alerts.held_at'])
    .select(['outbox.created_at', 'waiting_digests.due_at'])
    .where('held_alerts.alert_id', 'in', alertIds)
    .where('held_alerts.subscriber_id', '=', subscriberId)
    .where('held_alerts.state', '!=', 'dropped')
    .execute()
  return new Map(
    rows.map(row => [
      row.alert_id,
      row.state === 'digested'
        ? { kind: 'digested', at: row.created_at ?? row.held_at }
        : { kind: 'held', until: row.due_at },
    ]),
  )
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
      // Held, and then taken back before the digest: something newer of its story took its place.
      if (row.reason === 'held') return { kind: 'replaced' }
      return { kind: row.reason === 'left' || row.reason === 'replaced' ? row.reason : 'stopped' }
  }
}
