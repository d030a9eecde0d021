/**
 * The different terms of one item, in the order in which they were met: how often each is said, and its flags. In plain
 * arrays that are used again for the next item, for an object and a place in a `Map` for each take twice as long.
 */

export interface GatheredTerms {
  count: number
  terms: Uint32Array
  times: Uint32Array
  flags: Uint8Array
  /** By a term's lowest bits (open addressing): where it is, plus one; of 0 the place is free. */
  places: Uint16Array
  mask: number
}

const fewest = 1 << 9

export function createGatheredTerms(length = fewest): GatheredTerms {
  const [terms, times, flags] = [new Uint32Array(length), new Uint32Array(length), new Uint8Array(length)]
  return { count: 0, terms, times, flags, places: new Uint16Array(length), mask: length - 1 }
}

/** For an item of at most so many words; what was gathered before is forgotten. */
export function gatherAnew(gathered: GatheredTerms, words: number): GatheredTerms {
  let length = fewest
  while (length < 2 * words) length *= 2
  if (length > gathered.places.length) return createGatheredTerms(length)
  gathered.places.fill(0, 0, length)
  gathered.mask = length - 1
  gathered.count = 0
  return gathered
}

export function gatherTerm(gathered: GatheredTerms, term: number, flag: number): void {
  const { terms, times, flags, places } = gathered
  const place = placeOf(gathered, term)
  const found = places[place] ?? 0
  if (found > 0) {
    times[found - 1] = (times[found - 1] ?? 0) + 1
    flags[found - 1] = (flags[found - 1] ?? 0) | flag
    return
  }
  terms[gathered.count] = term
  times[gathered.count] = 1
  flags[gathered.count] = flag
  gathered.count += 1
  places[place] = gathered.count
}

/** Where one of them is. */
export function indexOfTerm(gathered: GatheredTerms, term: number): number {
  return (gathered.places[placeOf(gathered, term)] ?? 0) - 1
}

function placeOf({ terms, places, mask }: GatheredTerms, term: number): number {
  let place = term & mask
  for (;;) {
    const found = places[place] ?? 0
    if (found === 0 || terms[found - 1] === term) return place
    place = (place + 1) & mask
  }
}
