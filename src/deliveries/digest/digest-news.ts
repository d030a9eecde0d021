/**
 * What a digest tells of the alerts that were held for it: each as it stands now. One that was corrected comes in its
 * corrected form, one that was taken back does not come, nor does an update of one that does not; what belongs to one
 * thread stands together, the most urgent thread first.
 */
import type { Alert } from '../../alerts/index.ts'

export interface NewsEntry {
  /** What its page shows by now. */
  alert: Alert
  /** The correction whose words it has; null: it stands as it was sent. */
  correction: Alert | null
  /** That one and those that it corrected in their turn. */
  corrections: readonly Alert[]
}

const urgency = { flash: 0, breaking: 1, developing: 2 }

/**
 * @param held What waits for this digest.
 * @param stopped Those of it that the desk has stopped: nobody who was spared them gets them by another way.
 * @param amendments Corrections and retractions in their threads that were sent, in the order of their sending.
 */
export function digestNews(
  held: readonly Alert[],
  { stopped, amendments }: { stopped: ReadonlySet<number>; amendments: readonly Alert[] },
): NewsEntry[][] {
  const newest = new Map(amendments.map(amendment => [amendment.followsId, amendment]))
  const leftOut = new Set(stopped)
  const entries: NewsEntry[] = []
  for (const alert of held.toSorted((one, other) => one.id - other.id)) {
    const corrections: Alert[] = []
    // A correction may have been corrected.
    for (let next = newest.get(alert.id); next; next = newest.get(next.id)) corrections.push(next)
    const correction = corrections.at(-1) ?? null
    // One that the desk stopped is wrong itself, and so is what it amends.
    const isWrong = correction?.kind === 'retraction' || correction?.state === 'stopped'
    // Its reader would not know what an update is about, and nothing would ever tell them that it was wrong.
    const isOfNothing = alert.kind === 'update' && leftOut.has(amendedBy(alert.followsId, amendments))
    if (leftOut.has(alert.id) || isWrong || isOfNothing) leftOut.add(alert.id)
    else entries.push({ alert, correction, corrections })
  }
  const threads = Map.groupBy(entries, ({ alert }) => alert.threadId ?? alert.id)
  return [...threads.values()].sort(
    (one, other) => rankOf(one) - rankOf(other) || newestOf(other) - newestOf(one),
  )
}

/** What an alert is, or, of a correction, what that corrects in the end. */
function amendedBy(id: number | null, amendments: readonly Alert[]): number {
  const amendment = amendments.find(other => other.id === id)
  return amendment ? amendedBy(amendment.followsId, amendments) : (id ?? 0)
}

const rankOf = (thread: readonly NewsEntry[]) =>
  Math.min(...thread.map(({ alert }) => urgency[alert.priority]))
const newestOf = (thread: readonly NewsEntry[]) => Math.max(...thread.map(({ alert }) => alert.id))
