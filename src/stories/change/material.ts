/**
 * What is materially new in a number. Outlets disagree by one or two while an event goes on, round, and count whom
 * they know of: an update for 12 and 13 is the readers' second complaint. A number is news where it is beyond that.
 */
import type { CountOf } from './fact.ts'

export interface Range {
  low: number
  high: number
}

/** The least growth that tells, by how large the number was; between them outlets differ at any one time. */
const telling: readonly { below: number; times: number; plus: number }[] = [
  // 1 and 2 are the dead with and without the gunman; 1 and 3 are not.
  { below: 3, times: 1, plus: 2 },
  { below: 10, times: 1.5, plus: 3 },
  { below: 50, times: 1.3, plus: 5 },
  // Hundreds are counted by several hands, and thousands estimated.
  { below: 1_000, times: 1.2, plus: 10 },
  { below: Number.POSITIVE_INFINITY, times: 1.25, plus: 100 },
]

/** Of `magnitude`: agencies' first numbers differ by two or three tenths. */
const tellingMagnitude = 0.4

/** "Dozens" known and 31 now is no rise: what is known covers it. */
export function roseBeyondNoise(of: CountOf, before: Range, now: Range): boolean {
  if (of === 'magnitude') return now.low - before.high >= tellingMagnitude
  // How many were hurt, held or moved is counted more roughly than the dead.
  if (of !== 'killed' && of !== 'missing' && now.low < before.high * 1.5) return false
  const step = telling.find(({ below }) => before.high < below)
  return step !== undefined && now.low >= before.high + step.plus && now.low >= before.high * step.times
}

export function fellBeyondNoise(of: CountOf, before: Range, now: Range): boolean {
  return roseBeyondNoise(of, now, before)
}

/**
 * Whether a number says something to a story that had none of its kind. The first dead and missing always do; how many
 * were hurt is no news once the dead are counted, a magnitude is where a quake's story starts, sums are in every text.
 */
export function tellsByItself(of: CountOf, now: Range, known: readonly CountOf[]): boolean {
  if (now.low === 0) return false
  if (of === 'killed' || of === 'missing' || of === 'trapped') return true
  if (of === 'injured') return !known.includes('killed') && !known.includes('injured')
  if (of === 'arrested' || of === 'rescued') return now.low >= 2
  return of === 'evacuated' && now.low >= 100
}
