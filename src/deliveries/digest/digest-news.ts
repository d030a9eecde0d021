/**
 * What a digest tells of the alerts that were held for it: each as it stands now. One that was corrected comes in its
 * corrected form, one that was taken back does not come; what belongs to one thread stands together, the most urgent
 * thread first.
 */
import type { Alert } from '../../alerts/index.ts'

export interface NewsEntry {
  /** What its page shows by now. */
  alert: Alert
  /** The correction whose words it has; null: it stands as it was sent. */
  correction: Alert | null
}

const urgency = { flash: 0, breaking: 1, developing: 2 }

/**
 * @param held Without those that the desk has stopped: nobody who was spared them gets them by another way.
 * @param amendments Corrections and retractions in their threads that were sent, in the order of their sending.
 */
export function digestNews(held: readonly Alert[], amendments: readonly Alert[]): NewsEntry[][] {
  const newest = new Map(amendments.map(amendment => [amendment.followsId, amendment]))
  const entries = held.flatMap((alert): NewsEntry[] => {
    let amendment: Alert | null = null
    // A correction may have been corrected.
    for (let next = newest.get(alert.id); next; next = newest.get(next.id)) amendment = next
    // One that the desk stopped is wrong itself, and so is what it amends.
    const isWrong = amendment?.kind === 'retraction' || amendment?.state === 'stopped'
    return isWrong ? [] : [{ alert, correction: amendment }]
  })
  const threads = Map.groupBy(entries, ({ alert }) => alert.threadId ?? alert.id)
  const ordered = [...threads.values()].map(thread =>
    thread.sort((one, other) => one.alert.id - other.alert.id),
  )
  return ordered.sort((one, other) => rankOf(one) - rankOf(other) || newestOf(other) - newestOf(one))
}

const rankOf = (thread: readonly NewsEntry[]) =>
  Math.min(...thread.map(({ alert }) => urgency[alert.priority]))
const newestOf = (thread: readonly NewsEntry[]) => Math.max(...thread.map(({ alert }) => alert.id))
