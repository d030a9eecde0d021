/**
 * Why deliveries of an alert were refused. The ledger has no index for it, which every delivery would pay for: so
 * a sample is looked at, spread over the whole audience, because those who signed up long ago are refused most.
 */
import type { Read } from '../store/index.ts'
import type { SendStep } from './smtp/index.ts'
import { verdictOf } from './verdict/verdict.ts'

export interface Refusal {
  /** In plain words. */
  why: string
  /** Reply code and enhanced code, `550 5.1.1`; null: the relay was not asked. */
  answer: string | null
  count: number
}

export interface Refusals {
  /** The most frequent first. */
  reasons: Refusal[]
  /** Of so many deliveries. */
  lookedAt: number
}

const mostLookedAt = 5_000
const slices = 20

export async function readRefusals(
  read: Read,
  { alertId, audience, most }: { alertId: number; audience: number; most: number },
): Promise<Refusals> {
  const rows = await readSample(read, alertId, audience)
  const byReason = new Map<string, Refusal>()
  for (const row of rows) {
    if (row.state !== 'refused') continue
    const fresh = refusalOf(row)
    const key = `${fresh.answer} ${fresh.why}`
    const known = byReason.get(key) ?? fresh
    byReason.set(key, { ...known, count: known.count + 1 })
  }
  const reasons = [...byReason.values()].toSorted((one, other) => other.count - one.count)
  return { reasons: reasons.slice(0, most), lookedAt: rows.length }
}

interface Row {
  state: string
  smtp_code: number | null
  smtp_status: string | null
  smtp_text: string | null
  reason: string | null
}

/** All of a small audience; of a large one as many from each part of it. */
async function readSample(read: Read, alertId: number, audience: number): Promise<Row[]> {
  const rowsFrom = (subscriberId: number, limit: number) =>
    read
      .selectFrom('deliveries')
      .select(['state', 'smtp_code', 'smtp_status', 'smtp_text', 'reason'])
      .where('alert_id', '=', alertId)
      .where('subscriber_id', '>=', subscriberId)
      .orderBy('subscriber_id')
      .limit(limit)
      .execute()
  if (audience <= mostLookedAt) return rowsFrom(0, mostLookedAt)
  const ends = read.selectFrom('deliveries').select('subscriber_id').where('alert_id', '=', alertId).limit(1)
  const [first, last] = await Promise.all([
    ends.orderBy('subscriber_id').executeTakeFirst(),
    ends.orderBy('subscriber_id', 'desc').executeTakeFirst(),
  ])
  if (!first || !last) return []
  const limit = mostLookedAt / slices
  const step = (last.subscriber_id - first.subscriber_id + 1) / slices
  const starts = Array.from({ length: slices }, (_, n) => Math.round(first.subscriber_id + n * step))
  return (await Promise.all(starts.map(start => rowsFrom(start, limit)))).flat()
}

const stepIn = / to (MAIL|RCPT|DATA|message)$/

function refusalOf({ smtp_code: code, smtp_status: status, smtp_text: text, reason }: Row): Refusal {
  if (code === null) return { why: reason ?? '', answer: null, count: 0 }
  const answer = status === null ? String(code) : `${code} ${status}`
  const step = stepIn.exec(reason ?? '')?.[1] as SendStep | undefined // what the pattern lets through is one
  // A reason without a step is one of ours: that its retries came to their end.
  if (!step) return { why: reason ?? '', answer, count: 0 }
  return { why: verdictOf({ code, status, text: text ?? '', step }).reason, answer, count: 0 }
}
