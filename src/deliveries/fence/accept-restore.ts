/**
 * How to go on with a restored database. Either what was under way in it ends without being sent, or it goes on
 * where the backup stood. Both are for an operator to say; see `cli/restore-accept.ts`.
 */
import { sql } from 'kysely'
import { haltAlert } from '../../alerts/index.ts'
import type { Read, Store, Tx } from '../../store/index.ts'
import { never } from '../schema.ts'
import { readEpochFile } from './epoch-file.ts'
import { openFenceAgain, raiseFloor, readStanding, readStoreId, type ShutFence } from './fence-rows.ts'

const note = 'restored from a backup'
const rowsAStep = 2_000

/** What a restored database would send. */
export interface UnderWay {
  /** Being sent, or paused. */
  alerts: number
  /** Of those alerts, as far as their audiences are frozen. */
  deliveries: number
  /** Single mails. */
  mails: number
}

/**
 * What a sending process has noticed, or would: this data folder knows of mail that the database does not. Null:
 * nothing speaks for a restore.
 */
export async function findRestore(
  read: Read,
  { dataDir, at }: { dataDir: string; at: number },
): Promise<ShutFence | null> {
  const known = await readEpochFile(dataDir)
  const { shut, newest } = await readStanding(read, known?.folder ?? null)
  if (shut || !known || known.store !== (await readStoreId(read)) || newest >= known.epoch) return shut
  return { databaseAt: newest, sentAt: known.epoch, noticedAt: at }
}

export async function countUnderWay(read: Read): Promise<UnderWay> {
  const alerts = await read
    .selectFrom('alerts')
    .leftJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .select(({ fn }) => [
      fn.countAll<number>().as('alerts'),
      fn.sum<number | null>('queued').as('queued'),
      fn.sum<number | null>('sending').as('sending'),
      fn.sum<number | null>('deferred').as('deferred'),
    ])
    .where('alerts.state', 'in', ['sending', 'paused'])
    .executeTakeFirstOrThrow()
  const mails = await waitingMails(read)
    .select(({ fn }) => fn.countAll<number>().as('mails'))
    .executeTakeFirstOrThrow()
  const { queued, sending, deferred } = alerts
  return {
    alerts: alerts.alerts,
    deliveries: (queued ?? 0) + (sending ?? 0) + (deferred ?? 0),
    mails: mails.mails,
  }
}

function waitingMails(read: Read) {
  return read
    .selectFrom('outbox')
    .where('state', 'in', ['queued', 'sending', 'deferred', 'uncertain'])
    .where('next_attempt_at', '<', never)
}

/**
 * Deliveries that the backup counts as unsent may have arrived since: they are in doubt, and stay so when their
 * alert is stopped. So a correction of it reaches everybody who may have the wrong words (promise 9). In steps,
 * because pages are answered meanwhile; may be repeated after a crash.
 */
export async function doubtUnsent(store: Store, at: number): Promise<void> {
  const { rows: alerts } = await sql<{ id: number }>`
    select id from alerts where state in ('sending', 'paused') order by id`.execute(store.read)
  for (const { id } of alerts) {
    for (let taken = rowsAStep; taken >= rowsAStep; ) {
      const { numAffectedRows } = await store.write(tx =>
        sql`update deliveries set doubted_at = ${at} where id in (
          select id from deliveries
          where alert_id = ${id} and state in ('queued', 'deferred') and doubted_at is null
          limit ${rowsAStep})`.execute(tx),
      )
      taken = Number(numAffectedRows ?? 0)
    }
  }
}

/** Stops the alerts and refuses the single mails that were under way. After `doubtUnsent`. */
export async function endUnderWay(tx: Tx): Promise<void> {
  const alerts = await tx
    .selectFrom('alerts')
    .select('id')
    .where('state', 'in', ['sending', 'paused'])
    // A follow-up before the alert it follows, as every writer of alerts.
    .orderBy('id', 'desc')
    .execute()
  for (const { id } of alerts) await haltAlert(tx, { id, to: 'stopped', note })
  // Also what was being sent when the backup was made: its lease would lapse, and it would go out again.
  await sql`
    update outbox set state = case when doubted_at is null then 'refused' else 'uncertain' end,
      next_attempt_at = ${never}, lease_until = null, answer = ${note}
    where state in ('queued', 'sending', 'deferred', 'uncertain') and next_attempt_at < ${never}`.execute(tx)
}

/** From now on this database is the one to go on with, whatever data folders know of mail that left before. */
export async function liftFence(tx: Tx, { sentAt, at }: { sentAt: number; at: number }): Promise<void> {
  const { epoch } = await tx
    .selectFrom('send_epochs')
    .select(({ fn }) => fn.max('epoch').as('epoch'))
    .executeTakeFirstOrThrow()
  await raiseFloor(tx, Math.max(at, sentAt, epoch ?? 0))
  await openFenceAgain(tx)
}
