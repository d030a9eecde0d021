/** A set of small numbers, one bit each. */
export class Bits {
  readonly words: Uint32Array

  constructor(size: number) {
    this.words = new Uint32Array((size + 31) >>> 5)
  }

  has(at: number): boolean {
    return ((this.words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0
  }

  add(at: number): void {
    const word = at >>> 5
    this.words[word] = (this.words[word] ?? 0) | (1 << (at & 31))
  }

  delete(at: number): void {
    const word = at >>> 5
    this.words[word] = (this.words[word] ?? 0) & ~(1 << (at & 31))
  }

  clear(): void {
    this.words.fill(0)
  }
}
