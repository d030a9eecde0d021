/**
 * What is claimed and waits for a connection: a few hundred messages, however large the audience. The most urgent
 * rank goes first, so a flash stands before all that is left of a developing alert; within a rank the scopes
 * (recipient domains) take turns, so a large one never stands before the rest.
 */
import { type AlertJob, isAlertJob, type Job, type Rank, ranks } from './job.ts'

export interface Window {
  add(jobs: readonly Job[]): void
  /** To the front of its scope: its connection failed it, not the relay. */
  putBack(job: Job): void
  /** The next one whose scope may go; null: there is none now. */
  next(mayGo: (scope: string) => boolean): Job | null
  readonly size: number
  /** Nothing less urgent than this goes; null: everything may. */
  hold(below: Rank | null): void
  waiting(rank: Rank): number
  waitingOf(rank: Rank, scope: string): number
  /** Over all ranks. */
  waitingOfAll(scope: string): number
  /** Those for which something waits, in the order of their turns. */
  scopes(rank: Rank): string[]
  /** Whether anybody but this scope waits. */
  hasOther(scope: string): boolean
  /** The alerts of which something waits. */
  alertIds(): ReadonlySet<number>
  /** Takes the last so many of a scope's out. */
  takeBack(rank: Rank, scope: string, count: number): Job[]
  /** Takes all of an alert out. */
  takeAlert(alertId: number): AlertJob[]
  /** Empties it. */
  drain(): Job[]
}

/** Waiting messages of one rank: those of a scope in order, scopes in the order of their turns. */
class Turns {
  readonly #lists = new Map<string, Job[]>()
  /** How many of each alert: asked for many times a second, among a thousand that wait. */
  readonly #ofAlert = new Map<number, number>()
  count = 0

  get lists(): ReadonlyMap<string, readonly Job[]> {
    return this.#lists
  }

  get alertIds(): Iterable<number> {
    return this.#ofAlert.keys()
  }

  add(job: Job, place: 'first' | 'last'): void {
    const list = this.#lists.get(job.scope)
    this.#count(job, 1)
    if (!list) this.#lists.set(job.scope, [job])
    else if (place === 'last') list.push(job)
    else list.unshift(job)
  }

  next(mayGo: (scope: string) => boolean): Job | null {
    for (const [scope, list] of this.#lists) {
      if (!mayGo(scope)) continue
      const job = list.shift()
      // Its next turn comes after everybody's; a Map keeps the order of insertion.
      this.#lists.delete(scope)
      if (list.length > 0) this.#lists.set(scope, list)
      if (!job) continue
      this.#count(job, -1)
      return job
    }
    return null
  }

  cut(scope: string, count: number): Job[] {
    const list = this.#lists.get(scope) ?? []
    const taken = list.splice(Math.max(0, list.length - count))
    for (const job of taken) this.#count(job, -1)
    if (list.length === 0) this.#lists.delete(scope)
    return taken
  }

  takeAlert(alertId: number): AlertJob[] {
    const isOf = (job: Job): job is AlertJob => isAlertJob(job) && job.held.alertId === alertId
    const taken: AlertJob[] = []
    for (const [scope, list] of this.#lists) {
      const of = list.filter(isOf)
      if (of.length === 0) continue
      taken.push(...of)
      const rest = list.filter(job => !isOf(job))
      if (rest.length > 0) this.#lists.set(scope, rest)
      else this.#lists.delete(scope)
    }
    for (const job of taken) this.#count(job, -1)
    return taken
  }

  #count(job: Job, by: 1 | -1): void {
    this.count += by
    if (!isAlertJob(job)) return
    const { alertId } = job.held
    const count = (this.#ofAlert.get(alertId) ?? 0) + by
    if (count > 0) this.#ofAlert.set(alertId, count)
    else this.#ofAlert.delete(alertId)
  }
}

export function createWindow(): Window {
  const byRank = new Map<Rank, Turns>(ranks.map(rank => [rank, new Turns()]))
  let heldBelow: Rank | null = null
  const turnsOf = (rank: Rank) => byRank.get(rank) ?? new Turns()
  const all = () => [...byRank.values()]
  return {
    add(jobs) {
      for (const job of jobs) turnsOf(job.rank).add(job, 'last')
    },
    putBack: job => turnsOf(job.rank).add(job, 'first'),
    next(mayGo) {
      for (const [rank, turns] of byRank) {
        const job = turns.count > 0 ? turns.next(mayGo) : null
        if (job) return job
        if (rank === heldBelow) return null
      }
      return null
    },
    get size() {
      let size = 0
      for (const turns of byRank.values()) size += turns.count
      return size
    },
    hold(below) {
      heldBelow = below
    },
    waiting: rank => turnsOf(rank).count,
    waitingOf: (rank, scope) => turnsOf(rank).lists.get(scope)?.length ?? 0,
    waitingOfAll: scope => all().reduce((sum, { lists }) => sum + (lists.get(scope)?.length ?? 0), 0),
    scopes: rank => [...turnsOf(rank).lists.keys()],
    hasOther: scope => all().some(({ lists }) => lists.size > (lists.has(scope) ? 1 : 0)),
    alertIds: () => new Set(all().flatMap(({ alertIds }) => [...alertIds])),
    takeBack: (rank, scope, count) => turnsOf(rank).cut(scope, count),
    takeAlert: alertId => all().flatMap(turns => turns.takeAlert(alertId)),
    drain: () =>
      all().flatMap(turns => [...turns.lists.keys()].flatMap(scope => turns.cut(scope, turns.count))),
  }
}
