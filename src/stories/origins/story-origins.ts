/**
 * Who is behind one story: puts each item to an origin and counts the independent ones. An item has the origin of the
 * text that it copies or cuts, else the one that it names, else its source's own outlet. What comes out depends on the
 * items and on the order of their ids alone: whenever they were added, removed or put back, the answer is the same, so a
 * restart, a merge and a replay need nothing but the items. One array a story, for there are 50,000 of them.
 */
import { assignOrigins, type ItemOrigin, type PlacedItem, speakerOf } from './assign-origins.ts'
import type { NamedOrigin } from './named-origin.ts'
import type { Sketch } from './sketch.ts'
import { findText, type KnownText } from './story-texts.ts'

/** What is looked at of an item; kept as it is given, and never changed. */
export interface OriginItem {
  sketch: Sketch
  named: NamedOrigin | null
  sourceName: string
}

interface Entry extends PlacedItem, KnownText {
  item: OriginItem
}

export class StoryOrigins {
  /** In the order of the items' ids. */
  #entries: Entry[] = []
  /** Null: nobody asked since it changed. */
  #count: number | null = null

  /** Of a restart's or a merged story's items. */
  constructor(items: Iterable<readonly [itemId: number, item: OriginItem]> = []) {
    this.#placeAll(items)
    assignOrigins(this.#entries)
  }

  /** Adds an item, or puts what a revision says in the place of what it said. What that changed of others comes along. */
  add(itemId: number, item: OriginItem): ItemOrigin & { changed: readonly ItemOrigin[] } {
    const last = this.#entries.at(-1)?.itemId ?? Number.NEGATIVE_INFINITY
    // What comes late is counted as if it had come in its turn.
    const changed =
      itemId > last
        ? this.#append(itemId, item)
        : this.#changedBy(() => this.#placeAll([...this.items(), [itemId, item]]))
    const own = this.originOf(itemId) ?? { itemId, origin: null, originName: null }
    return { ...own, changed: changed.filter(one => one.itemId !== itemId) }
  }

  /** For items that went to another story; unknown ones are none. What changed of those that stay. */
  remove(itemIds: readonly number[]): readonly ItemOrigin[] {
    const gone = new Set(itemIds)
    return this.#changedBy(() => this.#placeAll(this.items().filter(([itemId]) => !gone.has(itemId))))
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
    this.#count ??= countOf(this.#entries)
    return this.#count
  }

  /** In the order of their ids: what another is made of after a merge. */
  items(): (readonly [itemId: number, item: OriginItem])[] {
    return this.#entries.map(({ itemId, item }) => [itemId, item])
  }

  #append(itemId: number, item: OriginItem): ItemOrigin[] {
    this.#place(itemId, item)
    return assignOrigins(this.#entries).map(({ itemId: changed, origin, originName }) => {
      return { itemId: changed, origin, originName }
    })
  }

  #changedBy(change: () => void): ItemOrigin[] {
    const before = new Map(
      this.#entries.map(({ itemId, origin, originName }) => [itemId, { origin, originName }]),
    )
    change()
    assignOrigins(this.#entries)
    return this.#entries
      .filter(({ itemId, origin, originName }) => {
        const was = before.get(itemId)
        return was?.origin !== origin || was.originName !== originName
      })
      .map(({ itemId, origin, originName }) => ({ itemId, origin, originName }))
  }

  #placeAll(items: Iterable<readonly [number, OriginItem]>): void {
    this.#count = null
    this.#entries = []
    const inOrder = [...new Map(items)].sort(([one], [other]) => one - other)
    for (const [itemId, item] of inOrder) this.#place(itemId, item)
  }

  #place(itemId: number, item: OriginItem): void {
    this.#count = null
    const text = findText(this.#entries, itemId, item.sketch)
    const speaker = speakerOf(item.named, item.sourceName)
    const entry = { itemId, item, ...text, speaker, origin: null, originName: null }
    // Most stories have one, and an empty array that grows takes room for sixteen more.
    if (this.#entries.length === 0) this.#entries = [entry]
    else this.#entries.push(entry)
  }
}

function countOf(entries: readonly Entry[]): number {
  const numbers = new Set(entries.map(({ origin }) => origin))
  numbers.delete(null)
  return numbers.size
}
