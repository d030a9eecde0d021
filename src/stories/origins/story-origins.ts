/**
 * Who is behind one story: puts each item to an origin and counts the independent ones. An item has the origin of the
 * text that it copies or cuts, else the one that it names, else its source's own outlet. What comes out depends on the
 * items and on the order of their ids alone: whenever they were added, removed or put back, the answer is the same, so a
 * restart, a merge and a replay need nothing but the items.
 */
import { assignOrigins, type ItemOrigin, type PlacedItem, speakerOf } from './assign-origins.ts'
import type { NamedOrigin } from './named-origin.ts'
import type { Sketch } from './sketch.ts'
import { createStoryTexts } from './story-texts.ts'

export interface OriginItem {
  sketch: Sketch
  named: NamedOrigin | null
  sourceName: string
}

export interface StoryOrigins {
  /** Adds an item, or puts what a revision says in the place of what it said. What that changed of others comes along. */
  add(itemId: number, item: OriginItem): ItemOrigin & { changed: readonly ItemOrigin[] }
  /** For items that went to another story; unknown ones are none. What changed of those that stay. */
  remove(itemIds: readonly number[]): readonly ItemOrigin[]
  originOf(itemId: number): ItemOrigin | undefined
  /** Independent ones: as many as there are different numbers among the items; 1 or more while there are any. */
  readonly count: number
  /** In the order of their ids: what another is made of after a merge. */
  items(): (readonly [itemId: number, item: OriginItem])[]
}

type Entry = PlacedItem & OriginItem

export function createStoryOrigins(items: Iterable<readonly [number, OriginItem]> = []): StoryOrigins {
  let texts = createStoryTexts()
  let entries: Entry[] = []
  let origins = new Map<number, ItemOrigin>()

  const place = (itemId: number, { sketch, named, sourceName }: OriginItem) => {
    const speaker = speakerOf(named, sourceName)
    entries.push({ itemId, sketch, named, sourceName, speaker, text: texts.add(itemId, sketch) })
  }
  const placeAll = (all: Iterable<readonly [number, OriginItem]>) => {
    texts = createStoryTexts()
    entries = []
    for (const [itemId, item] of [...new Map(all)].sort(([one], [other]) => one - other)) place(itemId, item)
  }
  const count = () => {
    const before = origins
    origins = assignOrigins(entries)
    return [...origins.values()].filter(now => isOther(now, before.get(now.itemId)))
  }
  const known = () => entries.map(entry => [entry.itemId, entry] as const)

  placeAll(items)
  count()
  return {
    add(itemId, item) {
      const last = entries.at(-1)?.itemId ?? Number.NEGATIVE_INFINITY
      // What comes late is counted as if it had come in its turn.
      if (itemId > last) place(itemId, item)
      else placeAll([...known(), [itemId, item]])
      const changed = count().filter(one => one.itemId !== itemId)
      return { ...(origins.get(itemId) as ItemOrigin), changed }
    },
    remove(itemIds) {
      const gone = new Set(itemIds)
      placeAll(known().filter(([itemId]) => !gone.has(itemId)))
      return count()
    },
    originOf: itemId => origins.get(itemId),
    get count() {
      return new Set([...origins.values()].map(({ origin }) => origin)).difference(new Set([null])).size
    },
    items: known,
  }
}

function isOther(now: ItemOrigin, before: ItemOrigin | undefined): boolean {
  return before?.origin !== now.origin || before.originName !== now.originName
}
