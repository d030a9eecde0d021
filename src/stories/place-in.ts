/** Where something belongs in a list that is in order: behind all that belong before it, mostly at the end. */
export function placeIn<T>(list: readonly T[], isBefore: (other: T) => boolean): number {
  let [low, high] = [0, list.length]
  if (high === 0 || isBefore(list[high - 1] as T)) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(list[middle] as T)) low = middle + 1
    else high = middle
  }
  return low
}
