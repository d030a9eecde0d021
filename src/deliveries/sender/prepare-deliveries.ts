/**
 * Leased deliveries of one alert -> jobs that can write their envelope. The message is composed once per
 * alert; who they are and what they refer to is read once per batch.
 */

import { type Alert, readThread } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { unsubscribeToken } from '../../subscribers/index.ts'
import { alertContent } from '../alert-content.ts'
import { bounceAddress } from '../bounce-address.ts'
import { composeAlert, createFiller, type Filler } from '../compose/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { DkimKey } from '../dkim/index.ts'
import type { LeasedDelivery } from '../ledger/leased-delivery.ts'
import { domainOf, messageIdOf } from '../message-id.ts'
import type { People } from '../people.ts'
import type { ReadyJob } from './job.ts'

export interface Preparer {
  /** Composes the alert's message if that is still to be done; rejects when it cannot be. */
  compose(read: Read, alertId: number): Promise<unknown>
  prepare(read: Read, alertId: number, deliveries: readonly LeasedDelivery[]): Promise<ReadyJob[]>
}

interface Prepared {
  alert: Alert
  filler: Filler
  /** What came before it in its thread, oldest first, the followed one last. */
  earlier: readonly Alert[]
}

const alertsKept = 20

export function createPreparer(
  context: DeliveryContext,
  people: People,
  dkimKeys: readonly DkimKey[],
): Preparer {
  const kept = new Map<number, Promise<Prepared>>()
  const preparedAlert = (read: Read, alertId: number) => {
    const known = kept.get(alertId)
    if (known) return known
    const oldest = kept.size >= alertsKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    const prepared = prepareAlert(read, { context, dkimKeys }, alertId)
    kept.set(alertId, prepared)
    prepared.catch(() => kept.delete(alertId))
    return prepared
  }
  return {
    compose: preparedAlert,
    async prepare(read, alertId, deliveries) {
      const prepared = await preparedAlert(read, alertId)
      const subscriberIds = deliveries.map(delivery => delivery.subscriberId)
      const known = await people.readForDelivery(read, subscriberIds)
      const references = await readReferences(read, prepared.earlier, subscriberIds)
      return deliveries.map(job => ({
        job,
        rank: prepared.alert.priority,
        envelope: async () => {
          const person = known.get(job.subscriberId)
          if (!person) return null
          return envelopeFor(context, prepared, { job, address: person.address, references })
        },
      }))
    },
  }
}

async function prepareAlert(
  read: Read,
  { context, dkimKeys }: { context: DeliveryContext; dkimKeys: readonly DkimKey[] },
  alertId: number,
): Promise<Prepared> {
  const thread = await readThread(read, alertId)
  const alert = thread.find(({ id }) => id === alertId)
  if (!alert) throw new Error(`alert ${alertId} is being sent but cannot be read`)
  const sentAt = alert.approvedAt ?? alert.createdAt
  const composed = await composeAlert(alertContent(context, { alert, thread, sentAt, isTest: false }))
  const sent = thread.filter(({ id, approvedAt }) => id < alertId && approvedAt !== null)
  const followed = sent.filter(({ id }) => id === alert.followsId)
  const filler = createFiller(composed.template, dkimKeys)
  return { alert, filler, earlier: [...sent.filter(({ id }) => id !== alert.followsId), ...followed] }
}

/** Which earlier alerts of the thread each of these subscribers was in the audience of. */
async function readReferences(
  read: Read,
  earlier: readonly Alert[],
  subscriberIds: readonly number[],
): Promise<(subscriberId: number) => number[]> {
  if (earlier.length === 0) return () => []
  const alertIds = earlier.map(({ id }) => id)
  const rows = await read
    .selectFrom('deliveries')
    .select(['alert_id', 'subscriber_id'])
    .where('alert_id', 'in', alertIds)
    .where('subscriber_id', 'in', subscriberIds)
    .execute()
  const had = new Set(rows.map(row => `${row.alert_id} ${row.subscriber_id}`))
  return subscriberId => alertIds.filter(alertId => had.has(`${alertId} ${subscriberId}`))
}

async function envelopeFor(
  { secrets, publicUrl, mail }: DeliveryContext,
  { alert, filler }: Prepared,
  wish: { job: LeasedDelivery; address: string; references: (subscriberId: number) => number[] },
) {
  const { id, subscriberId } = wish.job
  const domain = domainOf(mail.from.address)
  const unsubscribeUrl = `${publicUrl}/unsubscribe/${unsubscribeToken({ secrets }, subscriberId)}`
  const { wire } = await filler.fill({
    address: wish.address,
    messageId: messageIdOf(secrets, alert.id, subscriberId, domain),
    references: wish.references(subscriberId).map(of => messageIdOf(secrets, of, subscriberId, domain)),
    unsubscribeUrl,
    oneClickUrl: unsubscribeUrl,
  })
  const from = bounceAddress(secrets, mail.bounceAddress, { kind: 'delivery', id })
  return { from, to: wish.address, bytes: wire }
}
