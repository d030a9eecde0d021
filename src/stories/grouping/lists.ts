/**
 * For each term the slots of the items that are indexed under it, the oldest first. In three plain arrays and a pool: half a
 * million terms with a few slots each, in a map of arrays, were a sixth of all memory. A table of the terms (open addressing
 * with linear probing, Knuth 1973, 6.4) says where in the pool each one's slots lie (`slot-pool.ts`).
 */
import { createSlotPool } from './slot-pool.ts'

export interface Lists {
  of(term: number): Listed
  /** @param isBefore Whether that slot of the list belongs before it. */
  put(term: number, slot: number, isBefore: (other: number) => boolean): void
  drop(term: number, slot: number): void
  /** Keeps of every list the slots of which this holds. */
  sweep(isKept: (slot: number) => boolean): void
}

/** The `slots` between; good until anything is put, dropped or asked for. */
export interface Listed {
  slots: Int32Array
  from: number
  to: number
}

const least = 1 << 10
/** Beyond it, searches become long. */
const fullest = 0.75
/** When it grows. */
const roomy = 1.9

export function createLists(): Lists {
  let pool = createSlotPool(least)
  const table = createTable()
  const listed: Listed = { slots: pool.slots(), from: 0, to: 0 }
  return {
    of(term) {
      const { starts, counts } = table.now()
      const place = table.find(term >>> 0)
      listed.slots = pool.slots()
      listed.from = starts[place] ?? 0
      listed.to = listed.from + (counts[place] ?? 0)
      return listed
    },
    put(term, slot, isBefore) {
      const place = table.open(term >>> 0)
      const { starts, counts } = table.now()
      const count = counts[place] ?? 0
      const start = pool.grow(starts[place] ?? 0, count)
      const slots = pool.slots()
      let at = start + count
      for (; at > start && !isBefore(slots[at - 1] ?? 0); at--) slots[at] = slots[at - 1] ?? 0
      slots[at] = slot
      starts[place] = start
      counts[place] = count + 1
    },
    drop(term, slot) {
      const { starts, counts } = table.now()
      const place = table.find(term >>> 0)
      const [start, count] = [starts[place] ?? 0, counts[place] ?? 0]
      const slots = pool.slots()
      const found = slots.subarray(start, start + count).indexOf(slot)
      if (found < 0) return
      slots.copyWithin(start + found, start + found + 1, start + count)
      starts[place] = pool.shrink(start, count)
      counts[place] = count - 1
    },
    sweep(isKept) {
      const { starts, counts } = table.now()
      const slots = pool.slots()
      pool = createSlotPool(least)
      for (let at = 0; at < counts.length; at++) {
        const start = starts[at] ?? 0
        const kept = slots.subarray(start, start + (counts[at] ?? 0)).filter(isKept)
        counts[at] = kept.length
        if (kept.length > 0) starts[at] = pool.take(kept)
      }
      table.forgetEmpty()
    },
  }
}

/** By a term's place; an empty list is forgotten when the table grows. */
interface Columns {
  terms: Uint32Array
  /** 0: the place is free. */
  isUsed: Uint8Array
  /** In the pool. */
  starts: Uint32Array
  counts: Uint32Array
}

function createTable() {
  let columns = columnsOf(least)
  let used = 0
  const find = (term: number) => {
    const { terms, isUsed } = columns
    let place = Math.floor((term * terms.length) / 2 ** 32)
    while (isUsed[place] === 1 && terms[place] !== term) place = place + 1 < terms.length ? place + 1 : 0
    return place
  }
  const take = (term: number) => {
    const place = find(term)
    if (columns.isUsed[place] === 0) used += 1
    columns.isUsed[place] = 1
    columns.terms[place] = term
    return place
  }
  const forgetEmpty = () => {
    const { terms, starts, counts } = columns
    const kept = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
    columns = columnsOf(Math.max(least, Math.ceil((kept + 1) * roomy)))
    used = 0
    for (let at = 0; at < terms.length; at++) {
      const [start = 0, count = 0] = [starts[at], counts[at]]
      if (count === 0) continue
      const place = take(terms[at] ?? 0)
      columns.starts[place] = start
      columns.counts[place] = count
    }
  }
  return {
    /** Others after `open` and `forgetEmpty`. */
    now: () => columns,
    /** Where the term is, or is to be. */
    find,
    open(term: number): number {
      if (columns.isUsed[find(term)] === 0 && used + 1 > columns.terms.length * fullest) forgetEmpty()
      return take(term)
    },
    forgetEmpty,
  }
}

function columnsOf(length: number): Columns {
  const numbers = () => new Uint32Array(length)
  return { terms: numbers(), isUsed: new Uint8Array(length), starts: numbers(), counts: numbers() }
}
