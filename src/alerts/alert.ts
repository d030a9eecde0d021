/** An alert as every other stage and page sees it. Times are epoch milliseconds UTC. */
import type { Selectable } from 'kysely'
import type { AlertKind, AlertState, AlertsTable, Priority } from './schema.ts'

export interface Alert {
  id: number
  kind: AlertKind
  priority: Priority
  state: AlertState
  headline: string
  /** Paragraphs apart by an empty line; may be empty. */
  summary: string
  preheader: string | null
  /** http or https; null: the alert's permanent page. */
  url: string | null
  /** Empty: everyone. */
  topics: string[]
  storyId: number | null
  itemId: number | null
  /** The alert it was written from; null for kind `alert`. */
  followsId: number | null
  /** The first alert of its thread; null when it is the first itself. */
  threadId: number | null
  whatChanged: string | null
  whatWasWrong: string | null
  sourceName: string | null
  saidAt: number | null
  /** BCP 47. */
  language: string
  audience: AlertsTable['audience']
  createdAt: number
  /** `editor:NAME`, `token:NAME` or `rule:SOURCE`; so is `approvedBy`. */
  createdBy: string
  /** Null: a draft. */
  approvedAt: number | null
  approvedBy: string | null
  endedAt: number | null
  /** Why it was stopped, in words. */
  note: string | null
}

export type AlertRow = Selectable<AlertsTable>

export function alertOf(row: AlertRow): Alert {
  return {
    id: row.id,
    kind: row.kind,
    priority: row.priority,
    state: row.state,
    headline: row.headline,
    summary: row.summary,
    preheader: row.preheader,
    url: row.url,
    // Only `insertAlert` and `editDraft` write it, and they write an array of strings.
    topics: JSON.parse(row.topics) as string[],
    storyId: row.story_id,
    itemId: row.item_id,
    followsId: row.follows_id,
    threadId: row.thread_id,
    whatChanged: row.what_changed,
    whatWasWrong: row.what_was_wrong,
    sourceName: row.source_name,
    saidAt: row.said_at,
    language: row.language,
    audience: row.audience,
    createdAt: row.created_at,
    createdBy: row.created_by,
    approvedAt: row.approved_at,
    approvedBy: row.approved_by,
    endedAt: row.ended_at,
    note: row.note,
  }
}

/** Its page on the site, from the moment it is sent. */
export function permanentPath(alert: Pick<Alert, 'id'>): string {
  return `/alerts/${alert.id}`
}
