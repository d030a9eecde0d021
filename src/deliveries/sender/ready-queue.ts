/**
 * What is leased and waits for a connection, the most urgent first. A flash that comes while a developing
 * alert is going out stands before all that is left of it.
 */
import { type Rank, type ReadyJob, ranks } from './job.ts'

export interface ReadyQueue {
  add(jobs: readonly ReadyJob[]): void
  /** Puts one back to the front of its rank: its connection failed it, not the relay. */
  putBack(job: ReadyJob): void
  /** The next one, if there is one now. */
  poll(): ReadyJob | null
  /** The next one, or null when the signal aborts first. */
  take(signal: AbortSignal): Promise<ReadyJob | null>
  /** How many wait with this rank. */
  waiting(rank: Rank): number
  /** Empties it. */
  drain(): ReadyJob[]
}

/** @param onLow Called when a rank falls to `low` waiting jobs. */
export function createReadyQueue({ low, onLow }: { low: number; onLow: () => void }): ReadyQueue {
  const lists = new Map<Rank, ReadyJob[]>(ranks.map(rank => [rank, []]))
  const takers: ((job: ReadyJob) => void)[] = []
  const next = (): ReadyJob | null => {
    for (const list of lists.values()) {
      const job = list.shift()
      if (!job) continue
      if (list.length === low) onLow()
      return job
    }
    return null
  }
  const serve = () => {
    while (takers.length > 0) {
      const job = next()
      if (!job) return
      takers.shift()?.(job)
    }
  }
  return {
    add(jobs) {
      for (const job of jobs) lists.get(job.rank)?.push(job)
      serve()
    },
    putBack(job) {
      lists.get(job.rank)?.unshift(job)
      serve()
    },
    poll: next,
    async take(signal) {
      if (signal.aborted) return null
      const job = next()
      if (job) return job
      const { promise, resolve } = Promise.withResolvers<ReadyJob | null>()
      const stop = () => {
        const place = takers.indexOf(resolve)
        if (place >= 0) takers.splice(place, 1)
        resolve(null)
      }
      signal.addEventListener('abort', stop, { once: true })
      takers.push(resolve)
      return promise.finally(() => signal.removeEventListener('abort', stop))
    },
    waiting: rank => lists.get(rank)?.length ?? 0,
    drain: () => [...lists.values()].flatMap(list => list.splice(0)),
  }
}
