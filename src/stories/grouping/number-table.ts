/**
 * Two numbers for each of many 32-bit numbers, in one plain array: a `Map` of half a million takes three times as much, and
 * twice as long to look into (open addressing with linear probing, Knuth 1973, 6.4). Two, for each look is a wait for memory
 * that is in no cache, and who looks for the one of a term looks for the other next.
 */

export interface NumberTable {
  /** 0: there is none. */
  get(key: number): number
  /** @param value From 0, which is none, to 2^32 − 1. */
  set(key: number, value: number): void
  /** Puts what it returns in the place of each value. */
  replace(by: (value: number) => number): void
}

const least = 1 << 10
/** Beyond it, searches become long. */
const fullest = 0.75
/** A place's numbers, side by side in memory: the key, 1 where the place is taken, and its two values. */
const fields = 4
const taken = 1
const firstValue = 2

/** The one and the other number of the same keys. */
export function createNumberTables(): readonly [NumberTable, NumberTable] {
  let places = new Uint32Array(fields * least)
  let used = 0
  const placeOf = (key: number) => {
    const mask = places.length - 1
    // Who chooses words so that their places fall together makes searches for those words longer, and for hardly any other.
    let place = (fields * mix(key)) & mask
    while (places[place + taken] !== 0 && places[place] !== key) place = (place + fields) & mask
    return place
  }
  /** What has neither is forgotten, for others may be in search of a place behind it until then. */
  const grow = () => {
    const old = places
    const isKept = (at: number) => (old[at + firstValue] ?? 0) > 0 || (old[at + firstValue + 1] ?? 0) > 0
    used = 0
    for (let at = 0; at < old.length; at += fields) if (isKept(at)) used += 1
    places = new Uint32Array(fields * lengthFor(used))
    for (let at = 0; at < old.length; at += fields)
      if (isKept(at)) places.set(old.subarray(at, at + fields), placeOf(old[at] ?? 0))
  }
  const tableOf = (value: number): NumberTable => ({
    get: key => places[placeOf(key >>> 0) + value] ?? 0,
    set(key, number) {
      let place = placeOf(key >>> 0)
      if (places[place + taken] === 0) {
        if (number === 0) return
        if (used + 1 > (places.length / fields) * fullest) {
          grow()
          place = placeOf(key >>> 0)
        }
        used += 1
        places[place] = key
        places[place + taken] = 1
      }
      places[place + value] = number
    },
    replace(by) {
      for (let at = value; at < places.length; at += fields) {
        const number = places[at] ?? 0
        if (number > 0) places[at] = by(number)
      }
    },
  })
  return [tableOf(firstValue), tableOf(firstValue + 1)]
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
