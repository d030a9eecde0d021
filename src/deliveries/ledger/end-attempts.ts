/**
 * The one way out of `sending`: each row goes where its ending says, if it is still in the turn that ended. A row
 * that was taken back meanwhile is left alone, except that an answer which comes late still settles a doubt.
 */
import { run, type Statement, type StoreKind, statement, type Tx } from '../../store/index.ts'
import type { DeliveryState } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import type { HeldDelivery } from './held-delivery.ts'
import { number, text } from './json-rows.ts'

export interface Ending {
  id: number
  alertId: number
  /** `sending`: it was started; else what it was when it was taken. */
  from: 'sending' | HeldDelivery['state']
  /** The turn that has ended, or how often it had been started. */
  turn: number
  to: Exclude<DeliveryState, 'sending'>
  attempts: number
  firstAttemptAt: number | null
  /** When it is to be tried again; null: never. */
  dueAt: number | null
  doubtedAt: number | null
  answer: { code: number; status: string | null; text: string } | null
  reason: string | null
}

// What was decided before it started ends its turn too: whoever else believes to have it cannot start it.
const settleRows = statement<{ id: number }>(
  'end-attempts',
  ({ jsonRows, lookedUp }) => `
    update deliveries set state = v.state, attempts = v.attempts,
      turn = case when deliveries.state = 'sending' then v.turn else v.turn + 1 end,
      first_attempt_at = v.first_attempt_at, due_at = v.due_at, parked = null, lease_until = null,
      doubted_at = v.doubted_at, smtp_code = v.smtp_code, smtp_status = v.smtp_status, smtp_text = v.smtp_text, reason = v.reason, updated_at = ?
    from (select ${number(0)} as id, ${number(1)} as turn, ${text(2)} as state, ${number(3)} as attempts,
        ${number(4)} as first_attempt_at, ${number(5)} as due_at, ${number(6)} as doubted_at,
        ${number(7)} as smtp_code, ${text(8)} as smtp_status, ${text(9)} as smtp_text, ${text(10)} as reason
      from ${jsonRows}(?)) as v
    where deliveries.id = v.id and ${lookedUp('deliveries.id')} and deliveries.turn = v.turn
      and deliveries.state = ?
    returning deliveries.id`,
)

/** The way of nearly every delivery, which writes no column that an index looks at. */
const acceptRows = statement<{ id: number }>(
  'accept-deliveries',
  ({ jsonRows, lookedUp }) => `
    update deliveries set state = 'accepted', attempts = attempts + 1, due_at = null, parked = null,
      lease_until = null, first_attempt_at = coalesce(first_attempt_at, v.at), smtp_code = v.smtp_code,
      smtp_status = v.smtp_status, smtp_text = v.smtp_text, reason = null, updated_at = v.at
    from (select ${number(0)} as id, ${number(1)} as turn, ${number(2)} as smtp_code,
        ${text(3)} as smtp_status, ${text(4)} as smtp_text, cast(? as bigint) as at
      from ${jsonRows}(?)) as v
    where deliveries.id = v.id and ${lookedUp('deliveries.id')} and deliveries.turn = v.turn
      and deliveries.state = 'sending'
    returning deliveries.id`,
)

export async function endAttempts(
  tx: Tx,
  kind: StoreKind,
  changes: CountChanges,
  { endings: all, at }: { endings: readonly Ending[]; at: number },
): Promise<void> {
  // One that was taken twice may end twice: the first word counts.
  const endings = [...new Map(all.toReversed().map(ending => [ending.id, ending])).values()]
  const accepted = endings.filter(({ to }) => to === 'accepted')
  const ended = new Set(await runOver(tx, kind, acceptRows, accepted, acceptedRow, rows => [at, rows, rows]))
  const others = Map.groupBy(
    endings.filter(({ to }) => to !== 'accepted'),
    ({ from }) => from,
  )
  for (const [from, rest] of others)
    for (const id of await runOver(tx, kind, settleRows, rest, endingRow, rows => [at, rows, rows, from]))
      ended.add(id)
  for (const ending of endings) if (ended.has(ending.id)) count(changes, ending.from, ending, at)
  await settleLate(tx, kind, changes, { endings: endings.filter(({ id }) => !ended.has(id)), at })
}

/** An answer that was read after its delivery had been given up as uncertain. */
async function settleLate(
  tx: Tx,
  kind: StoreKind,
  changes: CountChanges,
  { endings, at }: { endings: readonly Ending[]; at: number },
): Promise<void> {
  const late = endings.filter(({ from, to }) => from === 'sending' && (to === 'accepted' || to === 'refused'))
  const settled = new Set(
    await runOver(tx, kind, settleRows, late, endingRow, rows => [at, rows, rows, 'uncertain']),
  )
  for (const ending of late) if (settled.has(ending.id)) count(changes, 'uncertain', ending, at)
}

/** What was taken and never started, as `start-deliveries.ts` found that it must not be. False: it was not ours any more. */
export async function endUnstarted(
  tx: Tx,
  kind: StoreKind,
  changes: CountChanges,
  wish: { delivery: HeldDelivery; to: 'suppressed' | 'withdrawn' | 'uncertain'; reason: string; at: number },
): Promise<boolean> {
  const { delivery, to, reason, at } = wish
  const { id, alertId, turn, attempts, firstAttemptAt, doubtedAt, state } = delivery
  const same = {
    id,
    alertId,
    from: state,
    turn,
    attempts,
    firstAttemptAt,
    doubtedAt,
    dueAt: null,
    answer: null,
  }
  const row = JSON.stringify([endingRow({ ...same, to, reason })])
  const ended = await run(tx, kind, settleRows, [at, row, row, state])
  if (ended.length > 0) changes.move(alertId, state, to)
  return ended.length > 0
}

/** Returns the ids of the rows that it changed. */
async function runOver(
  tx: Tx,
  kind: StoreKind,
  over: Statement<{ id: number }>,
  endings: readonly Ending[],
  rowOf: (ending: Ending) => unknown[],
  parametersOf: (rows: string) => unknown[],
): Promise<number[]> {
  if (endings.length === 0) return []
  const changed = await run(tx, kind, over, parametersOf(JSON.stringify(endings.map(rowOf))))
  return changed.map(({ id }) => id)
}

function acceptedRow({ id, turn, answer }: Ending): unknown[] {
  return [id, turn, answer?.code ?? null, answer?.status ?? null, answer?.text ?? null]
}

function endingRow(ending: Ending): unknown[] {
  const { id, turn, to, attempts, firstAttemptAt, dueAt, doubtedAt, answer, reason } = ending
  const said = [answer?.code ?? null, answer?.status ?? null, answer?.text ?? null]
  return [id, turn, to, attempts, firstAttemptAt, dueAt, doubtedAt, ...said, reason]
}

function count(changes: CountChanges, from: DeliveryState, { alertId, to }: Ending, at: number): void {
  changes.move(alertId, from, to)
  if (to === 'accepted') changes.accepted(alertId, at)
}
