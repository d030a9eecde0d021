/**
 * How deliveries come into a sender's hands, and back. Taking, renewing and giving back are one small update for
 * a whole chunk; only what waits on its own (retries, re-sends, what a slow pace had parked) is taken row by row.
 */
import { type Selectable, sql } from 'kysely'
import { type DialectWords, run, type Store, statement, type Tx } from '../../store/index.ts'
import type { AudienceChunksTable, DeliveriesTable } from '../schema.ts'
import type { Claim, HeldDelivery } from './held-delivery.ts'
import { jsonIds, number } from './json-rows.ts'

type Dialect = Pick<Store, 'kind' | 'words'>

export interface ClaimWish {
  alertId: number
  at: number
  leaseUntil: number
}

const held = [
  'deliveries.id',
  'deliveries.subscriber_id',
  'deliveries.state',
  'deliveries.turn',
  'deliveries.attempts',
  'deliveries.first_attempt_at',
  'deliveries.doubted_at',
  'deliveries.resent',
] as const

type HeldRow = Pick<Selectable<DeliveriesTable>, 'id' | 'subscriber_id' | 'state' | 'turn' | 'attempts'> &
  Pick<DeliveriesTable, 'first_attempt_at' | 'doubted_at' | 'resent'>

const nextChunk = statement<Pick<Selectable<AudienceChunksTable>, 'number' | 'after_id' | 'up_to_id'>>(
  'next-chunk',
  ({ locked }) => `select number, after_id, up_to_id from audience_chunks
    where alert_id = ? and lease_until is null order by number limit 1${locked && `${locked} skip locked`}`,
)
const leaseChunk = statement(
  'lease-chunk',
  () => `update audience_chunks set lease_until = ? where alert_id = ? and number = ?`,
)
const queuedInChunk = statement<HeldRow>(
  'queued-in-chunk',
  () => `select ${held.join(', ')} from deliveries
    where alert_id = ? and subscriber_id > ? and subscriber_id <= ? and chunk = ?
      and state = 'queued' and due_at is null and parked is null
    order by subscriber_id`,
)

/** The next chunk that nobody has; null: there is none. What is in it may have ended meanwhile. */
export async function takeChunk(tx: Tx, { kind }: Dialect, wish: ClaimWish): Promise<Claim | null> {
  const { alertId, leaseUntil } = wish
  const [chunk] = await run(tx, kind, nextChunk, [alertId])
  if (!chunk) return null
  await run(tx, kind, leaseChunk, [leaseUntil, alertId, chunk.number])
  const among = [alertId, chunk.after_id, chunk.up_to_id, chunk.number]
  return claimOver(wish, chunk.number, await run(tx, kind, queuedInChunk, among))
}

/** What waits on its own and is due, the longest due first. */
export async function takeDue(tx: Tx, dialect: Dialect, wish: ClaimWish & { limit: number }): Promise<Claim> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(held)
    .where('alert_id', '=', wish.alertId)
    .where('due_at', '<=', wish.at)
    .where('state', 'in', ['queued', 'deferred', 'uncertain'])
    .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', wish.at)]))
    .orderBy('due_at')
    .limit(wish.limit)
    .$if(dialect.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  return leaseRows(tx, dialect, wish, rows)
}

/** What was parked for this scope of the pace. */
export async function takeParked(
  tx: Tx,
  dialect: Dialect,
  wish: ClaimWish & { scope: string; limit: number },
): Promise<Claim> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(held)
    .where('alert_id', '=', wish.alertId)
    .where('parked', '=', wish.scope)
    .where('state', 'in', ['queued', 'deferred', 'uncertain'])
    .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<', wish.at)]))
    .limit(wish.limit)
    .$if(dialect.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  return leaseRows(tx, dialect, wish, rows)
}

async function leaseRows(
  tx: Tx,
  { words }: Dialect,
  wish: ClaimWish,
  rows: readonly HeldRow[],
): Promise<Claim> {
  const ids = rows.map(row => row.id)
  if (ids.length > 0)
    await sql`update deliveries set lease_until = ${wish.leaseUntil} where id in ${jsonIds(words, ids)}`.execute(
      tx,
    )
  return claimOver(wish, null, rows)
}

function claimOver(
  { alertId, leaseUntil }: ClaimWish,
  chunk: number | null,
  rows: readonly HeldRow[],
): Claim {
  const claim: Claim = { alertId, chunk, leaseUntil, held: new Set(), givenBack: false }
  for (const row of rows)
    claim.held.add({
      kind: 'delivery',
      id: row.id,
      alertId,
      subscriberId: row.subscriber_id,
      // The queries ask for no other states.
      state: row.state as HeldDelivery['state'],
      turn: row.turn,
      attempts: row.attempts,
      firstAttemptAt: row.first_attempt_at,
      doubtedAt: row.doubted_at,
      resent: row.resent === 1,
      claim,
    })
  return claim
}

/** Holds on to it; a chunk or row that another sender took meanwhile stays theirs. */
export async function renewClaim(
  tx: Tx,
  { words }: Dialect,
  claim: Claim,
  leaseUntil: number,
): Promise<void> {
  if (claim.chunk !== null) {
    await tx
      .updateTable('audience_chunks')
      .set({ lease_until: leaseUntil })
      .where('alert_id', '=', claim.alertId)
      .where('number', '=', claim.chunk)
      .where('lease_until', '=', claim.leaseUntil)
      .execute()
    return
  }
  const ids = [...claim.held].map(({ id }) => id)
  await sql`update deliveries set lease_until = ${leaseUntil}
    where id in ${jsonIds(words, ids)} and lease_until = ${claim.leaseUntil}`.execute(tx)
}

// What somebody started and nobody here has heard of (a commit whose answer was lost, a sender that was slow) is
// found by the chunk alone: its lease is left to lapse then, and `take-back.ts` sees to it.
const deleteChunk = statement(
  'delete-chunk',
  () => `delete from audience_chunks as c where c.alert_id = ? and c.number = ? and c.lease_until = ?
    and not exists (select 1 from deliveries as d where d.alert_id = c.alert_id and d.chunk = c.number
      and d.subscriber_id > c.after_id and d.subscriber_id <= c.up_to_id
      and d.state = 'sending' and d.due_at is null and d.parked is null)`,
)
const freeChunk = statement(
  'free-chunk',
  () => `update audience_chunks set lease_until = null where alert_id = ? and number = ? and lease_until = ?`,
)

/** Nothing of it is held any more: a chunk that is done goes, one that is not is free for others. */
export async function closeClaim(tx: Tx, { kind }: Dialect, claim: Claim): Promise<void> {
  if (claim.chunk === null) return
  const close = claim.givenBack ? freeChunk : deleteChunk
  await run(tx, kind, close, [claim.alertId, claim.chunk, claim.leaseUntil])
}

/** As they were when they were taken: what others have sent since, while its sender was slow, is theirs. */
const asTaken = ({ jsonRows, lookedUp }: DialectWords) => `
  from (select ${number(0)} as id, ${number(1)} as turn from ${jsonRows}(?)) as v
  where deliveries.id = v.id and ${lookedUp('deliveries.id')} and deliveries.turn = v.turn`
const waiting = `deliveries.state in ('queued', 'deferred', 'uncertain')`
const freedRows = statement(
  'free-rows',
  words => `update deliveries set lease_until = null ${asTaken(words)} and ${waiting}`,
)
const freedEarly = statement(
  'free-early',
  words => `update deliveries set due_at = ? ${asTaken(words)}
    and deliveries.state = 'queued' and deliveries.due_at is null and deliveries.parked is null`,
)
const parkedRows = statement(
  'park-rows',
  words =>
    `update deliveries set parked = ?, due_at = null, lease_until = null ${asTaken(words)} and ${waiting}`,
)

type Taken = Pick<HeldDelivery, 'id' | 'turn'>

/** Of rows that wait on their own, untouched: others may take them. */
export async function freeRows(tx: Tx, { kind }: Dialect, taken: readonly Taken[]): Promise<void> {
  const rows = rowsOf(taken)
  await run(tx, kind, freedRows, [rows, rows])
}

/** Of a chunk that is still held: from now on they wait on their own. */
export async function freeEarly(
  tx: Tx,
  { kind }: Dialect,
  taken: readonly Taken[],
  dueAt: number,
): Promise<void> {
  const rows = rowsOf(taken)
  await run(tx, kind, freedEarly, [dueAt, rows, rows])
}

/** Out of a sender's memory: they wait on their own until their scope's pace has room for them. */
export async function parkRows(
  tx: Tx,
  { kind }: Dialect,
  { taken, scope }: { taken: readonly Taken[]; scope: string },
): Promise<void> {
  const rows = rowsOf(taken)
  await run(tx, kind, parkedRows, [scope, rows, rows])
}

function rowsOf(taken: readonly Taken[]): string {
  return JSON.stringify(taken.map(({ id, turn }) => [id, turn]))
}
