/**
 * Two numbers for each of many 32-bit numbers, in one plain array: a `Map` of half a million takes three times as much, and
 * twice as long to look into (open addressing with linear probing, Knuth 1973, 6.4). Two, for each look is a wait for memory
 * that is in no cache, and who looks for the one of a term looks for the other next.
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
/** A place's numbers, side by side in memory: the key, the one value plus one, where 0 is a free place, and the other. */
const fields = 3
const one = 1
const other = 2

/** The one and the other number of the same keys. */
export function createNumberTables(): readonly [NumberTable, NumberTable] {
  let places = new Uint32Array(fields * least)
  let [used, mask] = [0, least - 1]
  const placeOf = (key: number) => {
    // Who chooses words so that their places fall together makes searches for those words longer, and for hardly any other.
    let place = mix(key) & mask
    while (places[fields * place + one] !== 0 && places[fields * place] !== key) place = (place + 1) & mask
    return fields * place
  }
  /** What has neither is forgotten, for others may be in search of a place behind it until then. */
  const grow = () => {
    const old = places
    const isKept = (at: number) => (old[at + one] ?? 0) > 1 || (old[at + other] ?? 0) > 0
    used = 0
    for (let at = 0; at < old.length; at += fields) if (isKept(at)) used += 1
    mask = lengthFor(used) - 1
    places = new Uint32Array(fields * (mask + 1))
    for (let at = 0; at < old.length; at += fields) {
      if (!isKept(at)) continue
      const place = placeOf(old[at] ?? 0)
      // Not as a piece of the array, which is an object for each: of a million places it took half as long again.
      for (let field = 0; field < fields; field++) places[place + field] = old[at + field] ?? 0
    }
  }
  /** @param more What stands there beyond the value. */
  const tableOf = (field: number, more: number): NumberTable => ({
    get: key => Math.max((places[placeOf(key >>> 0) + field] ?? 0) - more, 0),
    set(key, value) {
      let place = placeOf(key >>> 0)
      if (places[place + one] === 0) {
        if (value === 0) return
        if (used + 1 > (mask + 1) * fullest) {
          grow()
          place = placeOf(key >>> 0)
        }
        used += 1
        places[place] = key
        places[place + one] = 1
      }
      places[place + field] = value + more
    },
    replace(by) {
      for (let at = field; at < places.length; at += fields) {
        const value = (places[at] ?? 0) - more
        if (value > 0) places[at] = by(value) + more
      }
    },
  })
  return [tableOf(one, 1), tableOf(other, 0)]
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
