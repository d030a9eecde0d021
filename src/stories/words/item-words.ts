/**
 * What the grouping knows of an item: its most telling terms with their weights, in one packed array, small enough to
 * keep for every item of a live story. Whole numbers only, and the same text always gives the same array.
 *
 * | from | what |
 * |---|---|
 * | 0 | how many terms, pairs, marks |
 * | 3 | the sum of the weights · terms of the headline · terms that are names |
 * | 6 | each term: its hash, then `weight << 8 | flags`; sorted by hash |
 * | then | the headline's pairs of neighbouring words; sorted |
 * | then | marks: what tells one event from another of its kind (numbers, days, years); sorted |
 */
export type ItemWords = Uint32Array

export const inTitle = 1
export const isName = 2
/** Where the terms begin. */
export const header = 6

export const termCount = (words: ItemWords): number => words[0] ?? 0
const pairCount = (words: ItemWords): number => words[1] ?? 0
const markCount = (words: ItemWords): number => words[2] ?? 0
/** Of all terms; 64 is one word that is said once. */
export const massOf = (words: ItemWords): number => words[3] ?? 0
export const nameCount = (words: ItemWords): number => words[5] ?? 0

export const termAt = (words: ItemWords, index: number): number => words[header + 2 * index] ?? 0
export const weightAt = (words: ItemWords, index: number): number =>
  (words[header + 2 * index + 1] ?? 0) >>> 8
export const flagsAt = (words: ItemWords, index: number): number => (words[header + 2 * index + 1] ?? 0) & 255

export function pairsOf(words: ItemWords): Uint32Array {
  const from = header + 2 * termCount(words)
  return words.subarray(from, from + pairCount(words))
}

export function marksOf(words: ItemWords): Uint32Array {
  const from = header + 2 * termCount(words) + pairCount(words)
  return words.subarray(from, from + markCount(words))
}

/** Marks carry their kind in their lowest two bits. */
export type MarkKind = 0 | 1 | 2 | 3
export const numberMark: MarkKind = 0
export const dayMark: MarkKind = 1
export const yearMark: MarkKind = 2
/** A number with a point, such as a magnitude: it is measured, and seldom goes up from one report to the next. */
export const decimalMark: MarkKind = 3
export const markKind = (mark: number): number => mark & 3

export function packWords(words: ItemWords): string {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength).toString('base64')
}

export function unpackWords(packed: string): ItemWords {
  const octets = Buffer.from(packed, 'base64')
  const words = new Uint32Array(octets.length >> 2)
  for (let at = 0; at < words.length; at++) words[at] = octets.readUInt32LE(at * 4)
  return words
}
