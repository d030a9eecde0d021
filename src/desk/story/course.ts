/** The score's course: what is drawn of it, and which moments moved it and why. Pure. */
import type { KeptMoment, Reason } from '../../stories/index.ts'

export interface Mover {
  moment: KeptMoment
  /** The score that it moved; 0 before the story began. */
  before: number
  /** It is the story's first. */
  began: boolean
  /** The reasons that came or grew (of a fall: that took away), the most first. */
  reasons: readonly Reason[]
  /** The reasons that no longer speak for it. */
  gone: readonly Reason[]
}

export interface Course {
  /** The moments that moved it most, the oldest first. */
  movers: readonly Mover[]
  /** How many more moved it by less. */
  others: number
  top: KeptMoment | null
}

const mostMovers = 9
const leastMove = 3
/** Nobody is called for what is lower, whatever it is named. */
const leastHigh = 30
const mostReasons = 2

/**
 * @param moments Of one story, the oldest first.
 * @param bandOf What a score is called: a moment that changes it is worth a mark however small its step was.
 * @param isWhole The first of them began it; else nobody knows what it was before.
 */
export function courseOf(
  moments: readonly KeptMoment[],
  { bandOf, isWhole }: { bandOf: (score: number) => string; isWhole: boolean },
): Course {
  const moved = moments.flatMap((moment, place) => {
    const earlier = moments[place - 1]
    if (!earlier && !isWhole) return []
    const before = earlier?.score ?? 0
    return moment.score === before ? [] : [{ moment, before, began: !earlier, ...whyMoved(moment, earlier) }]
  })
  const telling = moved
    .filter(mover => sizeOf(mover) >= leastMove || mover.before === 0 || crosses(mover))
    .sort(
      (one, other) =>
        Number(crosses(other)) - Number(crosses(one)) ||
        sizeOf(other) - sizeOf(one) ||
        one.moment.id - other.moment.id,
    )
    .slice(0, mostMovers)
    .sort((one, other) => one.moment.id - other.moment.id)
  const top = moments.reduce<KeptMoment | null>(
    (highest, moment) => (highest && highest.score >= moment.score ? highest : moment),
    null,
  )
  return { movers: telling, others: moved.length - telling.length, top }

  function crosses({ moment, before }: Mover): boolean {
    return Math.max(moment.score, before) >= leastHigh && bandOf(moment.score) !== bandOf(before)
  }
}

function sizeOf({ moment, before }: Mover): number {
  return Math.abs(moment.score - before)
}

function whyMoved(moment: KeptMoment, earlier: KeptMoment | undefined): Pick<Mover, 'reasons' | 'gone'> {
  const rises = moment.score > (earlier?.score ?? 0)
  const pointsBefore = sumByKind(earlier?.reasons ?? [])
  const pointsNow = sumByKind(moment.reasons)
  const reasons = [...new Map(moment.reasons.map(reason => [reason.kind, reason])).values()]
    .map(reason => ({
      reason,
      by: (pointsNow.get(reason.kind) ?? 0) - (pointsBefore.get(reason.kind) ?? 0),
    }))
    .filter(({ by }) => (rises ? by > 0 : by < 0))
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by))
    .slice(0, mostReasons)
    .map(({ reason }) => reason)
  const gone = rises
    ? []
    : (earlier?.reasons ?? []).filter(({ kind, points }) => points > 0 && !pointsNow.has(kind))
  return { reasons, gone: gone.slice(0, mostReasons) }
}

function sumByKind(reasons: readonly Reason[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { kind, points } of reasons) sums.set(kind, (sums.get(kind) ?? 0) + points)
  return sums
}
