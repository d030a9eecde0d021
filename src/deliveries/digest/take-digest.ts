/**
 * One reader's digest, in one transaction: their row of `waiting_digests` is locked, what waits for it is read, the mail
 * goes into the outbox, the rows are marked with it, and the reader's row goes. So each held alert is in one digest:
 * another process skips the locked row, and finds it gone later; who holds a further alert meanwhile waits for the
 * lock, and opens a new row; a crash undoes all of it. READ COMMITTED is enough, because every statement after the
 * lock reads anew, and nobody moves a reader's held alerts without that lock.
 */
import { type Alert, readAlert } from '../../alerts/index.ts'
import { enqueueMail, type Store, type Tx } from '../../store/index.ts'
import {
  createMailLinks,
  type MailLinks,
  type Preferences,
  plainPreferences,
  readPreferences,
} from '../../subscribers/index.ts'
import { base32 } from '../base32.ts'
import type { DeliveryContext } from '../delivery-context.ts'
import { withdrawReason } from '../ledger/withdraw-reason.ts'
import { isQuiet, nextDigestAt, quietEnd } from '../limits/quiet-hours.ts'
import { domainOf } from '../message-id.ts'
import { mayReceive, type People, type Person } from '../people.ts'
import { digestContent } from './digest-content.ts'
import { digestNews, type NewsEntry } from './digest-news.ts'
import { renderDigestHtml, renderDigestText } from './render-digest.ts'

export interface DigestParts {
  store: Pick<Store, 'kind'>
  context: DeliveryContext
  people: People
  random(bytes: number): Uint8Array
}

/** `none`: none is due that nobody else has in hand. */
export type TakenDigest = 'none' | 'postponed' | 'nothing-to-tell' | 'gone' | 'enqueued'

export async function takeDigest(tx: Tx, parts: DigestParts, at: number): Promise<TakenDigest> {
  const due = await tx
    .selectFrom('waiting_digests')
    .select(['subscriber_id', 'due_at'])
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(1)
    .$if(parts.store.kind === 'postgres', query => query.forUpdate().skipLocked())
    .executeTakeFirst()
  if (!due) return 'none'
  const id = due.subscriber_id
  const person = (await parts.people.readForDelivery(tx, [id])).get(id)
  const preferences = (await readPreferences(tx, [id])).get(id) ?? plainPreferences
  const later = mayReceive(person) ? notBefore(preferences, at) : null
  if (later !== null) {
    await tx.updateTable('waiting_digests').set({ due_at: later }).where('subscriber_id', '=', id).execute()
    return 'postponed'
  }
  const threads = mayReceive(person) ? await readNews(tx, id) : []
  const mailId =
    mayReceive(person) && threads.length > 0
      ? await enqueueDigest(tx, parts, { id, person, preferences, threads, at })
      : null
  await closeDigest(tx, id, { mailId, threads, at })
  if (!mayReceive(person)) return 'gone'
  return mailId === null ? 'nothing-to-tell' : 'enqueued'
}

/** Who paused gets nothing until the pause is over; whoever comes late does not ring at night. Null: now. */
function notBefore(preferences: Preferences, at: number): number | null {
  const { pausedUntil, quiet, timeZone } = preferences
  if (pausedUntil !== null && at < pausedUntil) return nextDigestAt(preferences, pausedUntil)
  return quiet && isQuiet(quiet, timeZone, at) ? quietEnd(quiet, timeZone, at) : null
}

/** What is due and was not taken back; an alert that also went by mail after all is no news. */
async function readNews(tx: Tx, subscriberId: number): Promise<NewsEntry[][]> {
  const rows = await tx
    .selectFrom('held_alerts')
    .select('alert_id')
    .where('subscriber_id', '=', subscriberId)
    .where('state', '=', 'waiting')
    .execute()
  if (rows.length === 0) return []
  const held = await readAlerts(
    tx,
    rows.map(row => row.alert_id),
  )
  const stopped = new Set<number>()
  for (const { id, state } of held)
    if (state === 'stopped' && (await withdrawReason(tx, id)) === 'stopped') stopped.add(id)
  const amendments = await tx
    .selectFrom('alerts')
    .select('id')
    .where(
      'thread_id',
      'in',
      held.map(alert => alert.threadId ?? alert.id),
    )
    .where('kind', 'in', ['correction', 'retraction'])
    .where('approved_at', 'is not', null)
    .orderBy('approved_at')
    .orderBy('id')
    .execute()
  const found = await readAlerts(
    tx,
    amendments.map(row => row.id),
  )
  return digestNews(held, { stopped, amendments: found })
}

async function readAlerts(tx: Tx, ids: readonly number[]): Promise<Alert[]> {
  const alerts: Alert[] = []
  for (const id of ids) {
    const alert = await readAlert(tx, id)
    if (alert) alerts.push(alert)
  }
  return alerts
}

interface DigestWish {
  id: number
  person: Person
  preferences: Preferences
  threads: NewsEntry[][]
  at: number
}

async function enqueueDigest(
  tx: Tx,
  { context, random }: DigestParts,
  { id, person, preferences, threads, at }: DigestWish,
): Promise<number> {
  const links: MailLinks = createMailLinks(context)
  const leaveLink = `${context.publicUrl}/unsubscribe/${links.leave(id)}`
  const { linkGeneration } = person
  const choicesLink = `${context.publicUrl}/choices/${links.choices({ subscriberId: id, linkGeneration, at })}`
  const text = context.texts.of(person.language)
  const { timeZone } = preferences
  const content = digestContent(context, { text, timeZone, choicesLink, leaveLink }, threads)
  const domain = domainOf(context.mail.from.address)
  return enqueueMail(tx, {
    kind: 'digest',
    recipient: person.address,
    subject: content.subject,
    text: renderDigestText(content),
    html: await renderDigestHtml(content),
    language: text.language,
    messageId: `digest.${base32(random(16))}@${domain}`,
    at,
    headers: {
      'List-Id': `<alerts.${domain}>`,
      'List-Unsubscribe': `<${leaveLink}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    subscriberId: id,
  })
}

async function closeDigest(
  tx: Tx,
  subscriberId: number,
  { mailId, threads, at }: { mailId: number | null; threads: readonly NewsEntry[][]; at: number },
): Promise<void> {
  const waiting = tx
    .updateTable('held_alerts')
    .where('subscriber_id', '=', subscriberId)
    .where('state', '=', 'waiting')
  const told = threads.flat().map(({ alert }) => alert.id)
  if (mailId !== null && told.length > 0)
    await waiting.set({ state: 'digested', mail_id: mailId }).where('alert_id', 'in', told).execute()
  // What was stopped or taken back was not in it: a correction of that is not for this reader (promise 9).
  await waiting.set({ state: 'dropped' }).execute()
  // A correction whose words it brought counts as got, and so do those before it: whatever corrects them comes too.
  const brought = threads.flat().flatMap(({ corrections }) => corrections)
  if (mailId !== null && brought.length > 0)
    await tx
      .insertInto('held_alerts')
      .values(
        [...new Set(brought.map(({ id }) => id))].map(alert_id => ({
          ...{ alert_id, subscriber_id: subscriberId, why: 'followed' as const, held_at: at },
          ...{ state: 'digested' as const, mail_id: mailId },
        })),
      )
      .onConflict(conflict => conflict.doNothing())
      .execute()
  await tx.deleteFrom('waiting_digests').where('subscriber_id', '=', subscriberId).execute()
}
