/**
 * By what two items are surely about one event, whatever else they say, within a day: their address, or a headline of some
 * words that is the same word for word (an agency's, with its text here and without it there). An address such as `/live`
 * is used again: after a day it counts for as long as what comes has anything in common with the story (decision 0037).
 */
import { flagsAt, type ItemWords, inTitle, marksOf, termAt, termCount } from '../words/item-words.ts'
import type { LiveItem, LiveStory } from './live-story.ts'
import { disagreement } from './numbers.ts'

export interface SameItems {
  add(item: LiveItem): void
  remove(item: LiveItem): void
  /** The newest item that is surely of the same event. @param tellsOf Whether it has anything in common with that story. */
  find(
    item: Pick<LiveItem, 'words' | 'urlKey' | 'at'>,
    tellsOf: (story: LiveStory) => boolean,
  ): LiveItem | null
}

const leastWords = 5
const sureForMs = 24 * 3_600_000

export function createSameItems(): SameItems {
  const keyed = new Map<string, LiveItem[]>()
  const newest = (key: string | null) => (key === null ? null : (keyed.get(key)?.at(-1) ?? null))
  return {
    add(item) {
      for (const key of keysOf(item)) {
        const same = keyed.get(key)
        if (!same) keyed.set(key, [item])
        else same.splice(same.findLastIndex(({ id }) => id < item.id) + 1, 0, item)
      }
    },
    remove(item) {
      for (const key of keysOf(item)) {
        const same = keyed.get(key) ?? []
        const place = same.lastIndexOf(item)
        if (place >= 0) same.splice(place, 1)
        if (same.length === 0) keyed.delete(key)
      }
    },
    find({ words, urlKey, at }, tellsOf) {
      const address = newest(urlKey)
      const [first] = (urlKey !== null && keyed.get(urlKey)) || []
      const isSure = first !== undefined && Math.abs(at - first.at) <= sureForMs
      if (address && (isSure || tellsOf(address.story))) return address
      const headline = newest(headlineKey(words))
      return headline && isSameHeadline({ words, at }, headline) ? headline : null
    },
  }
}

/** Small numbers, and "6,1", are no words: two such headlines may be of two quakes. */
function isSameHeadline(one: Pick<LiveItem, 'words' | 'at'>, other: Pick<LiveItem, 'words' | 'at'>): boolean {
  return (
    Math.abs(one.at - other.at) <= sureForMs &&
    disagreement(marksOf(one.words), marksOf(other.words)) === null
  )
}

export interface Keyed {
  item: LiveItem
  headline: string | null
}

export const keyed = (item: LiveItem): Keyed => ({ item, headline: headlineKey(item.words) })

export function areSame(one: Keyed, other: Keyed): boolean {
  const { item, headline } = one
  const isAddress = item.urlKey !== null && item.urlKey === other.item.urlKey
  if (isAddress && Math.abs(item.at - other.item.at) <= sureForMs) return true
  return headline !== null && headline === other.headline && isSameHeadline(item, other.item)
}

function keysOf({ words, urlKey }: LiveItem): string[] {
  return [urlKey, headlineKey(words)].filter(key => key !== null)
}

/** Null: too short to be sure. The order of its words makes no difference; each is two units, for as digits they took twice as long. */
function headlineKey(words: ItemWords): string | null {
  let key = 'headline'
  let count = 0
  for (let at = 0; at < termCount(words); at++) {
    if (!(flagsAt(words, at) & inTitle)) continue
    const term = termAt(words, at)
    key += String.fromCharCode(term >>> 16, term & 0xffff)
    count += 1
  }
  return count >= leastWords ? key : null
}
