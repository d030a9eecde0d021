/**
 * What belongs to a word, for words that stand within a text. A `Map` has V8 look each word up among all strings of the
 * program first; most words of a text are in no table at all, which is told here from a number and the length.
 */
export class WordTable<Value> {
  readonly #words: (string | null)[]
  readonly #values: (Value | null)[]

  constructor(entries: ReadonlyMap<string, Value>) {
    const size = 2 ** Math.ceil(Math.log2(entries.size * 2 + 1))
    this.#words = Array(size).fill(null)
    this.#values = Array(size).fill(null)
    for (const [word, value] of entries) {
      let place = placeOf(word, 0, word.length, size)
      while (this.#words[place] !== null) place = (place + 1) % size
      this.#words[place] = word
      this.#values[place] = value
    }
  }

  /** Of the word at `from`, which ends before `to`. */
  find(text: string, from: number, to: number): Value | null {
    const words = this.#words
    let place = placeOf(text, from, to, words.length)
    for (let word = words[place]; word; word = words[place]) {
      if (word.length === to - from && text.startsWith(word, from)) return this.#values[place] ?? null
      place = (place + 1) % words.length
    }
    return null
  }
}

/** `size`: a power of two, so that the remainder is what the last bits say. */
function placeOf(text: string, from: number, to: number, size: number): number {
  let number = 0
  for (let at = from; at < to; at++) number = (Math.imul(number, 31) + text.charCodeAt(at)) | 0
  return (number ^ (number >>> 15)) & (size - 1)
}
