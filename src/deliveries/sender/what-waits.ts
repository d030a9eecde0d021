/**
 * What a sender asks before it claims, again and again while it sends: whether there is anything, of what, and when the
 * next will be. Statements that are prepared once, with what never differs written into them: SQLite plans a statement
 * anew whenever it is asked with another value of a column that a partial index looks at, which took more than the look.
 */
import { run, type Store, statement } from '../../store/index.ts'
import { never } from '../schema.ts'
import { type Rank, ranks } from './job.ts'

type Asked = Pick<Store, 'read' | 'kind'>
type AlertRank = Exclude<Rank, 'mail'>

export interface AlertWithWork {
  id: number
  priority: AlertRank
}

const alertsBeingSent = statement<AlertWithWork>(
  'alerts-with-work',
  () => `select alerts.id, alerts.priority from alerts join audiences on audiences.alert_id = alerts.id
    where alerts.state = 'sending' and (audiences.queued > 0 or audiences.deferred > 0 or audiences.uncertain > 0)
    order by alerts.approved_at, alerts.id`,
)

/** Alerts being sent of which something waits, the oldest first. */
export function alertsWithWork({ read, kind }: Asked): Promise<AlertWithWork[]> {
  return run(read, kind, alertsBeingSent, [])
}

const alertsBeingFrozen = statement<{ priority: AlertRank }>(
  'alerts-being-frozen',
  () => `select alerts.priority from alerts left join audiences on audiences.alert_id = alerts.id
    where alerts.state = 'sending' and alerts.audience = 'matching' and alerts.approved_at > ?
      and (audiences.frozen is null or audiences.frozen = 0)`,
)

/** The most urgent of the alerts that were approved since then and whose readers are still being looked up. */
export async function rankBeingFrozen({ read, kind }: Asked, since: number): Promise<Rank | null> {
  const alerts = await run(read, kind, alertsBeingFrozen, [since])
  return ranks.find(rank => alerts.some(({ priority }) => priority === rank)) ?? null
}

const alertsHeldUp = statement<{ id: number }>(
  'alerts-held-up',
  ({ jsonRows }) => `select id from alerts
    where id in (select cast(cast(value as text) as bigint) from ${jsonRows}(?)) and state <> 'sending'`,
)

/** Those among these that are not being sent any more. */
export async function heldUpAmong({ read, kind }: Asked, alertIds: readonly number[]): Promise<number[]> {
  const rows = await run(read, kind, alertsHeldUp, [JSON.stringify(alertIds)])
  return rows.map(({ id }) => id)
}

const dueOf = statement<{ id: number }>(
  'due-of-alert',
  () => `select id from deliveries where alert_id = ? and due_at <= ? and state <> 'sending'
    and (lease_until is null or lease_until < ?) limit 1`,
)

/** Whether something of this alert waits on its own, and is due. */
export async function isDue({ read, kind }: Asked, alertId: number, at: number): Promise<boolean> {
  return (await run(read, kind, dueOf, [alertId, at, at])).length > 0
}

const freeChunkOf = statement<{ number: number }>(
  'free-chunk-of-alert',
  () => `select number from audience_chunks where alert_id = ? and lease_until is null limit 1`,
)

/** Whether there is a chunk of this alert's audience that nobody has. */
export async function hasChunk({ read, kind }: Asked, alertId: number): Promise<boolean> {
  return (await run(read, kind, freeChunkOf, [alertId])).length > 0
}

const dueMail = statement<{ id: number }>(
  'due-mail',
  () =>
    `select id from outbox where state in ('queued', 'deferred', 'uncertain') and next_attempt_at <= ? limit 1`,
)

export async function mailsWait({ read, kind }: Asked, at: number): Promise<boolean> {
  return (await run(read, kind, dueMail, [at])).length > 0
}

const nextParkedScope = statement<{ parked: string }>(
  'next-parked-scope',
  () => `select parked from deliveries where alert_id = ? and parked > ? order by parked limit 1`,
)

/** Scopes for which something of this alert is parked; few, each found by one step into the index. */
export async function parkedScopes({ read, kind }: Asked, alertId: number): Promise<string[]> {
  const scopes: string[] = []
  for (let last = ''; ; ) {
    const [next] = await run(read, kind, nextParkedScope, [alertId, last])
    if (!next) return scopes
    last = next.parked
    scopes.push(last)
  }
}

// One step into the index per alert.
const nextDelivery = statement<{ due: number | null }>(
  'next-due-delivery',
  () => `select (select due_at from deliveries where deliveries.alert_id = alerts.id and due_at is not null
      and deliveries.state <> 'sending' order by due_at limit 1) as due
    from alerts where alerts.state = 'sending'`,
)
const nextMail = statement<{ due: number | null }>(
  'next-due-mail',
  () => `select min(next_attempt_at) as due from outbox
    where state in ('deferred', 'uncertain') and next_attempt_at < ${never}`,
)

/** When the next retry or re-send is due, of alerts being sent and of the outbox; null: none waits. */
export async function nextDueAt({ read, kind }: Asked): Promise<number | null> {
  const due = [...(await run(read, kind, nextDelivery, [])), ...(await run(read, kind, nextMail, []))]
  const earliest = Math.min(...due.map(row => row.due ?? never))
  return earliest < never ? earliest : null
}
