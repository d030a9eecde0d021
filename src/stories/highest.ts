/**
 * Where the highest of some numbers stand, the highest first. By hand, for of a hundred or of thousands a few dozen are wanted,
 * several times for each item: to put them in order with `sort` and a comparison takes three times as long.
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
    const isBehind = (other: number) => {
      const its = ranks[other] ?? 0
      return its > rank || (its === rank && byOther(other, at) < 0)
    }
    let place = count
    while (place > 0 && !isBehind(places[place - 1] ?? 0)) place--
    if (place >= most) continue
    if (count < most) count++
    for (let to = count - 1; to > place; to--) places[to] = places[to - 1] ?? 0
    places[place] = at
    if (count === most) least = ranks[places[most - 1] ?? 0] ?? 0
  }
  return places
}
