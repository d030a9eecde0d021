/**
 * A plain group on SQLite, where a statement is a function call: one prepared statement a delivery, and no waiting in
 * between.
 */
import { changeNow, type Store, statement } from '../../store/index.ts'
import type { Fence } from '../fence/open-fence.ts'
import { CountChanges } from '../ledger/count-changes.ts'
import { hasNoLimitNow } from '../limits/no-limit-now.ts'
import type { PlainGroup, Settled } from './plain-group.ts'

// The columns are those of `end-attempts.ts` and `start-deliveries.ts`.
const acceptOne = statement(
  'accept-one',
  () => `
    update deliveries set state = 'accepted', attempts = attempts + 1, due_at = null, parked = null,
      lease_until = null, first_attempt_at = coalesce(first_attempt_at, ?), smtp_code = ?, smtp_status = ?,
      smtp_text = ?, reason = null, updated_at = ?
    where id = ? and turn = ? and state = 'sending'`,
)
const startOne = statement(
  'start-one',
  ({ jsonRows }) => `
    update deliveries set state = 'sending', turn = turn + 1, started_by = ?, updated_at = ?
    where id = ? and turn = ? and state = 'queued' and due_at is null and parked is null and doubted_at is null
      and (select alerts.state from alerts where alerts.id = deliveries.alert_id) = 'sending'
      and (select case when suppressed = 0 and ${hasNoLimitNow(jsonRows)} then subscribers.state end from subscribers
        where subscribers.id = deliveries.subscriber_id) = 'confirmed'`,
)

export function settleByRows(
  { kind, write }: Store,
  { ends, starts, wakes, at, quiet }: PlainGroup,
  fence: Pick<Fence, 'advance'>,
): Promise<Settled> {
  return write(async tx => {
    const changes = new CountChanges()
    const done = new Set<number>()
    for (const { held, outcome } of ends) {
      const { code, status, text } = outcome.reply
      const accepted = [at, code, status, text, at, held.id, held.turn + 1]
      if (changeNow(tx, acceptOne, accepted).changes === 0) continue
      done.add(held.id)
      changes.move(held.alertId, 'sending', 'accepted')
      changes.accepted(held.alertId, at)
    }
    const epoch = starts.length > 0 ? await fence.advance(tx) : null
    for (const { held, ticket } of epoch === null ? [] : starts) {
      if (changeNow(tx, startOne, [ticket, at, held.id, held.turn, quiet]).changes === 0) continue
      done.add(held.id)
      changes.move(held.alertId, 'queued', 'sending')
    }
    const counts = await changes.apply(tx, kind)
    if (wakes) tx.wake('deliveries')
    return {
      epoch,
      done,
      isOver: counts.some(({ queued, sending, deferred }) => queued + sending + deferred === 0),
    }
  })
}
