/**
 * The places of the highest ranks, the highest first, of equal ones the one with the lower term: at most `most` of them.
 * By binary insertion and without a function to compare by, for each item that comes needs it of some hundred, three times.
 */
export function highest(ranks: Float64Array, terms: ArrayLike<number>, most: number): Int32Array {
  const best = new Int32Array(Math.min(most, ranks.length) + 1)
  let count = 0
  for (let at = 0; at < ranks.length; at++) {
    const [rank, term] = [ranks[at] ?? 0, terms[at] ?? 0]
    const goesBefore = (place: number) => {
      const other = best[place] ?? 0
      const least = ranks[other] ?? 0
      return rank > least || (rank === least && term < (terms[other] ?? 0))
    }
    if (count === most && !goesBefore(count - 1)) continue
    let [low, high] = [0, count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (goesBefore(middle)) high = middle
      else low = middle + 1
    }
    best.copyWithin(low + 1, low, count)
    best[low] = at
    if (count < most) count++
  }
  return best.subarray(0, count)
}
