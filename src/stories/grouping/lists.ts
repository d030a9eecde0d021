/**
 * For each term the slots of the items that are indexed under it, the oldest first. Most terms have one, and an array for
 * each of those would fill the memory.
 */
import { placeIn } from '../place-in.ts'

export interface Lists {
  of(term: number): readonly number[]
  /** The same without an array for a single one; undefined: none. */
  some(term: number): number | readonly number[] | undefined
  /** @param isBefore Whether that slot of the list belongs before it. */
  put(term: number, slot: number, isBefore: (other: number) => boolean): void
  drop(term: number, slot: number): void
  /** Keeps of every list the slots of which this holds. */
  sweep(isKept: (slot: number) => boolean): void
}

const none: readonly number[] = []
/** Shorter ones are copied when they grow: an array that grows by itself takes room for sixteen more. */
const short = 16

export function createLists(): Lists {
  // A term has 32 bits; as a signed number it is a key that needs no object of its own.
  const lists = new Map<number, number | number[]>()
  const set = (key: number, slots: number[]) => {
    const [only] = slots
    if (only === undefined) lists.delete(key)
    else lists.set(key, slots.length === 1 ? only : slots)
  }
  return {
    of(term) {
      const list = lists.get(term | 0)
      return typeof list === 'object' ? list : list === undefined ? none : [list]
    },
    some: term => lists.get(term | 0),
    put(term, slot, isBefore) {
      const key = term | 0
      const list = lists.get(key)
      if (list === undefined) lists.set(key, slot)
      else if (typeof list === 'number') lists.set(key, isBefore(list) ? [list, slot] : [slot, list])
      else {
        const place = placeIn(list, isBefore)
        if (list.length < short) lists.set(key, list.toSpliced(place, 0, slot))
        else if (place === list.length) list.push(slot)
        else list.splice(place, 0, slot)
      }
    },
    drop(term, slot) {
      const key = term | 0
      const list = lists.get(key)
      if (list === slot) lists.delete(key)
      else if (typeof list === 'object') {
        const place = list.lastIndexOf(slot)
        if (place < 0) return
        list.splice(place, 1)
        set(key, list)
      }
    },
    sweep(isKept) {
      for (const [key, list] of lists)
        if (typeof list === 'number') {
          if (!isKept(list)) lists.delete(key)
        } else {
          const kept = list.filter(isKept)
          if (kept.length < list.length) set(key, kept)
        }
    },
  }
}
