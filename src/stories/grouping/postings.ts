/**
 * The inverted index: from a term to the items that are indexed under it, the newest first. An item is indexed under its
 * most telling terms and looked up by all of its own, so that a new item meets the few stories it may belong to. A search
 * passes thousands of entries: whose they are is kept in arrays of numbers, and no object is touched on the way.
 */

import { highest } from '../highest.ts'
import { flagsAt, type ItemWords, inTitle, termAt, termCount, weightAt } from '../words/item-words.ts'
import { createLists, type Lists } from './lists.ts'
import type { NumberTable } from './number-table.ts'
import { createNumbered, type Numbered, type NumberedItem } from './numbered.ts'

/** What the index holds of an item. */
export interface Posted extends NumberedItem {
  id: number
  words: ItemWords
  /** Its story sleeps: forgotten by the next `sweep`. */
  gone: boolean
}

export interface Postings<Item extends Posted> {
  add(item: Item): void
  /** With the words that it was added with. */
  remove(item: Item): void
  /** It is in another story now. */
  follow(item: Item): void
  /** The newest first, at most `mostWalked`. */
  newest(term: number): Item[]
  nearest(search: Search<Item>): Item['story'][]
  /** Forgets those that are gone. */
  sweep(): void
}

/** For the stories that share the most, of equal ones the oldest. */
export interface Search<Item extends Posted> {
  words: ItemWords
  /** What sharing each of them tells, in their order. */
  told: Float64Array
  most: number
  /** A story that is not looked for. */
  except: Item['story'] | null
}

const indexedTerms = 32
const mostWalked = 400

/** @param table Of terms; what it has is these postings'. */
export function createPostings<Item extends Posted>(
  telling: (term: number) => number,
  table?: NumberTable,
): Postings<Item> {
  const lists = createLists(table)
  const numbered = createNumbered<Item>()
  const meet = createMeeting(lists, numbered)
  const itemAt = numbered.item
  return {
    add(item) {
      numbered.add(item)
      const isBefore = (other: number) => (itemAt(other)?.id ?? 0) < item.id
      for (const term of tellingTerms(item.words, telling)) lists.put(term, item.slot, isBefore)
    },
    remove(item) {
      for (const term of tellingTerms(item.words, telling)) lists.drop(term, item.slot)
      numbered.remove(item)
    },
    follow: numbered.follow,
    newest(term) {
      const newest = lists.of(term).slice(-mostWalked).reverse()
      return newest.flatMap(slot => {
        const item = itemAt(slot)
        return item && !item.gone ? [item] : []
      })
    },
    nearest: search => likeliest(meet(search), search, numbered),
    sweep() {
      const gone = new Set<Item>()
      lists.sweep(slot => {
        const item = itemAt(slot)
        if (item?.gone) gone.add(item)
        return item !== undefined && !item.gone
      })
      for (const item of gone) numbered.remove(item)
    },
  }
}

/** The stories that share a word with what is looked for, as they were met. */
interface Met {
  count: number
  /** Their slots. */
  slots: Int32Array
  /** What the words tell that each shares, each word once. */
  sums: Float64Array
}

/** What it returns is good until it is called again. */
function createMeeting<Item extends Posted>(
  lists: Lists,
  numbered: Numbered<Item>,
): (search: Search<Item>) => Met {
  const met: Met = { count: 0, slots: new Int32Array(), sums: new Float64Array() }
  /** Of those met, how many of the search's words were looked up when the last of them was met. */
  let lasts = new Uint32Array()
  /** By a story's slot, where it is among those met, plus one. Small and looked into at random; all else is read in order. */
  let places = new Int32Array()
  const fit = (length: number) => {
    if (length <= places.length) return
    places = new Int32Array(length * 2)
    met.slots = new Int32Array(length * 2)
    met.sums = new Float64Array(length * 2)
    lasts = new Uint32Array(length * 2)
  }
  const meet = (slot: number, tells: number, turn: number) => {
    const place = places[slot] ?? 0
    if (place === 0) {
      met.slots[met.count] = slot
      met.sums[met.count] = tells
      lasts[met.count] = turn
      met.count += 1
      places[slot] = met.count
    } else if (lasts[place - 1] !== turn) {
      met.sums[place - 1] = (met.sums[place - 1] ?? 0) + tells
      lasts[place - 1] = turn
    }
  }
  return ({ words, told }) => {
    fit(numbered.storySlots())
    const storyOf = numbered.storyOf()
    met.count = 0
    for (let at = 0; at < termCount(words); at++) {
      const list = lists.some(termAt(words, at))
      const tells = told[at] ?? 0
      if (typeof list === 'number') meet(storyOf[list] ?? 0, tells, at)
      else if (list) {
        const oldest = Math.max(0, list.length - mostWalked)
        for (let place = list.length - 1; place >= oldest; place--)
          meet(storyOf[list[place] ?? 0] ?? 0, tells, at)
      }
    }
    for (let at = 0; at < met.count; at++) places[met.slots[at] ?? 0] = 0
    return met
  }
}

function likeliest<Item extends Posted>(
  { count, slots, sums }: Met,
  { most, except }: Search<Item>,
  { story: storyAt }: Numbered<Item>,
): Item['story'][] {
  const idAt = (at: number) => storyAt(slots[at] ?? 0)?.id ?? 0
  // One more, for one may be the one that is not looked for.
  const best = highest(sums.subarray(0, count), most + 1, (one, other) => idAt(one) - idAt(other))
  const stories: Item['story'][] = []
  for (const at of best) {
    const story = storyAt(slots[at] ?? 0)
    if (story && story !== except && stories.length < most) stories.push(story)
  }
  return stories
}

/** Of the headline first, then by weight and by what they tell. */
export function tellingTerms(
  words: ItemWords,
  telling: (term: number) => number,
  most = indexedTerms,
): number[] {
  const count = termCount(words)
  const ranks = new Float64Array(count)
  for (let at = 0; at < count; at++)
    ranks[at] = weightAt(words, at) * telling(termAt(words, at)) * (flagsAt(words, at) & inTitle ? 2 : 1)
  // Terms stand in their order.
  const best = highest(ranks, most, (one, other) => one - other)
  if (count <= most) best.sort()
  // Not by pushing, which leaves room for more: each story keeps some.
  return Array.from(best, at => termAt(words, at))
}
