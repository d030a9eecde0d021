/** The documents that wait for a thread, in their order; those of suspected hosts behind all others. */

export interface Waiting {
  /** Whose document it is. */
  readonly host: string
}

export interface WaitingList<Job extends Waiting> {
  add(job: Job): void
  remove(job: Job): void
  /** The one that has waited longest, whoever's it is. */
  oldest(): Job | undefined
  /** Resolves when there is something new to take. */
  changed(): Promise<void>
  /** The next to be read. `suspects`: whether one of a suspected host may be. */
  take(suspects: boolean): Job | undefined
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
    remove: job => void jobs.delete(job),
    changed: () => change.promise,
    oldest: () => jobs.values().next().value,
    take(suspects) {
      let found: Job | undefined
      for (const job of jobs) {
        const suspect = suspected.has(job.host)
        if (!suspect || (suspects && !found)) found = job
        if (!suspect) break
      }
      if (found) jobs.delete(found)
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
