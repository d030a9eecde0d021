/** What this stage deletes once it is older than the operator keeps it: a batch at a time, each in a transaction of its own. */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import { never } from './schema.ts'

export interface PurgeWish {
  /** What is older goes. */
  before: number
  /** At most so many rows. */
  limit: number
}

/**
 * Who got which alert. Of an alert that is over, with nothing under way that follows it; its counts are a row of
 * their own and stay as they are. A correction written later finds nobody to correct, and the desk says so.
 */
export async function purgeDeliveries(tx: Tx, { before, limit }: PurgeWish): Promise<number> {
  const alert = await alertsOver(tx, 'deliveries', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deliveries').select('deliveries.id').whereRef('deliveries.alert_id', '=', 'alerts.id'),
      ),
    )
    .executeTakeFirst()
  if (!alert) return 0
  // Also a mail in doubt whose one re-send never came, because the alert was stopped.
  const over = tx.selectFrom('deliveries').select('id').where('alert_id', '=', alert.id).limit(limit)
  const gone = await tx.deleteFrom('deliveries').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Who got which alert by a digest, or was to: as long as who got it by a mail of its own, and not while it waits. */
export async function purgeHeld(tx: Tx, { before, limit }: PurgeWish): Promise<number> {
  const alert = await alertsOver(tx, 'held_alerts', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('held_alerts')
          .select('held_alerts.alert_id')
          .whereRef('held_alerts.alert_id', '=', 'alerts.id')
          .where('held_alerts.state', '!=', 'waiting'),
      ),
    )
    .executeTakeFirst()
  if (!alert) return 0
  const over = tx
    .selectFrom('held_alerts')
    .select('subscriber_id')
    .where('alert_id', '=', alert.id)
    .where('state', '!=', 'waiting')
    .limit(limit)
  const gone = await tx
    .deleteFrom('held_alerts')
    .where('alert_id', '=', alert.id)
    .where('subscriber_id', 'in', over)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** The oldest alert that is over since then, whose recipients nothing looks up any more. */
function alertsOver(tx: Tx, table: 'deliveries' | 'held_alerts', before: number) {
  return (
    tx
      .selectFrom('alerts')
      .select('alerts.id')
      // Alerts are kept for good: those before were purged already, and are not gone through at each batch.
      .where('alerts.id', '>=', eb =>
        eb.selectFrom(table).select(({ fn }) => fn.min<number>('alert_id').as('first')),
      )
      .where('alerts.state', 'in', ['sent', 'stopped'])
      .where('alerts.ended_at', '<', before)
      .where(({ exists, not, selectFrom }) =>
        exists(
          selectFrom('audiences')
            .select('audiences.alert_id')
            .whereRef('audiences.alert_id', '=', 'alerts.id')
            .where('frozen', '=', 1)
            .where(({ eb }) => eb('queued', '=', 0).and('sending', '=', 0).and('deferred', '=', 0)),
        ).and(
          not(
            exists(
              selectFrom('alerts as later')
                .select('later.id')
                .whereRef('later.follows_id', '=', 'alerts.id')
                .where(({ eb, or }) =>
                  or([eb('later.state', 'in', ['sending', 'paused']), eb('later.approved_at', '>=', before)]),
                ),
            ),
          ),
        ),
      )
      .orderBy('alerts.id')
      .limit(1)
  )
}

/**
 * Not as parameters, and word for word as its index has it: each has one of such rows alone. As two equalities SQLite would
 * take the index of states.
 */
const isRefusedDigest = sql<boolean>`not (kind <> 'digest' or state <> 'refused')`
const isOther = sql<boolean>`(kind <> 'digest' or state <> 'refused')`

/** Single mails that have ended, however they did, but for refused digests. */
export async function purgeOutbox(tx: Tx, { before, limit }: PurgeWish): Promise<number> {
  const over = tx
    .selectFrom('outbox')
    .select('id')
    .where('created_at', '<', before)
    .where(isOther)
    .where(({ eb, or }) =>
      or([eb('state', 'in', ['accepted', 'refused']), eb('next_attempt_at', '=', never)]),
    )
    .orderBy('created_at')
    .limit(limit)
  const gone = await tx.deleteFrom('outbox').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/**
 * A correction looks up whether the digest that brought the mistake was refused. So those stay while anybody is known to have
 * had, or to wait for, an alert that is older.
 */
export async function purgeRefusedDigests(tx: Tx, { before, limit }: PurgeWish): Promise<number> {
  const oldest = await tx
    .selectFrom('alerts')
    .select('created_at')
    .where('id', '=', eb =>
      eb.selectFrom('held_alerts').select(({ fn }) => fn.min<number>('alert_id').as('id')),
    )
    .executeTakeFirst()
  const over = tx
    .selectFrom('outbox')
    .select('id')
    .where('created_at', '<', Math.min(before, oldest?.created_at ?? before))
    .where(isRefusedDigest)
    .orderBy('created_at')
    .limit(limit)
  const gone = await tx.deleteFrom('outbox').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

export async function purgeMailbox(tx: Tx, { before, limit }: PurgeWish): Promise<number> {
  const over = tx.selectFrom('mailbox_mails').select('id').where('received_at', '<', before).limit(limit)
  const gone = await tx.deleteFrom('mailbox_mails').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
