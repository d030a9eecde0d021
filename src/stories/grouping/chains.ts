/**
 * For each term a chain of whole numbers, all of them in one array: a cell is the number and where the next cell is. An
 * index of millions of entries takes eight octets for each, and most terms have one or two.
 */

import { longer } from './numbered.ts'

/** No cell. */
export const end = -1

export interface Chains {
  /** The first cell of the chain, or `end`. */
  first(term: number): number
  /** The cells as they are now: `[number, next cell]` at each. Good until the next `put`. */
  cells(): Int32Array
  /** @param isBehind Whether it belongs behind that number of the chain. */
  put(term: number, value: number, isBehind: (other: number) => boolean): void
  drop(term: number, value: number): void
  /** Keeps of every chain the numbers of which this holds. */
  sweep(isKept: (value: number) => boolean): void
}

export function createChains(): Chains {
  // A term has 32 bits; as a signed number it is a key that needs no object of its own.
  const heads = new Map<number, number>()
  let cells = new Int32Array(1 << 12)
  let [used, freed] = [0, end]
  const take = () => {
    if (freed !== end) {
      const cell = freed
      freed = cells[cell + 1] ?? end
      return cell
    }
    if (used === cells.length) cells = longer(cells)
    used += 2
    return used - 2
  }
  const setNext = (term: number, before: number, cell: number) => {
    if (before !== end) cells[before + 1] = cell
    else if (cell !== end) heads.set(term | 0, cell)
    else heads.delete(term | 0)
  }
  const first = (term: number) => heads.get(term | 0) ?? end
  const next = (cell: number) => cells[cell + 1] ?? end
  const dropSome = (term: number, isDropped: (value: number) => boolean) => {
    let [before, cell] = [end, first(term)]
    while (cell !== end) {
      const following = next(cell)
      if (isDropped(cells[cell] ?? 0)) {
        setNext(term, before, following)
        cells[cell + 1] = freed
        freed = cell
      } else before = cell
      cell = following
    }
  }
  return {
    first,
    cells: () => cells,
    put(term, value, isBehind) {
      let [before, cell] = [end, first(term)]
      while (cell !== end && isBehind(cells[cell] ?? 0)) {
        before = cell
        cell = next(cell)
      }
      const own = take()
      cells[own] = value
      cells[own + 1] = cell
      setNext(term, before, own)
    },
    drop: (term, value) => dropSome(term, other => other === value),
    sweep(isKept) {
      for (const term of heads.keys()) dropSome(term, value => !isKept(value))
    },
  }
}
