/** One sign that a story is breaking, or is not: what it is worth by itself, and what age has left of it. */
import type { Reason } from '../moment.ts'
import { percentLeft } from './points.ts'

export interface Sign {
  kind: Reason['kind']
  /** Worth when it was fresh; negative where it takes away. Whole. */
  full: number
  /** Worth now; what takes away does not fade. */
  left: number
  ageMs: number
  facts: Reason['facts']
}

export function sign(kind: Sign['kind'], full: number, ageMs: number, facts: Sign['facts']): Sign {
  const age = Math.max(ageMs, 0)
  const left = full > 0 ? Math.floor((full * percentLeft(age)) / 100) : full
  return { kind, full, left, ageMs: age, facts }
}

/** The one that is worth most now; of equals the first. */
export function best(signs: readonly Sign[]): Sign | null {
  return signs.reduce<Sign | null>((top, other) => (top && top.left >= other.left ? top : other), null)
}

/** The greatest count in full; what goes beyond `most`, counted without its sign, adds nothing more. */
export function atMost(most: number, signs: readonly Sign[]): Sign[] {
  let used = 0
  return signs
    .toSorted((one, other) => Math.abs(other.full) - Math.abs(one.full))
    .flatMap(({ kind, full, ageMs, facts }) => {
      const size = Math.min(Math.abs(full), most - used)
      used += size
      return size > 0 ? [sign(kind, full < 0 ? -size : size, ageMs, facts)] : []
    })
}

/** The weightiest in full, each next one at half of what is left to it: a dozen words for one disaster are no dozen disasters. */
export function halving(signs: readonly Sign[]): Sign[] {
  return signs
    .toSorted((one, other) => Math.abs(other.full) - Math.abs(one.full))
    .map(({ kind, full, ageMs, facts }, rank) => sign(kind, Math.trunc(full / 2 ** rank), ageMs, facts))
    .filter(({ full }) => full !== 0)
}
