/**
 * Where the highest of some numbers stand, the highest first. What is below the last of them is put aside before anything is
 * put in order: of a text's two hundred terms a few dozen are wanted.
 * @param byOther The order of equal ones.
 */
export function highest(
  ranks: Float64Array,
  most: number,
  byOther: (one: number, other: number) => number,
): number[] {
  const least = ranks.length > most ? (ranks.toSorted()[ranks.length - most] ?? 0) : Number.NEGATIVE_INFINITY
  const places: number[] = []
  for (let at = 0; at < ranks.length; at++) if ((ranks[at] ?? 0) >= least) places.push(at)
  places.sort((one, other) => (ranks[other] ?? 0) - (ranks[one] ?? 0) || byOther(one, other))
  return places.length > most ? places.slice(0, most) : places
}
