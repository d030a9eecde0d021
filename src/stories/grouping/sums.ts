/**
 * A sum for each of many 32-bit numbers, in two plain arrays: a `Map` of half a million of them takes three times as much
 * (open addressing with linear probing, Knuth 1973, 6.4). What sums up to nothing is forgotten when the arrays grow.
 */

export interface Sums {
  /** 0 where nothing was added. */
  of(key: number): number
  /** A sum never falls below 0, and has 32 bits: words of a million items, of which none weighs more than 3,840. */
  add(key: number, value: number): void
}

const least = 1 << 10

export function createSums(): Sums {
  let keys = new Uint32Array(least)
  /** The sum plus one; 0: the place is free. */
  let sums = new Uint32Array(least)
  let used = 0
  const placeOf = (key: number) => {
    const mask = keys.length - 1
    // Who chooses words so that their places fall together makes searches for those words longer, and for hardly any other.
    let place = mix(key) & mask
    while (sums[place] !== 0 && keys[place] !== key) place = (place + 1) & mask
    return place
  }
  const grow = () => {
    const [oldKeys, oldSums] = [keys, sums]
    const kept = oldSums.reduce((count, sum) => (sum > 1 ? count + 1 : count), 0)
    const length = lengthFor(kept)
    keys = new Uint32Array(length)
    sums = new Uint32Array(length)
    used = kept
    for (const [at, sum] of oldSums.entries()) {
      if (sum <= 1) continue
      const key = oldKeys[at] ?? 0
      const place = placeOf(key)
      keys[place] = key
      sums[place] = sum
    }
  }
  return {
    of: key => Math.max((sums[placeOf(key >>> 0)] ?? 0) - 1, 0),
    add(key, value) {
      let place = placeOf(key >>> 0)
      if (sums[place] === 0) {
        if (value <= 0) return
        if (used + 1 > keys.length * fullest) {
          grow()
          place = placeOf(key >>> 0)
        }
        used += 1
        keys[place] = key
        sums[place] = 1
      }
      sums[place] = Math.max((sums[place] ?? 0) + value, 1)
    },
  }
}

/** Beyond it, searches become long. */
const fullest = 0.75

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
