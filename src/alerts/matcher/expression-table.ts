/** Each expression once, however many want it. Two pass for one only when their whole codes are the same. */
import type { Watch } from '../watch/expression.ts'
import { encode } from './expression-code.ts'
import { at32, GrowingLists, type Lists } from './lists.ts'
import type { Terms } from './terms.ts'

export class ExpressionTable {
  readonly #codes = new GrowingLists()
  readonly #terms: Terms
  /** Open addressing: the number of an expression and one, or 0. A power of two, at most half full. */
  #places = new Uint32Array(1_024)

  constructor(terms: Terms) {
    this.#terms = terms
  }

  get size(): number {
    return this.#codes.starts.length - 1
  }

  numberFor(watch: Watch): number {
    const { entries } = this.#codes
    const from = entries.length
    encode(watch, this.#terms, entries)
    const known = this.#find(from, entries.length)
    if (known.number !== null) {
      entries.length = from
      return known.number
    }
    this.#codes.endRow()
    this.#places[known.place] = this.size
    if (this.size * 2 > this.#places.length) this.#widen()
    return this.size - 1
  }

  packed(): Lists {
    return this.#codes.packed()
  }

  #find(from: number, to: number): { number: number | null; place: number } {
    const mask = this.#places.length - 1
    for (let place = this.#hash(from, to) & mask; ; place = (place + 1) & mask) {
      const entry = at32(this.#places, place)
      if (entry === 0) return { number: null, place }
      if (this.#same(entry - 1, from, to)) return { number: entry - 1, place }
    }
  }

  #same(number: number, from: number, to: number): boolean {
    const codes = this.#codes.entries.values
    const begin = at32(this.#codes.starts.values, number)
    if (at32(this.#codes.starts.values, number + 1) - begin !== to - from) return false
    for (let at = 0; at < to - from; at++) if (codes[begin + at] !== codes[from + at]) return false
    return true
  }

  #hash(from: number, to: number): number {
    let hash = to - from
    for (let at = from; at < to; at++) {
      hash = Math.imul(hash ^ at32(this.#codes.entries.values, at), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    return hash >>> 0
  }

  #widen(): void {
    const starts = this.#codes.starts.values
    this.#places = new Uint32Array(this.#places.length * 2)
    for (let number = 0; number < this.size; number++) {
      const { place } = this.#findFree(at32(starts, number), at32(starts, number + 1))
      this.#places[place] = number + 1
    }
  }

  #findFree(from: number, to: number): { place: number } {
    const mask = this.#places.length - 1
    let place = this.#hash(from, to) & mask
    while (at32(this.#places, place) !== 0) place = (place + 1) & mask
    return { place }
  }
}
