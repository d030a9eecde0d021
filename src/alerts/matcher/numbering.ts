/** Gives each key a number, in the order in which they come. */
export class Numbering<Key> {
  readonly #numbers = new Map<Key, number>()

  get size(): number {
    return this.#numbers.size
  }

  numberFor(key: Key): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(key, number)
    return number
  }

  find(key: Key): number | undefined {
    return this.#numbers.get(key)
  }

  keys(): Key[] {
    return [...this.#numbers.keys()]
  }
}
