/** What was sent, for lists: the newest first, each with what became of it since. */
import { type Alert, listSentAlerts, readAmendments } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'

export interface ListedAlert extends Alert {
  sentAt: number
  /** The newest correction or retraction of this very alert; null: none. */
  amendment: Alert | null
}

/** `before`: the last id of the page before. */
export async function latestAlerts(
  read: Read,
  { before, limit }: { before?: number; limit: number },
): Promise<ListedAlert[]> {
  return withAmendments(read, await listSentAlerts(read, { before, limit }))
}

/** In the order given. */
export async function withAmendments(read: Read, alerts: readonly Alert[]): Promise<ListedAlert[]> {
  const amendments = await readAmendments(
    read,
    alerts.map(alert => alert.id),
  )
  return alerts.map(alert => ({
    ...alert,
    sentAt: alert.approvedAt ?? alert.createdAt,
    amendment: amendments.get(alert.id) ?? null,
  }))
}
