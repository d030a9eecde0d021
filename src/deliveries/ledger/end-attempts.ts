/**
 * The one way out of `sending`: each row goes where its ending says, if it is still its sender's. A row whose
 * lease was lost is left alone, except that an answer which comes late still settles a doubt.
 */
import { sql } from 'kysely'
import type { DialectWords, Tx } from '../../store/index.ts'
import type { DeliveryState } from '../schema.ts'
import type { CountChanges } from './count-changes.ts'
import { jsonRows } from './json-rows.ts'

export interface Ending {
  id: number
  alertId: number
  /** The lease it was held by. */
  leaseUntil: number
  to: Exclude<DeliveryState, 'sending'>
  attempts: number
  firstAttemptAt: number | null
  nextAttemptAt: number
  doubtedAt: number | null
  answer: { code: number; status: string | null; text: string } | null
  reason: string | null
}

export async function endAttempts(
  tx: Tx,
  words: DialectWords,
  changes: CountChanges,
  { endings, at }: { endings: readonly Ending[]; at: number },
): Promise<void> {
  if (endings.length === 0) return
  const ended = new Set(await settle(tx, words, 'sending', endings, at))
  count(
    changes,
    'sending',
    endings.filter(ending => ended.has(ending.id)),
    at,
  )
  const late = endings.filter(({ id, to }) => !ended.has(id) && (to === 'accepted' || to === 'refused'))
  if (late.length === 0) return
  const settled = new Set(await settle(tx, words, 'uncertain', late, at))
  count(
    changes,
    'uncertain',
    late.filter(ending => settled.has(ending.id)),
    at,
  )
}

function count(changes: CountChanges, from: DeliveryState, endings: readonly Ending[], at: number): void {
  for (const { alertId, to } of endings) {
    changes.move(alertId, from, to)
    if (to === 'accepted') changes.accepted(alertId, at)
  }
}

/** Writes what a batch came to, each row only while it is in `from` under its own lease; returns the ids. */
async function settle(
  tx: Tx,
  words: DialectWords,
  from: 'sending' | 'uncertain',
  endings: readonly Ending[],
  at: number,
): Promise<number[]> {
  const rows = endings.map(({ answer, ...ending }) => ({
    ...ending,
    code: answer?.code ?? null,
    status: answer?.status ?? null,
    text: answer?.text ?? null,
  }))
  const number = (name: string) => sql`cast(value->>${sql.lit(name)} as bigint)`
  const text = (name: string) => sql`cast(value->>${sql.lit(name)} as text)`
  const { rows: changed } = await sql<{ id: number }>`
    update deliveries set state = v.state, attempts = v.attempts, first_attempt_at = v.first_attempt_at,
      next_attempt_at = v.next_attempt_at, doubted_at = v.doubted_at, smtp_code = v.smtp_code,
      smtp_status = v.smtp_status, smtp_text = v.smtp_text, reason = v.reason, lease_until = null,
      updated_at = ${at}
    from (select ${number('id')} as id, ${number('leaseUntil')} as lease_until, ${text('to')} as state,
        ${number('attempts')} as attempts, ${number('firstAttemptAt')} as first_attempt_at,
        ${number('nextAttemptAt')} as next_attempt_at, ${number('doubtedAt')} as doubted_at,
        ${number('code')} as smtp_code, ${text('status')} as smtp_status, ${text('text')} as smtp_text,
        ${text('reason')} as reason
      from ${jsonRows(words, rows)}) as v
    where deliveries.id = v.id and deliveries.lease_until = v.lease_until and deliveries.state = ${from}
    returning deliveries.id`.execute(tx)
  return changed.map(row => row.id)
}
