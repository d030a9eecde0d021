/**
 * The slots that this process has drawn and not used: moments at which one message may start, in runs of even
 * spacing. A slot can be used a little late, so that a busy moment costs nothing; it is void after that, so
 * that slots never pile up to a burst.
 */

interface Run {
  firstAt: number
  intervalMs: number
  count: number
}

/** In a window of five seconds that is 2 % more than the limit at most. */
const shortestGraceMs = 100
const longestGraceMs = 1_000

export class HeldSlots {
  #runs: Run[] = []
  #count = 0

  get count(): number {
    return this.#count
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
    return run ? Math.max(0, run.firstAt - at) : null
  }

  /** False: there was none to use. */
  take(at: number): boolean {
    const run = this.#firstUsable(at)
    if (!run || run.firstAt > at) return false
    this.#drop(run, 1)
    return true
  }

  #firstUsable(at: number): Run | undefined {
    for (let run = this.#runs[0]; run; run = this.#runs[0]) {
      const { firstAt, intervalMs, count } = run
      const lateMs = at - firstAt - Math.max(shortestGraceMs, Math.min(intervalMs, longestGraceMs))
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
