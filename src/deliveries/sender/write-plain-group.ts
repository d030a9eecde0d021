/**
 * What nearly every group of a running alert is, in one statement: accepted messages out, next ones started. On
 * PostgreSQL each statement is a trip to another process, and a transaction of six of them takes several times as
 * long as the work in it. It says exactly what `write-group.ts` says; whatever it does not settle goes there.
 */
import { run, statement } from '../../store/index.ts'
import { fenceKey } from '../fence/fence-rows.ts'
import type { HeldDelivery } from '../ledger/held-delivery.ts'
import { number, text } from '../ledger/json-rows.ts'
import { hasNoLimitNow } from '../limits/no-limit-now.ts'
import type { GroupCommitParts, Holdings, Tell, TicketedEntry } from './group-commit.ts'
import { outcomeEnding } from './outcome-ending.ts'

type End = Extract<TicketedEntry, { kind: 'end' }> & { held: HeldDelivery }
type Start = Extract<TicketedEntry, { kind: 'start' }> & { held: HeldDelivery }

interface Settled {
  epoch: number | null
  accepted: number[] | null
  started: number[] | null
  /** Of the alert that has the least left to do. */
  unsettled: number | null
}

// The columns are those of `end-attempts.ts`, `start-deliveries.ts`, `count-changes.ts` and `open-fence.ts`.
const plainGroup = statement<Settled>(
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

export function isPlain(
  { store }: GroupCommitParts,
  { claims }: Holdings,
  group: readonly TicketedEntry[],
  wakes: boolean,
): boolean {
  if (store.kind !== 'postgres' || wakes || !group.every(entry => isPlainEnd(entry) || isPlainStart(entry)))
    return false
  if (new Set(group.map(entry => 'held' in entry && entry.held.id)).size < group.length) return false
  const ending = Map.groupBy(group.filter(isPlainEnd), ({ held }) => held.claim)
  // A claim that ends with this group is closed by the other way.
  return claims.values().every(claim => claim.held.size > (ending.get(claim)?.length ?? 0))
}

function isPlainEnd(entry: TicketedEntry): entry is End {
  return (
    entry.kind === 'end' &&
    entry.held.kind === 'delivery' &&
    entry.started &&
    entry.outcome.kind === 'accepted'
  )
}

function isPlainStart(entry: TicketedEntry): entry is Start {
  return (
    entry.kind === 'start' &&
    entry.held.kind === 'delivery' &&
    !entry.unwanted &&
    entry.held.state === 'queued' &&
    // What waits on its own has a lease of its own, which its start renews. It may have come to wait since it was
    // claimed, so the statement looks as well.
    entry.held.claim.chunk !== null
  )
}

/** Commits; `rest` is what it did not settle, `tell` tells those who wait. */
export async function writePlainGroup(
  parts: GroupCommitParts,
  group: readonly TicketedEntry[],
): Promise<{ rest: readonly TicketedEntry[]; tell: Tell }> {
  const { store, clock, fence, people } = parts
  const at = clock.now()
  const quiet = await people.quietNow.json(store.read, at)
  const ends = group.filter(isPlainEnd)
  const starts = group.filter(isPlainStart)
  const accepted = ends.map(({ held, outcome, started }) => {
    const { id, turn, answer } = outcomeEnding(held, outcome, { started, at, fraction: () => 0 })
    return [id, turn, answer?.code ?? null, answer?.status ?? null, answer?.text ?? null]
  })
  const begun = starts.map(({ held, ticket }) => [held.id, held.turn, ticket])
  const { sender, mustKnow } = fence.step
  const [ended, next] = [JSON.stringify(accepted), JSON.stringify(begun)]
  const parameters = [at, sender, mustKnow(), ended, ended, next, next, quiet]
  const [settled] = await run(store.read, store.kind, plainGroup, parameters)
  const done = new Set([...(settled?.accepted ?? []), ...(settled?.started ?? [])])
  const rest = group.filter(entry => 'held' in entry && !done.has(entry.held.id))
  const tell: Tell = halted => {
    if (settled?.epoch != null) fence.note(settled.epoch)
    for (const { held } of ends) if (done.has(held.id)) held.claim.held.delete(held)
    for (const { held, decided } of starts)
      if (done.has(held.id)) decided(halted.has(held.alertId) ? 'late' : 'started')
  }
  // Whoever waits for the alert's end is told by the other way.
  return { rest: settled?.unsettled === 0 ? [...rest, { kind: 'settled' }] : rest, tell }
}
