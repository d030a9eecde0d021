/**
 * The outbox's rows from state to state, with the same care as the ledger: leased, marked as started before
 * their content may leave, ended by whoever holds the lease, taken back from the dead. They have no counts.
 */
import { sql } from 'kysely'
import type { DialectWords, Store, Tx } from '../../store/index.ts'
import { jsonIds, jsonRows } from '../ledger/json-rows.ts'
import { quietEnd } from '../limits/quiet-hours.ts'
import type { QuietNow } from '../limits/quiet-now.ts'
import { latestFirstAttemptAt, nextRetryAt, resendPauseMs } from '../retry-schedule.ts'
import { never } from '../schema.ts'
import type { AttemptOutcome } from '../sender/attempt-outcome.ts'
import type { LeasedMail } from './leased-mail.ts'

/** Takes what is due, the oldest first. */
export async function leaseMails(
  tx: Tx,
  store: Pick<Store, 'kind' | 'words'>,
  { limit, at, leaseUntil }: { limit: number; at: number; leaseUntil: number },
): Promise<LeasedMail[]> {
  const rows = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('state', 'in', ['queued', 'deferred', 'uncertain'])
    .where('next_attempt_at', '<=', at)
    .orderBy('next_attempt_at')
    .limit(limit)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  await sql`update outbox set state = 'sending', lease_until = ${leaseUntil}, started_at = null
    where id in ${jsonIds(store.words, ids)}`.execute(tx)
  return rows.map(row => ({
    kind: 'mail',
    id: row.id,
    recipient: row.recipient,
    subject: row.subject,
    text: row.text,
    html: row.html,
    language: row.language,
    messageId: row.message_id,
    // Only `enqueueMail` writes it, from the same type.
    headers: JSON.parse(row.headers ?? '{}') as Record<string, string>,
    subscriberId: row.subscriber_id,
    attempts: row.attempts,
    createdAt: row.created_at,
    doubtedAt: row.doubted_at,
    leaseUntil,
  }))
}

type Leased = Pick<LeasedMail, 'id' | 'leaseUntil'>

/** `[id, leaseUntil]` of each, as a table `v`. */
function leases(words: DialectWords, mails: readonly Leased[]) {
  const rows = mails.map(({ id, leaseUntil }) => [id, leaseUntil])
  return sql`(select cast(value->>0 as bigint) as id, cast(value->>1 as bigint) as lease_until
    from ${jsonRows(words, rows)}) as v`
}

/** Marks them as started, durably; returns the ids of those whose content may leave now. A reader's own is looked at. */
export async function startMails(
  tx: Tx,
  words: DialectWords,
  { mails: asked, quietNow, at }: { mails: readonly LeasedMail[]; quietNow: QuietNow; at: number },
): Promise<Set<number>> {
  const mails = await withoutHindered(tx, asked, { quietNow, at })
  if (mails.length === 0) return new Set()
  const { rows } = await sql<{ id: number }>`
    update outbox set started_at = ${at} from ${leases(words, mails)}
    where outbox.id = v.id and outbox.lease_until = v.lease_until and outbox.state = 'sending'
    returning outbox.id`.execute(tx)
  return new Set(rows.map(row => row.id))
}

/** Ends those whose readers must not be mailed any more, and has those wait with whom it is quiet. */
async function withoutHindered(
  tx: Tx,
  mails: readonly LeasedMail[],
  { quietNow, at }: { quietNow: QuietNow; at: number },
): Promise<readonly LeasedMail[]> {
  const ids = mails.flatMap(({ subscriberId }) => subscriberId ?? [])
  if (ids.length === 0) return mails
  const rows = await tx
    .selectFrom('subscribers')
    .leftJoin('quiet_hours', 'quiet_hours.id', 'subscribers.quiet_id')
    .select(['subscribers.id', 'state', 'suppressed', 'quiet_id', 'time_zone', 'from_minute', 'to_minute'])
    .where('subscribers.id', 'in', ids)
    .execute()
  const readers = new Map(rows.map(row => [row.id, row]))
  const quiet = await quietNow.ids(tx, at)
  const free: LeasedMail[] = []
  for (const mail of mails) {
    const reader = readers.get(mail.subscriberId ?? 0)
    if (mail.subscriberId === null) free.push(mail)
    else if (reader?.state !== 'confirmed' || reader.suppressed === 1)
      await endMail(
        tx,
        mail,
        { kind: 'refused', reply: null, reason: 'its reader left' },
        { at, fraction: () => 0 },
      )
    else if (reader.quiet_id !== null && quiet.has(reader.quiet_id)) {
      const hours = { from: reader.from_minute ?? 0, to: reader.to_minute ?? 0 }
      const againAt = quietEnd(hours, reader.time_zone ?? 'UTC', at)
      await endMail(tx, mail, { kind: 'untried', againAt, reason: 'quiet hours' }, { at, fraction: () => 0 })
    } else free.push(mail)
  }
  return free
}

/** Holds on to them; one that another sender took meanwhile stays theirs. */
export async function renewMails(
  tx: Tx,
  words: DialectWords,
  mails: readonly Leased[],
  leaseUntil: number,
): Promise<void> {
  if (mails.length === 0) return
  await sql`
    update outbox set lease_until = ${leaseUntil} from ${leases(words, mails)}
    where outbox.id = v.id and outbox.lease_until = v.lease_until and outbox.state = 'sending'`.execute(tx)
}

/** @param fraction Gives 0 to 1, for the jitter. */
export async function endMail(
  tx: Tx,
  mail: LeasedMail,
  outcome: AttemptOutcome,
  { at, fraction }: { at: number; fraction: () => number },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ ...mailEnding(mail, outcome, { at, fraction }), lease_until: null })
    .where('id', '=', mail.id)
    .where('state', '=', 'sending')
    .where('lease_until', '=', mail.leaseUntil)
    .execute()
}

function mailEnding(
  mail: LeasedMail,
  outcome: AttemptOutcome,
  { at, fraction }: { at: number; fraction: () => number },
) {
  const attempts = mail.attempts + 1
  const reply = 'reply' in outcome ? outcome.reply : null
  const answer = reply ? `${reply.code} ${reply.text}` : 'reason' in outcome ? outcome.reason : null
  const tried = { attempts, answer, doubted_at: mail.doubtedAt }
  const over = {
    ...tried,
    state: mail.doubtedAt === null ? 'refused' : 'uncertain',
    next_attempt_at: never,
  } as const
  switch (outcome.kind) {
    case 'accepted':
      return { ...tried, state: 'accepted', next_attempt_at: never } as const
    case 'refused':
      return over
    case 'deferred': {
      // Not from when it was written: it may have waited for a relay that was away.
      const firstAttemptAt = latestFirstAttemptAt({ attempts, at })
      const next = nextRetryAt({ attempts, firstAttemptAt, at }, fraction())
      return next === null ? over : ({ ...tried, state: 'deferred', next_attempt_at: next } as const)
    }
    case 'uncertain': {
      const next = mail.doubtedAt === null ? at + resendPauseMs : never
      return {
        ...tried,
        state: 'uncertain',
        next_attempt_at: next,
        doubted_at: mail.doubtedAt ?? at,
      } as const
    }
    case 'untried':
      return {
        ...tried,
        attempts: mail.attempts,
        state: before(mail),
        next_attempt_at: outcome.againAt,
      } as const
  }
}

function before({ doubtedAt, attempts }: Pick<LeasedMail, 'doubtedAt' | 'attempts'>) {
  if (doubtedAt !== null) return 'uncertain'
  return attempts > 0 ? 'deferred' : 'queued'
}

/** What a dead sender left; see `ledger/take-back.ts`. */
export async function takeBackMails(
  tx: Tx,
  store: Pick<Store, 'kind'>,
  { lapsedBy, limit, at }: { lapsedBy: number; limit: number; at: number },
): Promise<number> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'attempts', 'started_at', 'doubted_at'])
    .where('state', '=', 'sending')
    .where('lease_until', '<=', lapsedBy)
    .limit(limit)
    .$if(store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .execute()
  for (const row of rows) {
    const unstarted = {
      state: before({ doubtedAt: row.doubted_at, attempts: row.attempts }),
      next_attempt_at: at,
    } as const
    const doubtful = {
      state: 'uncertain',
      attempts: row.attempts + 1,
      doubted_at: row.doubted_at ?? at,
      next_attempt_at: row.doubted_at === null ? at + resendPauseMs : never,
    } as const
    await tx
      .updateTable('outbox')
      .set({ ...(row.started_at === null ? unstarted : doubtful), lease_until: null })
      .where('id', '=', row.id)
      .execute()
  }
  return rows.length
}
