/** Claimed deliveries of one alert -> jobs. The message is composed once; who they are is read once per claim. */
import { type Alert, readThread } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { alertContent } from '../alert-content.ts'
import { type AlertTemplate, composeAlert } from '../compose/index.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import type { HeldDelivery } from '../ledger/held-delivery.ts'
import { mayReceive, type People } from '../people.ts'
import type { AlertJob } from './job.ts'

export interface PrepareParts {
  context: DeliveryContext
  people: People
  /** The recipient's domain as the pace knows it. */
  scopeOf(domain: string): string
  /** A message was composed, for whoever fills it in. */
  learn(alertId: number, template: AlertTemplate): void
  forget(alertId: number): void
}

export interface Prepared {
  jobs: AlertJob[]
  /** Left, erased or suppressed by now: the books say which. */
  unwanted: HeldDelivery[]
}

export interface Preparer {
  /** Composes the alert's message if that is still to be done; rejects when it cannot be. */
  compose(read: Read, alertId: number): Promise<unknown>
  prepare(read: Read, alertId: number, deliveries: readonly HeldDelivery[]): Promise<Prepared>
  /** Forgets the oldest of those that nothing is held of, while there are more than a few. */
  tidy(inUse: (alertId: number) => boolean): void
}

interface Composed {
  alert: Alert
  /** What came before it in its thread, oldest first, the followed one last. */
  earlier: readonly Alert[]
}

const alertsKept = 20

export function createPreparer(parts: PrepareParts): Preparer {
  const kept = new Map<number, Promise<Composed>>()
  const composed = (read: Read, alertId: number) => {
    const known = kept.get(alertId)
    if (known) return known
    const fresh = compose(read, parts, alertId)
    kept.set(alertId, fresh)
    fresh.catch(() => kept.delete(alertId))
    return fresh
  }
  return {
    compose: composed,
    async prepare(read, alertId, deliveries) {
      if (deliveries.length === 0) return { jobs: [], unwanted: [] }
      const { alert, earlier } = await composed(read, alertId)
      const subscriberIds = deliveries.map(delivery => delivery.subscriberId)
      const known = await parts.people.readForDelivery(read, subscriberIds)
      const references = await readReferences(read, earlier, subscriberIds)
      const prepared: Prepared = { jobs: [], unwanted: [] }
      for (const held of deliveries) {
        const person = known.get(held.subscriberId)
        if (!mayReceive(person)) {
          prepared.unwanted.push(held)
          continue
        }
        const { address } = person
        const scope = parts.scopeOf(address.slice(address.lastIndexOf('@') + 1))
        prepared.jobs.push({
          held,
          rank: alert.priority,
          scope,
          address,
          references: references(held.subscriberId),
        })
      }
      return prepared
    },
    tidy(inUse) {
      for (const alertId of [...kept.keys()]) {
        if (kept.size <= alertsKept) return
        if (inUse(alertId)) continue
        kept.delete(alertId)
        parts.forget(alertId)
      }
    },
  }
}

async function compose(read: Read, { context, learn }: PrepareParts, alertId: number): Promise<Composed> {
  const thread = await readThread(read, alertId)
  const alert = thread.find(({ id }) => id === alertId)
  if (!alert) throw new Error(`alert ${alertId} is being sent but cannot be read`)
  const sentAt = alert.approvedAt ?? alert.createdAt
  const { template } = await composeAlert(alertContent(context, { alert, thread, sentAt, isTest: false }))
  learn(alertId, template)
  const sent = thread.filter(({ id, approvedAt }) => id < alertId && approvedAt !== null)
  const followed = sent.filter(({ id }) => id === alert.followsId)
  return { alert, earlier: [...sent.filter(({ id }) => id !== alert.followsId), ...followed] }
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
