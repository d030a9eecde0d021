/**
 * Fills the queue of a sender: takes what is due by lease, the most urgent first, as much as there is room
 * for. What is leased is in the books' charge at once, whatever happens after.
 */
import type { Logger } from 'pino'
import type { Store } from '../../store/index.ts'
import { bounceAddress } from '../bounce-address.ts'
import { composeSingle } from '../compose/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { DkimKey } from '../dkim/index.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { leaseDeliveries } from '../ledger/lease-deliveries.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'
import { leaseMails } from '../outbox/outbox-moves.ts'
import type { GroupCommit } from './group-commit.ts'
import { type Rank, type ReadyJob, ranks } from './job.ts'
import type { Preparer } from './prepare-deliveries.ts'

export interface LeaseWorkParts {
  store: Store
  context: DeliveryContext
  preparer: Preparer
  books: GroupCommit
  log: Logger
  dkimKeys: readonly DkimKey[]
}

export interface LeaseRoom {
  /** How many of a rank there is room for. */
  of(rank: Rank): number
  at: number
  leaseUntil: number
}

/** Hands over what it found, batch by batch; returns how many there were. */
export async function leaseWork(
  parts: LeaseWorkParts,
  room: LeaseRoom,
  add: (jobs: ReadyJob[]) => void,
): Promise<number> {
  let found = 0
  const alerts = await alertsWithWork(parts.store, room.at)
  for (const rank of ranks) {
    let left = room.of(rank)
    if (rank === 'mail' && left > 0) found += await leaseOutbox(parts, { ...room, limit: left }, add)
    for (const alert of alerts.filter(({ priority }) => priority === rank)) {
      if (left <= 0) break
      const count = await leaseAlert(parts, { ...room, alertId: alert.id, limit: left }, add)
      left -= count
      found += count
    }
  }
  return found
}

/** Alerts being sent that have deliveries due, the oldest first. */
async function alertsWithWork(store: Store, at: number) {
  return store.read
    .selectFrom('alerts')
    .innerJoin('audiences', 'audiences.alert_id', 'alerts.id')
    .select(['alerts.id', 'alerts.priority'])
    .where('alerts.state', '=', 'sending')
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('audiences.queued', '>', 0),
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.alert_id', '=', 'alerts.id')
            .where('deliveries.state', 'in', ['deferred', 'uncertain'])
            .where('deliveries.next_attempt_at', '<=', at),
        ),
      ]),
    )
    .orderBy('alerts.approved_at')
    .orderBy('alerts.id')
    .execute()
}

async function leaseAlert(
  { store, preparer, books, log }: LeaseWorkParts,
  wish: { alertId: number; limit: number; at: number; leaseUntil: number },
  add: (jobs: ReadyJob[]) => void,
): Promise<number> {
  try {
    await preparer.compose(store.read, wish.alertId)
  } catch (error) {
    log.error({ err: error, alertId: wish.alertId }, 'an alert cannot be composed, and holds up no other')
    return 0
  }
  const deliveries = await store.write(async tx => {
    const changes = new CountChanges()
    const leased = await leaseDeliveries(tx, store, changes, wish)
    await changes.apply(tx)
    return leased
  })
  if (deliveries.length === 0) return 0
  books.hold(deliveries)
  try {
    add(await preparer.prepare(store.read, wish.alertId, deliveries))
  } catch (error) {
    for (const job of deliveries) books.end(job, { kind: 'untried', againAt: wish.at + 1_000, reason: null })
    throw error
  }
  return deliveries.length
}

async function leaseOutbox(
  { store, books, context, dkimKeys }: LeaseWorkParts,
  wish: { limit: number; at: number; leaseUntil: number },
  add: (jobs: ReadyJob[]) => void,
): Promise<number> {
  if (!(await mailsWait(store, wish.at))) return 0
  const mails = await store.write(tx => leaseMails(tx, store, wish))
  books.hold(mails)
  add(mails.map(job => ({ job, rank: 'mail', envelope: () => envelopeFor(context, dkimKeys, job) })))
  return mails.length
}

async function mailsWait(store: Store, at: number): Promise<boolean> {
  const waiting = await store.read
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['queued', 'deferred', 'uncertain'])
    .where('next_attempt_at', '<=', at)
    .limit(1)
    .executeTakeFirst()
  return waiting !== undefined
}

async function envelopeFor(
  { secrets, mail }: DeliveryContext,
  dkimKeys: readonly DkimKey[],
  job: LeasedMail,
) {
  const single = {
    to: job.recipient,
    from: mail.from,
    subject: job.subject,
    text: job.text,
    html: job.html,
    language: job.language,
    messageId: job.messageId,
    sentAt: job.createdAt,
  }
  const { wire } = await composeSingle(single, dkimKeys)
  const from = bounceAddress(secrets, mail.bounceAddress, { kind: 'mail', id: job.id })
  return { from, to: job.recipient, bytes: wire }
}
