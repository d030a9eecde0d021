/**
 * For each term the slots of the items that are indexed under it, the oldest first. Most terms have one, and an array for
 * each of those would fill the memory.
 */
import { placeIn } from '../place-in.ts'
import { createNumberTables, type NumberTable } from './number-table.ts'

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
/** A value from here on is the number of an array; below it, a single slot plus one. */
const firstArray = 2 ** 31

export function createLists(table: NumberTable = createNumberTables()[0]): Lists {
  const arrays: number[][] = []
  const freed: number[] = []
  const some = (term: number) => {
    const value = table.get(term)
    if (value === 0) return undefined
    return value < firstArray ? value - 1 : arrays[value - firstArray]
  }
  const keep = (slots: number[]): number => {
    const place = freed.pop() ?? arrays.length
    arrays[place] = slots
    return firstArray + place
  }
  /** What stands for these in the place of an array. */
  const shortened = (value: number, slots: number[]): number => {
    const [only] = slots
    if (slots.length > 1) {
      arrays[value - firstArray] = slots
      return value
    }
    arrays[value - firstArray] = []
    freed.push(value - firstArray)
    return only === undefined ? 0 : only + 1
  }
  return {
    some,
    of(term) {
      const list = some(term)
      return typeof list === 'object' ? list : list === undefined ? none : [list]
    },
    put(term, slot, isBefore) {
      const list = some(term)
      if (list === undefined) table.set(term, slot + 1)
      else if (typeof list === 'number') table.set(term, keep(isBefore(list) ? [list, slot] : [slot, list]))
      else {
        const place = placeIn(list, isBefore)
        if (list.length < short) arrays[table.get(term) - firstArray] = list.toSpliced(place, 0, slot)
        else if (place === list.length) list.push(slot)
        else list.splice(place, 0, slot)
      }
    },
    drop(term, slot) {
      const list = some(term)
      if (list === slot) table.set(term, 0)
      else if (typeof list === 'object') {
        const place = list.lastIndexOf(slot)
        if (place < 0) return
        list.splice(place, 1)
        table.set(term, shortened(table.get(term), list))
      }
    },
    sweep(isKept) {
      table.replace(value => {
        if (value < firstArray) return isKept(value - 1) ? value : 0
        const list = arrays[value - firstArray] ?? []
        const kept = list.filter(isKept)
        return kept.length < list.length ? shortened(value, kept) : value
      })
    },
  }
}
