/**
 * Where the highest of some numbers stand, the highest first. By hand, for of a hundred or of thousands a few dozen are wanted,
 * several times for each item: to put all in order with `sort` takes twice (32 of 96) to forty times as long (25 of 3,000).
 * @param byOther The order of equal ones.
 */
export function highest(
  ranks: Float64Array,
  most: number,
  byOther: (one: number, other: number) => number,
): Uint32Array {
  const places = new Uint32Array(Math.min(most, ranks.length))
  let [count, least] = [0, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < ranks.length; at++) {
    const rank = ranks[at] ?? 0
    if (rank < least) continue
    let place = count
    for (; place > 0; place--) {
      const other = places[place - 1] ?? 0
      const its = ranks[other] ?? 0
      if (its > rank || (its === rank && byOther(other, at) < 0)) break
    }
    if (place >= most) continue
    if (count < most) count++
    for (let to = count - 1; to > place; to--) places[to] = places[to - 1] ?? 0
    places[place] = at
    if (count === most) least = ranks[places[most - 1] ?? 0] ?? 0
  }
  return places
}
