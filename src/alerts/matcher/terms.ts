/**
 * Every word and key that an expression names has a number. By the text itself and not by a hash: two words never pass
 * for one. Keys of names are words of their own kind.
 */
export class Terms {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []

  get size(): number {
    return this.#texts.length
  }

  /** Gives it one if it has none. */
  numberFor(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#texts.length
    this.#numbers.set(text, number)
    this.#texts.push(text)
    return number
  }

  find(text: string): number | undefined {
    return this.#numbers.get(text)
  }

  textOf(number: number): string {
    return this.#texts[number] ?? ''
  }
}

/** No word of a text begins so. */
const keyMark = '~'

export const keyText = (key: string) => keyMark + key
export const keyOf = (text: string) => text.slice(keyMark.length)
