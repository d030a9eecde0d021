/**
 * The inverted index: from a term to the items that are indexed under it, the newest last. An item is indexed under its
 * most telling terms and looked up by all of its own, so that a new item meets the few stories it may belong to.
 */
import { flagsAt, type ItemWords, inTitle, termAt, termCount, weightAt } from '../words/item-words.ts'

/** What the index holds of an item. */
export interface Posted {
  id: number
  words: ItemWords
  /** Its story sleeps: no longer found. */
  gone: boolean
}

export interface Postings<Item extends Posted> {
  add(item: Item): void
  /** With the words that it was added with. */
  remove(item: Item): void
  /** The newest first, at most `mostWalked`. */
  walk(term: number, visit: (item: Item) => void): void
  /** A number for each search, by which it knows what it met. */
  nextSearch(): number
  /** Forgets those that are gone. */
  sweep(): void
}

const indexedTerms = 32
const mostWalked = 400

export function createPostings<Item extends Posted>(telling: (term: number) => number): Postings<Item> {
  const lists = new Map<number, Item[]>()
  let searches = 0
  return {
    add(item) {
      for (const term of tellingTerms(item.words, telling)) {
        const list = lists.get(term)
        if (list) insert(list, item)
        else lists.set(term, [item])
      }
    },
    remove(item) {
      for (const term of tellingTerms(item.words, telling)) {
        const kept = lists.get(term)?.filter(other => other !== item) ?? []
        if (kept.length === 0) lists.delete(term)
        else lists.set(term, kept)
      }
    },
    walk(term, visit) {
      const list = lists.get(term)
      if (!list) return
      const end = Math.max(0, list.length - mostWalked)
      for (let at = list.length - 1; at >= end; at--) {
        const item = list[at]
        if (item && !item.gone) visit(item)
      }
    },
    nextSearch: () => ++searches,
    sweep() {
      for (const [term, list] of lists) {
        const kept = list.filter(item => !item.gone)
        if (kept.length === 0) lists.delete(term)
        else if (kept.length < list.length) lists.set(term, kept)
      }
    },
  }
}

/** In the order of the ids; nearly always at the end. */
function insert<Item extends Posted>(list: Item[], item: Item): void {
  let place = list.length
  while (place > 0 && (list[place - 1]?.id ?? 0) > item.id) place--
  if (place === list.length) list.push(item)
  else list.splice(place, 0, item)
}

/** Of the headline first, then by weight and by what they tell. */
export function tellingTerms(
  words: ItemWords,
  telling: (term: number) => number,
  most = indexedTerms,
): number[] {
  const ranked: { term: number; rank: number }[] = []
  for (let at = 0; at < termCount(words); at++) {
    const term = termAt(words, at)
    const rank = weightAt(words, at) * telling(term) * (flagsAt(words, at) & inTitle ? 2 : 1)
    ranked.push({ term, rank })
  }
  if (ranked.length <= most) return ranked.map(({ term }) => term)
  ranked.sort((one, other) => other.rank - one.rank || one.term - other.term)
  return ranked.slice(0, most).map(({ term }) => term)
}
