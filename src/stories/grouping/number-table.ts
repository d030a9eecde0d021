/**
 * A number for each of many 32-bit numbers, in one plain array: a `Map` of half a million of them takes three times as much,
 * and twice as long to look into (open addressing with linear probing, Knuth 1973, 6.4).
 */

export interface NumberTable {
  /** 0: there is none. */
  get(key: number): number
  /** @param value From 0, which is none, to 2^32 − 2. */
  set(key: number, value: number): void
  /** Puts what it returns in the place of each value. */
  replace(by: (value: number) => number): void
}

const least = 1 << 10
/** Beyond it, searches become long. */
const fullest = 0.75

export function createNumberTable(): NumberTable {
  /** Two numbers a place, side by side in memory: the key, and its value plus one; of 0 the place is free. */
  let places = new Uint32Array(2 * least)
  let used = 0
  const placeOf = (key: number) => {
    const mask = places.length - 1
    // Who chooses words so that their places fall together makes searches for those words longer, and for hardly any other.
    let place = (2 * mix(key)) & mask
    while (places[place + 1] !== 0 && places[place] !== key) place = (place + 2) & mask
    return place
  }
  /** What is none is forgotten, for others may be in search of a place behind it until then. */
  const grow = () => {
    const old = places
    let kept = 0
    for (let at = 0; at < old.length; at += 2) if ((old[at + 1] ?? 0) > 1) kept += 1
    places = new Uint32Array(2 * lengthFor(kept))
    used = kept
    for (let at = 0; at < old.length; at += 2) {
      const value = old[at + 1] ?? 0
      if (value <= 1) continue
      const key = old[at] ?? 0
      const place = placeOf(key)
      places[place] = key
      places[place + 1] = value
    }
  }
  return {
    get: key => Math.max((places[placeOf(key >>> 0) + 1] ?? 0) - 1, 0),
    set(key, value) {
      let place = placeOf(key >>> 0)
      if (places[place + 1] === 0) {
        if (value === 0) return
        if (used + 1 > (places.length / 2) * fullest) {
          grow()
          place = placeOf(key >>> 0)
        }
        used += 1
        places[place] = key
      }
      places[place + 1] = value + 1
    },
    replace(by) {
      for (let at = 1; at < places.length; at += 2) {
        const value = places[at] ?? 0
        if (value > 1) places[at] = by(value - 1) + 1
      }
    },
  }
}

/** Room for half as many more, and never so tight that the next one makes it grow again. */
function lengthFor(count: number): number {
  let length = least
  while (count > length * 0.5) length *= 2
  return length
}

function mix(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}
