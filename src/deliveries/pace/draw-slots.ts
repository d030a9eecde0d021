/**
 * How slots are drawn: whoever holds a scope's row takes the next free moments and moves the row past them. So
 * every slot is given once, and all processes together send at exactly the scope's pace. Nobody draws further
 * ahead than the horizon: what a process holds when it dies is lost, but it is not much.
 */

export interface Draw {
  count: number
  firstUs: number
  nextUs: number
}

/** Two calls of `tend()` and a slow transaction fit into it. */
export const horizonMs = 300

/**
 * If no moment is drawn further ahead than this, the only process takes all that come within twice as long: slots
 * that nobody wants are no loss, and to run out of them between two draws is one.
 */
export const freeAheadMs = 100

/** No pace that fell has longer intervals, and a row may still be as one with longer ones than now left it. */
const longestFallenIntervalUs = 10_000_000

/**
 * A moment in the past is free no more: what nobody wanted is not made up for. One further ahead than anybody draws is
 * of a clock that was put back, or of a pace that was configured since; it is not waited for.
 */
export function drawSlots(
  nextSlotUs: number,
  { at, perSecond, want, alone }: { at: number; perSecond: number; want: number; alone: boolean },
): Draw {
  const nowUs = Math.ceil(at * 1000)
  const intervalUs = 1_000_000 / perSecond
  const furthestUs = nowUs + horizonMs * 1000 + Math.max(intervalUs, longestFallenIntervalUs)
  const firstUs = nextSlotUs > furthestUs ? nowUs : Math.max(nowUs, nextSlotUs)
  const open = Math.floor((nowUs + horizonMs * 1000 - firstUs) / intervalUs) + 1
  const all = Math.floor((nowUs + 2 * freeAheadMs * 1000 - firstUs) / intervalUs)
  const isFree = alone && want > 0 && firstUs < nowUs + freeAheadMs * 1000
  const count = Math.max(0, Math.min(isFree ? Math.max(want, all) : want, open))
  return {
    count,
    firstUs,
    nextUs: count === 0 ? nextSlotUs : firstUs + Math.ceil(count * intervalUs),
  }
}
