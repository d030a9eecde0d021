/**
 * Writes what is held for a reader's digest. The reader's row of `waiting_digests` is locked first: a digest that is
 * being composed ends before, and then the alert waits for the next one; or it begins after, and has the alert in it.
 */
import { sql } from 'kysely'
import { run, type Store, statement, type Tx } from '../../store/index.ts'
import { type Preferences, plainPreferences, readPreferences } from '../../subscribers/index.ts'
import type { CountChanges } from '../ledger/count-changes.ts'
import { jsonIds, number, text } from '../ledger/json-rows.ts'
import { nextDigestAt } from './quiet-hours.ts'
import type { WhyHeld } from './schema.ts'

type Dialect = Pick<Store, 'kind' | 'words'>

export interface HoldWish {
  alertId: number
  why: WhyHeld
  subscriberId: number
}

// "do update" and not "do nothing": it waits for a digest that deletes the row at this moment, and then inserts anew.
const waitRows = statement(
  'wait-for-digest',
  ({ jsonRows }) => `
    insert into waiting_digests (subscriber_id, due_at, version)
    select ${number(0)}, ${number(1)}, coalesce((select version from subscriber_preferences
      where subscriber_preferences.subscriber_id = ${number(0)}), 0) from ${jsonRows}(?) where true
    on conflict (subscriber_id) do update set due_at = waiting_digests.due_at`,
)

const holdRows = statement<{ alert_id: number }>(
  'hold-alerts',
  ({ jsonRows }) => `
    insert into held_alerts (alert_id, subscriber_id, why, held_at, state)
    select ${number(0)}, ${number(1)}, ${text(2)}, cast(? as bigint), 'waiting' from ${jsonRows}(?) where true
    on conflict (alert_id, subscriber_id) do nothing returning alert_id`,
)

/** @param known Preferences of theirs that were read in this transaction. */
export async function holdAlerts(
  tx: Tx,
  { kind }: Dialect,
  changes: CountChanges,
  { holds, known, at }: { holds: readonly HoldWish[]; known?: ReadonlyMap<number, Preferences>; at: number },
): Promise<void> {
  if (holds.length === 0) return
  const ids = [...new Set(holds.map(({ subscriberId }) => subscriberId))].sort((one, other) => one - other)
  const preferences = known ?? (await readPreferences(tx, ids))
  const dueAt = reckonOnce(at)
  const waits = ids.map(id => [id, dueAt(preferences.get(id) ?? plainPreferences)])
  await run(tx, kind, waitRows, [JSON.stringify(waits)])
  const rows = holds.map(({ alertId, subscriberId, why }) => [alertId, subscriberId, why])
  const held = await run(tx, kind, holdRows, [at, JSON.stringify(rows)])
  for (const { alert_id } of held) changes.held(alert_id)
  tx.wake('digests')
}

/** Few combinations stand for many readers. */
function reckonOnce(at: number): (preferences: Preferences) => number {
  const known = new Map<string, number>()
  return preferences => {
    const { digestAt, quiet, timeZone } = preferences
    const key = `${digestAt} ${quiet?.from}-${quiet?.to} ${timeZone}`
    const dueAt = known.get(key) ?? nextDigestAt(preferences, at)
    known.set(key, dueAt)
    return dueAt
  }
}

/**
 * Which of these readers have an alert of the chain waiting for their digest, and which have had its last one by a digest.
 * Both stay so until the transaction ends: their digests are waited for, or kept waiting, in the order of ids.
 * @param chain The followed alert and, of a correction, what it corrects: a digest may bring its words for those.
 */
export async function lockHeld(
  tx: Tx,
  { kind, words }: Dialect,
  { chain, after, upTo }: { chain: readonly [number, ...number[]]; after: number; upTo: number },
): Promise<{ waiting: number[]; digested: number[] }> {
  const held = await tx
    .selectFrom('held_alerts')
    .select('subscriber_id')
    .where('alert_id', 'in', chain)
    .where('subscriber_id', '>', after)
    .where('subscriber_id', '<=', upTo)
    .execute()
  if (held.length === 0) return { waiting: [], digested: [] }
  const ids = [...new Set(held.map(row => row.subscriber_id))]
  if (kind === 'postgres')
    await tx
      .selectFrom('waiting_digests')
      .select('subscriber_id')
      .where(sql<boolean>`subscriber_id in ${jsonIds(words, ids)}`)
      .orderBy('subscriber_id')
      .forUpdate()
      .execute()
  // Read anew, now that nobody moves them: what a digest took meanwhile is seen as taken.
  const rows = await tx
    .selectFrom('held_alerts')
    .leftJoin('outbox', 'outbox.id', 'held_alerts.mail_id')
    .select([
      'held_alerts.alert_id',
      'held_alerts.subscriber_id',
      'held_alerts.state',
      'outbox.state as mail',
    ])
    .where('alert_id', 'in', chain)
    .where(sql<boolean>`held_alerts.subscriber_id in ${jsonIds(words, ids)}`)
    .orderBy('held_alerts.subscriber_id')
    .execute()
  const of = (wanted: (row: (typeof rows)[number]) => boolean) => [
    ...new Set(rows.filter(wanted).map(row => row.subscriber_id)),
  ]
  return {
    waiting: of(row => row.state === 'waiting'),
    digested: of(row => row.alert_id === chain[0] && row.state === 'digested' && row.mail !== 'refused'),
  }
}
