/**
 * Subscribers in packed arrays, never changed; only that one is gone is marked. A subscriber's place is their rank by id,
 * so a set of places read from its beginning is a list of ascending ids.
 */
import type { Wish } from '../wants/wants.ts'
import type { Bits } from './bits.ts'
import type { Filter } from './listing.ts'
import type { Lists } from './lists.ts'
import type { Numbering } from './numbering.ts'
import type { Terms } from './terms.ts'

export interface Segment {
  /** By place; ascending. Not 32 bits: ids are as large as databases make them. */
  ids: Float64Array
  filters: readonly Filter[]
  /** By filter. */
  filterWishes: readonly Wish[]
  /** Filter -> places; each place has one. */
  filtered: Lists
  /** Expression -> its code. */
  codes: Lists
  terms: Terms
  /** Term -> expressions that can match only where it, or another of their anchors, is. */
  anchored: Lists
  /** Expressions without an anchor: looked at every time. */
  unanchored: Uint32Array
  /** Expression -> places. */
  watching: Lists
  listNames: Numbering<string>
  /** List, by the number of its name -> places. */
  listed: Lists
  /** Filter -> places of who gets everything that it passes; of who gets what has no topic. */
  all: Lists
  open: Lists
  gone: Bits
  goneCount: number
  /** For questions: all zero between two. */
  scratch: { present: Uint8Array; looked: Bits; found: Bits }
}

/** Marks a subscriber gone; false: is not here, or is gone. */
export function dropFrom(segment: Segment, id: number): boolean {
  const place = placeOf(segment.ids, id)
  if (place === null || segment.gone.has(place)) return false
  segment.gone.add(place)
  segment.goneCount++
  return true
}

export function livingIn(segment: Segment): number {
  return segment.ids.length - segment.goneCount
}

export function livingIds({ ids, gone }: Segment): Float64Array {
  return ids.filter((_, place) => !gone.has(place))
}

function placeOf(ids: Float64Array, id: number): number | null {
  let [from, to] = [0, ids.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((ids[middle] as number) < id) from = middle + 1
    else to = middle
  }
  return ids[from] === id ? from : null
}
