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
  const alerts = await listSentAlerts(read, { before, limit })
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
