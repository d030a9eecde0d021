/**
 * How common a word is in news at large, as counted once in other news than what is read here: so the first item that is
 * read already knows that "minister" tells less than "Kunming". Hashes of words and counts, no text.
 */
import { readFileSync } from 'node:fs'

export interface Background {
  /** In how many texts the term was; 0 for what was not met, or only once or twice. */
  texts(term: number): number
  /** See `tellingOf`. */
  telling(term: number): number
  /** All of those counts together. */
  readonly total: number
}

const file = new URL('./background.json', import.meta.url)

interface Packed {
  total: number
  terms: string
}

export function shippedBackground(): Background {
  // Our own file, written by `npm run train:stories`.
  return unpackBackground(JSON.parse(readFileSync(file, 'utf8')) as Packed)
}

export function unpackBackground({ total, terms }: Packed): Background {
  const octets = Buffer.from(terms, 'base64')
  const counts = new Map<number, number>()
  for (let at = 0; at < octets.length; at += 5)
    counts.set(octets.readUInt32LE(at), countOf(octets.readUInt8(at + 4)))
  return backgroundOf(counts, total)
}

export function backgroundOf(counts: ReadonlyMap<number, number>, total: number): Background {
  /** Each number of texts that there is; there are but some hundred. The first is of what was never met. */
  const levels = [...new Set([0, ...counts.values()])]
  const levelOf = new Map(levels.map((texts, level) => [texts, level]))
  const tellings = Float64Array.from(levels, texts => tellingOf(total, texts))
  // Open addressing in plain arrays (Knuth 1973, 6.4), for every word that is read is looked up, and more than once.
  const length = lengthFor(counts.size)
  /** Two numbers a place, side by side in memory: the term, and its level; of 0 the place is free. */
  const places = new Int32Array(2 * length)
  const placeOf = (term: number) => {
    // A term is a hash, and says itself where it belongs.
    const wanted = term | 0
    let place = 2 * (wanted & (length - 1))
    while (places[place + 1] !== 0 && places[place] !== wanted) place = (place + 2) & (2 * length - 1)
    return place
  }
  for (const [term, texts] of counts) {
    const place = placeOf(term)
    places[place] = term
    places[place + 1] = levelOf.get(texts) ?? 0
  }
  const levelAt = (term: number) => places[placeOf(term) + 1] ?? 0
  return {
    texts: term => levels[levelAt(term)] ?? 0,
    telling: term => tellings[levelAt(term)] ?? 0,
    total,
  }
}

/** At most half of the places are taken. */
function lengthFor(count: number): number {
  let length = 16
  while (length < count * 2) length *= 2
  return length
}

/** The other way; terms in their order, so that the same counts give the same file. */
export function packBackground(counts: ReadonlyMap<number, number>, total: number, least: number): Packed {
  const kept = [...counts].filter(([, count]) => count >= least).sort(([one], [other]) => one - other)
  const octets = Buffer.alloc(kept.length * 5)
  for (const [at, [term, count]] of kept.entries()) {
    octets.writeUInt32LE(term, at * 5)
    octets.writeUInt8(levelOf(count), at * 5 + 4)
  }
  return { total, terms: octets.toString('base64') }
}

/** One octet for a count, in steps of four per cent. */
function levelOf(count: number): number {
  return Math.min(255, Math.round(Math.log(count) / Math.log(1.04)))
}

function countOf(level: number): number {
  return Math.round(1.04 ** level)
}

/**
 * What sharing a term tells that is in so many texts, in nats above what any word of the news tells; the words that
 * everybody uses tell a little too. Fixed for good, so that what is derived from it can be kept.
 */
function tellingOf(total: number, texts: number): number {
  return Math.max(0.2, Math.log(total / (texts + 0.3)) - 4)
}
