/** The documents that wait for a thread, in their order; those of suspected hosts behind all others. */

export interface Waiting {
  /** Whose document it is. */
  readonly host: string
}

export interface WaitingList<Job extends Waiting> {
  add(job: Job): void
  /** To the place that it had: before all others. */
  putBack(job: Job): void
  /** Whether it waited. */
  remove(job: Job): boolean
  size(): number
  /** The one that has waited longest, whoever's it is. */
  oldest(): Job | undefined
  /** Resolves when there is something new to take. */
  changed(): Promise<void>
  /** Lets whoever waits for a change look again. */
  wake(): void
  /** The next to be read. `suspects`: whether one of a suspected host may be. Nothing where the next does not `fit`. */
  take(suspects: boolean, fits?: (job: Job) => boolean): Job | undefined
  isSuspect(host: string): boolean
  suspect(host: string): void
  /** No longer a suspect. */
  clear(host: string): void
}

/** Enough for everybody who is at it; the rest costs one deadline each. */
const maxSuspects = 10_000

export function createWaitingList<Job extends Waiting>(): WaitingList<Job> {
  const jobs = new Set<Job>()
  const suspected = new Set<string>()
  let change = Promise.withResolvers<void>()
  const tell = () => {
    change.resolve()
    change = Promise.withResolvers()
  }
  return {
    add(job) {
      jobs.add(job)
      tell()
    },
    putBack(job) {
      const others = [...jobs]
      jobs.clear()
      for (const each of [job, ...others]) jobs.add(each)
      tell()
    },
    remove: job => jobs.delete(job),
    size: () => jobs.size,
    changed: () => change.promise,
    wake: tell,
    oldest: () => jobs.values().next().value,
    take(suspects, fits = () => true) {
      let found: Job | undefined
      for (const job of jobs) {
        const suspect = suspected.has(job.host)
        if (!suspect || (suspects && !found)) found = job
        if (!suspect) break
      }
      if (!found || !fits(found)) return undefined
      jobs.delete(found)
      return found
    },
    isSuspect: host => suspected.has(host),
    suspect(host) {
      const [longest] = suspected
      if (suspected.size >= maxSuspects && longest !== undefined) suspected.delete(longest)
      suspected.add(host)
      tell()
    },
    clear(host) {
      if (suspected.delete(host)) tell()
    },
  }
}
