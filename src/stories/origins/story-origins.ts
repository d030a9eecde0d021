/**
 * Who is behind one story: puts each item to an origin and counts the independent ones. An item has the origin of the
 * text that it copies or cuts, else the one that it names, else its source's own outlet. What comes out depends on the
 * items and on the order of their ids alone: whenever they were added, removed or put back, the answer is the same, so a
 * restart, a merge and a replay need nothing but the items. One array a story, for there are 50,000 of them.
 */
import { assignOrigins, type ItemOrigin, speakerOf } from './assign-origins.ts'
import type { OriginItem } from './origin-item.ts'
import { createOriginNumbers, type OriginNumbers } from './origin-numbers.ts'
import { type Entry, placeAgain, pushOwn, withChanges } from './place-again.ts'
import { findText } from './story-texts.ts'

type Given = readonly [itemId: number, item: OriginItem]

/** A story of more keeps its newest sketches open, and its numbers at hand. */
const few = 32

export class StoryOrigins {
  /** In the order of the items' ids. */
  #entries: Entry[] = []
  /** Those that are `isOwn`; null: of few it is made when it is needed. */
  #own: Entry[] | null = null
  /** Null: nobody asked since it changed. */
  #numbers: OriginNumbers<Entry> | null = null
  #count: number | null = null

  /** Of a restart's or a merged story's items. */
  constructor(items: Iterable<Given> = []) {
    for (const [itemId, item] of inOrder(items)) this.#append(itemId, item)
    assignOrigins(this.#entries)
  }

  /** Adds an item, or puts what a revision says in the place of what it said. What that changed of others comes along. */
  add(itemId: number, item: OriginItem): ItemOrigin & { changed: readonly ItemOrigin[] } {
    const last = this.#entries.at(-1)?.itemId ?? Number.NEGATIVE_INFINITY
    // What comes late is counted as if it had come in its turn.
    const changed =
      itemId > last ? this.#numbered([this.#append(itemId, item)]) : this.#change([[itemId, item]], new Set())
    const own = this.originOf(itemId) ?? { itemId, origin: null, originName: null }
    return { ...own, changed: changed.filter(one => one.itemId !== itemId) }
  }

  /** As many, from another story. What that changed of all, theirs too. */
  put(items: Iterable<Given>): readonly ItemOrigin[] {
    return this.#change(inOrder(items), new Set())
  }

  /** For items that went to another story; unknown ones are none. What changed of those that stay. */
  remove(itemIds: Iterable<number>): readonly ItemOrigin[] {
    return this.#change([], new Set(itemIds))
  }

  originOf(itemId: number): ItemOrigin | undefined {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#entries[middle] as Entry).itemId < itemId) low = middle + 1
      else high = middle
    }
    const entry = this.#entries[low]
    return entry?.itemId === itemId
      ? { itemId, origin: entry.origin, originName: entry.originName }
      : undefined
  }

  /** Independent ones: as many as there are different numbers among the items; 1 or more while there are any. */
  get count(): number {
    this.#count ??= this.#numbers?.count() ?? countOf(this.#entries)
    return this.#count
  }

  /** In the order of their ids: what another is made of after a merge. */
  items(): Given[] {
    return this.#entries.map(({ itemId, item }) => [itemId, item])
  }

  #append(itemId: number, item: OriginItem): Entry {
    const entry = entryOf(itemId, item)
    const keepOpen = this.#entries.length >= few
    const own = this.#own ?? this.#entries.filter(({ isOwn }) => isOwn)
    Object.assign(entry, findText(own, entry, keepOpen))
    if (entry.isOwn) pushOwn(own, entry)
    this.#own = keepOpen ? own : null
    // Most stories have one, and an empty array that grows takes room for sixteen more.
    if (this.#entries.length === 0) this.#entries = [entry]
    else this.#entries.push(entry)
    return entry
  }

  /** Gives numbers where entries that are new have changed no other's text. */
  #numbered(entries: readonly Entry[]): ItemOrigin[] {
    this.#count = null
    if (this.#entries.length < few) return assignOrigins(this.#entries).map(originIn)
    this.#numbers ??= createOriginNumbers(before(this.#entries, entries))
    const { add } = this.#numbers
    return [...new Set(entries.flatMap(add))].map(originIn)
  }

  #change(put: readonly Given[], gone: ReadonlySet<number>): ItemOrigin[] {
    const given = put.map(([itemId, item]) => entryOf(itemId, item))
    const next = withChanges(this.#entries, given, gone)
    const { own, isSame } = placeAgain(next, next.entries.length >= few)
    this.#entries = next.entries
    this.#own = next.entries.length > few ? own : null
    if (isSame && !next.isLess) return this.#numbered(given)
    this.#numbers = null
    this.#count = null
    return assignOrigins(this.#entries).map(originIn)
  }
}

const inOrder = (items: Iterable<Given>) => [...new Map(items)].sort(([one], [other]) => one - other)

const originIn = ({ itemId, origin, originName }: Entry): ItemOrigin => ({ itemId, origin, originName })

function before(entries: readonly Entry[], added: readonly Entry[]): Entry[] {
  const isNew = new Set(added)
  return entries.filter(entry => !isNew.has(entry))
}

function entryOf(itemId: number, item: OriginItem): Entry {
  const speaker = speakerOf(item.named, item.sourceName)
  return { itemId, item, text: itemId, isOwn: true, open: null, speaker, origin: null, originName: null }
}

function countOf(entries: readonly Entry[]): number {
  const numbers = new Set(entries.map(({ origin }) => origin))
  numbers.delete(null)
  return numbers.size
}
