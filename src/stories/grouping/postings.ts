/**
 * The inverted index: from a term to the items that are indexed under it, the newest first. An item is indexed under its
 * most telling terms and looked up by all of its own, so that a new item meets the few stories it may belong to. A search
 * passes thousands of entries: whose they are is kept in arrays of numbers, and no object is touched on the way.
 */
import { flagsAt, type ItemWords, inTitle, termAt, termCount, weightAt } from '../words/item-words.ts'
import { createLists, type Lists } from './lists.ts'
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

export function createPostings<Item extends Posted>(telling: (term: number) => number): Postings<Item> {
  const lists = createLists()
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

interface Met {
  /** Slots of stories, as they were met, and how many of them. */
  slots: Int32Array
  count: number
  /** By twice the slot, what the words tell that the story shares, each word once; beside it how many of the search's words were looked up when the last of them was met. */
  sums: Float64Array
}

/** What it returns is good until it is called again. */
function createMeeting<Item extends Posted>(
  lists: Lists,
  numbered: Numbered<Item>,
): (search: Search<Item>) => Met {
  let slots = new Int32Array()
  let sums = new Float64Array()
  const fit = (length: number) => {
    if (length <= slots.length) return
    slots = new Int32Array(length * 2)
    sums = new Float64Array(length * 4)
  }
  return ({ words, told }) => {
    fit(numbered.storySlots())
    const storyOf = numbered.storyOf()
    let count = 0
    for (let at = 0; at < termCount(words); at++) {
      const list = lists.some(termAt(words, at))
      if (list === undefined) continue
      const tells = told[at] ?? 0
      const length = typeof list === 'number' ? 1 : list.length
      const oldest = Math.max(0, length - mostWalked)
      for (let place = length - 1; place >= oldest; place--) {
        const slot = storyOf[typeof list === 'number' ? list : (list[place] ?? 0)] ?? 0
        const last = sums[2 * slot + 1]
        if (last === at + 1) continue
        if (last === 0) {
          slots[count++] = slot
          sums[2 * slot] = tells
        } else sums[2 * slot] = (sums[2 * slot] ?? 0) + tells
        sums[2 * slot + 1] = at + 1
      }
    }
    for (let at = 0; at < count; at++) sums[2 * (slots[at] ?? 0) + 1] = 0
    return { slots, count, sums }
  }
}

function likeliest<Item extends Posted>(
  { slots, count, sums }: Met,
  { most, except }: Search<Item>,
  { story: storyAt }: Numbered<Item>,
): Item['story'][] {
  const best: Item['story'][] = []
  const sumOf = ({ slot }: Item['story']) => sums[2 * slot] ?? 0
  let least = Number.NEGATIVE_INFINITY
  for (let at = 0; at < count; at++) {
    const slot = slots[at] ?? 0
    const sum = sums[2 * slot] ?? 0
    if (sum < least) continue
    const story = storyAt(slot)
    if (!story || story === except) continue
    let place = best.length
    for (; place > 0; place--) {
      const other = best[place - 1]
      if (other && (sumOf(other) > sum || (sumOf(other) === sum && other.id < story.id))) break
    }
    if (place >= most) continue
    best.splice(place, 0, story)
    if (best.length > most) best.pop()
    const last = best.at(-1)
    if (last && best.length === most) least = sumOf(last)
  }
  return best
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
