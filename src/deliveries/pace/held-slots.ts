/**
 * The slots that this process has drawn and not used: moments at which one message may start, in runs of even
 * spacing. A slot can be used a little late, so that a busy moment costs nothing; it is void after that. What is
 * late is made up for a little faster than the pace, never in a burst: no second has more than 2 % too many. Of
 * several processes none knows how the others' slots fall; there each is held to its grace only.
 */

interface Run {
  firstAt: number
  intervalMs: number
  count: number
}

const longestGraceMs = 1_000

/** How much faster than the pace what is late is made up for. */
const fasterBy = 1.015
const mostInASecond = (perSecond: number) => Math.floor(perSecond * 1.02) + 1

export class HeldSlots {
  readonly #alone: boolean
  readonly #graceMs: number
  #runs: Run[] = []
  #count = 0
  /** When even spacing has the next one. */
  #evenAt = Number.NEGATIVE_INFINITY

  /**
   * @param alone No other process draws.
   * @param graceMs How late a slot can be used at least. What is late by a tenth of a second is 2 % of five.
   */
  constructor({ alone, graceMs }: { alone: boolean; graceMs: number }) {
    this.#alone = alone
    this.#graceMs = graceMs
  }

  get count(): number {
    return this.#count
  }

  /** When the last of them is over; -Infinity: none is held. */
  get endsAt(): number {
    const last = this.#runs.at(-1)
    return last ? last.firstAt + last.count * last.intervalMs : Number.NEGATIVE_INFINITY
  }

  /** Runs are added in the order of their times. */
  add(run: Readonly<Run>): void {
    if (run.count === 0) return
    this.#runs.push({ ...run })
    this.#count += run.count
  }

  clear(): void {
    this.#runs = []
    this.#count = 0
  }

  /** Milliseconds until a slot can be used, 0: now; null: none is held. */
  waitMs(at: number): number | null {
    const run = this.#firstUsable(at)
    return run ? Math.max(0, this.#opensAt(run) - at) : null
  }

  /** False: there was none to use. */
  take(at: number): boolean {
    const run = this.#firstUsable(at)
    if (!run || this.#opensAt(run) > at) return false
    this.#evenAt = Math.max(this.#evenAt, at) + run.intervalMs / fasterBy
    this.#drop(run, 1)
    return true
  }

  #opensAt({ firstAt, intervalMs }: Run): number {
    return this.#alone ? Math.max(firstAt, this.#evenAt - soonerMs(intervalMs)) : firstAt
  }

  #firstUsable(at: number): Run | undefined {
    for (let run = this.#runs[0]; run; run = this.#runs[0]) {
      const { firstAt, intervalMs, count } = run
      const lateMs = at - firstAt - Math.max(this.#graceMs, Math.min(intervalMs, longestGraceMs))
      if (lateMs <= 0) return run
      this.#drop(run, Math.min(count, Math.ceil(lateMs / intervalMs)))
    }
    return undefined
  }

  #drop(run: Run, count: number): void {
    this.#count -= count
    run.count -= count
    run.firstAt += count * run.intervalMs
    if (run.count === 0) this.#runs.shift()
  }
}

/** How long before its even time one may go, so that no second has more than it may. */
function soonerMs(intervalMs: number): number {
  const perSecond = 1000 / intervalMs
  return 999 * (mostInASecond(perSecond) / (perSecond * fasterBy) - 1)
}
