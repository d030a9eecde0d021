/**
 * A text in some hundred bytes, from which copies and cuts of it are told. The first words are kept whole, for a cut of
 * a text is mostly its beginning and a feed often carries no more; what follows by halves, and the rest in a sample whose
 * density falls with the length. Whether a shingle is in the sample depends on the shingle alone, so that two texts keep
 * the same ones. Whole numbers only; never throws, whatever the text.
 */
import type { StoryItem } from '../story-item.ts'
import { writeCodes } from './codes.ts'
import { ownWords } from './own-words.ts'
import { shinglesOf, wordCodesOf } from './shingles.ts'
import { splitTitle } from './split-title.ts'

export interface Sketch {
  /** The shingles that are kept, as `codes.ts` writes them: each doubled, and one more where it is of the first. */
  codes: string
  /** Of the shingles far behind, one in 2^level is kept. */
  level: number
  /** The headline's words. */
  title: string
}

/** A lede of forty words. */
const headShingles = 36
/** Up to here every second shingle is kept. */
const middleShingles = 100
const mostInSample = 40
const mostTitleWords = 24
const longestTitle = 300

/** Takes some 20 µs a kilobyte; of a text, what stands before its 24,000th unit is looked at. */
export function sketchOf(item: Pick<StoryItem, 'title' | 'text'>): Sketch {
  const headline = splitTitle(item.title.slice(0, longestTitle)).headline
  const shingles = distinct(shinglesOf(ownWords(headline, item.text)))
  const far = shingles.slice(middleShingles)
  const level = sampleLevel(far, shingles.length)
  const codes = shingles.slice(0, headShingles).map(code => 2 * code + 1)
  for (let at = headShingles; at < shingles.length; at++) {
    const code = shingles[at] as number
    if (levelOf(code) >= (at < middleShingles ? 1 : level)) codes.push(2 * code)
  }
  const title = distinct(wordCodesOf(headline).slice(0, mostTitleWords))
  return { codes: writeCodes(codes), level, title: writeCodes(title) }
}

/** Codes plus one, of the text that is looked at; of 0 the place is free. */
let table = new Uint32Array(1 << 11)

/** Each once, in their order: with a table of their lowest bits, for a `Set` of five hundred takes a fourth of a sketch's time. */
function distinct(codes: readonly number[]): number[] {
  let length = 64
  while (length < 2 * codes.length) length *= 2
  if (length > table.length) table = new Uint32Array(length)
  else table.fill(0, 0, length)
  const found: number[] = []
  for (const code of codes) {
    let place = code & (length - 1)
    while (table[place] !== 0 && table[place] !== code + 1) place = (place + 1) & (length - 1)
    if (table[place] !== 0) continue
    table[place] = code + 1
    found.push(code)
  }
  return found
}

/** How many halvings of the sample a shingle stays in. */
export function levelOf(code: number): number {
  return code === 0 ? 23 : 31 - Math.clz32(code & -code)
}

function sampleLevel(far: readonly number[], count: number): number {
  if (count <= headShingles) return 0
  const kept = new Array<number>(25).fill(0)
  for (const code of far) kept[levelOf(code)] = (kept[levelOf(code)] ?? 0) + 1
  let sampled = far.length - (kept[0] ?? 0)
  let level = 1
  while (sampled > mostInSample) sampled -= kept[level++] ?? 0
  return level
}
