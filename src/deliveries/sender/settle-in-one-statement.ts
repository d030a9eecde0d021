/**
 * A plain group on PostgreSQL, where each statement is a trip to another process, and a transaction of six of them takes
 * several times as long as the work in it: it is one statement, and commits by itself.
 */
import { run, type Store, statement } from '../../store/index.ts'
import { fenceKey } from '../fence/fence-rows.ts'
import { number, text } from '../ledger/json-rows.ts'
import { hasNoLimitNow } from '../limits/no-limit-now.ts'
import type { PlainGroup, Settled } from './plain-group.ts'

interface SettledRow {
  epoch: number | null
  accepted: number[] | null
  started: number[] | null
  /** Of the alert that has the least left to do. */
  unsettled: number | null
}

// The columns are those of `end-attempts.ts`, `start-deliveries.ts`, `count-changes.ts` and `open-fence.ts`.
const plainGroup = statement<SettledRow>(
  'plain-group',
  ({ jsonRows, lookedUp }) => `
    with now as (select cast(? as bigint) as at),
    moved as (
      update send_epochs set epoch = case when epoch < now.at then now.at else epoch + 1 end from now
      where sender_id = ? and epoch >= ? and not exists (select 1 from meta where key = '${fenceKey}')
      returning epoch),
    accepted as (
      update deliveries set state = 'accepted', attempts = attempts + 1, due_at = null, parked = null,
        lease_until = null, first_attempt_at = coalesce(first_attempt_at, now.at), smtp_code = v.smtp_code,
        smtp_status = v.smtp_status, smtp_text = v.smtp_text, reason = null, updated_at = now.at
      from now, (select ${number(0)} as id, ${number(1)} as turn, ${number(2)} as smtp_code,
          ${text(3)} as smtp_status, ${text(4)} as smtp_text from ${jsonRows}(?)) as v
      where deliveries.id = v.id and ${lookedUp('deliveries.id')} and deliveries.turn = v.turn
        and deliveries.state = 'sending'
      returning deliveries.id, deliveries.alert_id),
    started as (
      update deliveries set state = 'sending', turn = v.turn + 1, started_by = v.ticket, updated_at = now.at
      from now, (select ${number(0)} as id, ${number(1)} as turn, ${number(2)} as ticket from ${jsonRows}(?)) as v
      where deliveries.id = v.id and ${lookedUp('deliveries.id')} and deliveries.turn = v.turn
        and deliveries.state = 'queued' and deliveries.due_at is null and deliveries.parked is null
        and deliveries.doubted_at is null
        and (select count(*) from moved) = 1
        and (select alerts.state from alerts where alerts.id = deliveries.alert_id) = 'sending'
        and (select case when suppressed = 0 and ${hasNoLimitNow(jsonRows)} then subscribers.state end from subscribers
          where subscribers.id = deliveries.subscriber_id) = 'confirmed'
      returning deliveries.id, deliveries.alert_id),
    moves as (
      select alert_id, sum(accepted) as accepted, sum(started) as started from (
        select alert_id, 1 as accepted, 0 as started from accepted
        union all select alert_id, 0, 1 from started) as each group by alert_id),
    counted as (
      update audiences set accepted = audiences.accepted + moves.accepted,
        sending = audiences.sending + moves.started - moves.accepted, queued = queued - moves.started,
        first_accepted_at = case when moves.accepted > 0 then coalesce(first_accepted_at, now.at)
          else first_accepted_at end,
        last_accepted_at = case when moves.accepted > 0 then now.at else last_accepted_at end
      from now, moves where audiences.alert_id = moves.alert_id
      returning audiences.queued + audiences.sending + audiences.deferred as unsettled)
    select (select epoch from moved) as epoch, (select json_agg(id) from accepted) as accepted,
      (select json_agg(id) from started) as started, (select min(unsettled) from counted) as unsettled`,
)

export async function settleInOneStatement(
  store: Store,
  { ends, starts, at, quiet, fenceStep }: PlainGroup,
): Promise<Settled> {
  const accepted = ends.map(({ held: { id, turn }, outcome: { reply } }) => [
    ...[id, turn + 1, reply.code, reply.status, reply.text],
  ])
  const begun = starts.map(({ held: { id, turn }, ticket }) => [id, turn, ticket])
  const { sender, mustKnow } = fenceStep
  const [ended, next] = [JSON.stringify(accepted), JSON.stringify(begun)]
  const parameters = [at, sender, mustKnow(), ended, ended, next, next, quiet]
  const [row] = await run(store.read, store.kind, plainGroup, parameters)
  return {
    epoch: row?.epoch ?? null,
    done: new Set([...(row?.accepted ?? []), ...(row?.started ?? [])]),
    isOver: row?.unsettled === 0,
  }
}
