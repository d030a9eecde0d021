/** What was sent, for lists: the newest first, each with what became of it since. */
import { type Alert, listSentAlerts, readThread } from '../../alerts/index.ts'
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
  return Promise.all(
    alerts.map(async alert => ({
      ...alert,
      sentAt: alert.approvedAt ?? alert.createdAt,
      amendment: amendmentOf(alert, await readThread(read, alert.id)),
    })),
  )
}

export function amendmentOf(alert: Pick<Alert, 'id'>, thread: readonly Alert[]): Alert | null {
  const amends = ({ kind, followsId }: Alert) =>
    followsId === alert.id && (kind === 'correction' || kind === 'retraction')
  return thread.findLast(amends) ?? null
}
