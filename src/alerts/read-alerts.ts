/** Alerts for pages, the API and `deliveries`. Drafts that were thrown away are in none of them. */
import type { Read } from '../store/index.ts'
import { type Alert, alertOf } from './alert.ts'
import type { AlertState } from './schema.ts'

export async function readAlert(read: Read, id: number): Promise<Alert | null> {
  const row = await read
    .selectFrom('alerts')
    .selectAll()
    .where('id', '=', id)
    .where('discarded_at', 'is', null)
    .executeTakeFirst()
  return row ? alertOf(row) : null
}

export interface AlertPage {
  /** All states if absent. */
  states?: readonly AlertState[] | undefined
  /** The last id of the page before. */
  before?: number | undefined
  limit: number
}

/** Newest first, by id: pages stay apart however many alerts are made meanwhile. */
export async function listAlerts(read: Read, { states, before, limit }: AlertPage): Promise<Alert[]> {
  let query = read.selectFrom('alerts').selectAll().where('discarded_at', 'is', null)
  if (states) query = query.where('state', 'in', states)
  if (before !== undefined) query = query.where('id', '<', before)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(alertOf)
}

/** Drafts too, newest first: of a story, and of those that were merged into it. */
export async function alertsOfStories(
  read: Read,
  storyIds: readonly number[],
  limit: number,
): Promise<Alert[]> {
  const rows = await read
    .selectFrom('alerts')
    .selectAll()
    .where('story_id', 'in', storyIds)
    .where('discarded_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(alertOf)
}

/** An alert's whole thread, oldest first: what was sent, unless `drafts` are wanted too (the desk). */
export async function readThread(read: Read, id: number, { drafts = false } = {}): Promise<Alert[]> {
  const alert = await readAlert(read, id)
  if (!alert) return []
  const root = alert.threadId ?? alert.id
  let query = read
    .selectFrom('alerts')
    .selectAll()
    .where(where => where.or([where('id', '=', root), where('thread_id', '=', root)]))
    .where('discarded_at', 'is', null)
  if (!drafts) query = query.where('approved_at', 'is not', null)
  const rows = await query.orderBy('id').execute()
  return rows.map(alertOf)
}

/** What senders work on: the most urgent first, of equals what was approved first. */
export async function alertsToSend(read: Read): Promise<Alert[]> {
  const rows = await read
    .selectFrom('alerts')
    .selectAll()
    .where('state', '=', 'sending')
    .orderBy('approved_at')
    .orderBy('id')
    .execute()
  const rank = { flash: 0, breaking: 1, developing: 2 }
  return rows.map(alertOf).sort((one, other) => rank[one.priority] - rank[other.priority])
}
