/** A sum for each of many 32-bit numbers. */
import { createNumberTables, type NumberTable } from './number-table.ts'

export interface Sums {
  /** 0 where nothing was added. */
  of(key: number): number
  /** A sum never falls below 0, and has 32 bits: words of a million items, of which none weighs more than 3,840. */
  add(key: number, value: number): void
}

export function createSums(table: NumberTable = createNumberTables()[0]): Sums {
  return {
    of: table.get,
    add(key, value) {
      table.set(key, Math.max(table.get(key) + value, 0))
    },
  }
}
