/**
 * What items that are put between others, or taken out, change of the texts that the others have: those behind them are
 * looked at again, until so many in a row are what they were that nobody further on is compared with what changed.
 */
import type { PlacedItem } from './assign-origins.ts'
import type { OriginItem } from './origin-item.ts'
import { findText, type KnownText, mostCompared } from './story-texts.ts'

export interface Entry extends PlacedItem, KnownText {
  item: OriginItem
}

export interface Changed {
  /** In the order of their ids. */
  entries: Entry[]
  isNew: ReadonlySet<Entry>
  /** Before which of them one left that others may have been compared with. */
  leftBefore: ReadonlySet<number>
  isLess: boolean
}

/** @param given In the order of their ids; one of an id that is there takes its place. */
export function withChanges(
  known: readonly Entry[],
  given: readonly Entry[],
  gone: ReadonlySet<number>,
): Changed {
  const entries: Entry[] = []
  const leftBefore = new Set<number>()
  let [at, isLess] = [0, false]
  for (const entry of known) {
    for (let next = given[at]; next && next.itemId < entry.itemId; next = given[++at]) entries.push(next)
    if (given[at]?.itemId !== entry.itemId && !gone.has(entry.itemId)) {
      entries.push(entry)
      continue
    }
    isLess = true
    if (entry.isOwn) leftBefore.add(entries.length)
  }
  for (; at < given.length; at++) entries.push(given[at] as Entry)
  return { entries, isNew: new Set(given), leftBefore, isLess }
}

/** Writes the texts into the entries. `isSame`: those that were there have the ones they had. */
export function placeAgain(
  { entries, isNew, leftBefore }: Changed,
  keepOpen: boolean,
): { own: Entry[]; isSame: boolean } {
  const own: Entry[] = []
  let [unsettled, isSame] = [0, true]
  for (const [at, entry] of entries.entries()) {
    if (leftBefore.has(at)) unsettled = mostCompared
    if (isNew.has(entry) || unsettled > 0) {
      const { text, isOwn, open } = entry
      const found = findText(own, entry, keepOpen)
      Object.assign(entry, found, { open: found.open && (open ?? found.open) })
      const isOther = found.text !== text || found.isOwn !== isOwn
      if (isNew.has(entry)) unsettled = found.isOwn ? mostCompared : unsettled
      else {
        if (isOther) isSame = false
        if (isOther && (isOwn || found.isOwn)) unsettled = mostCompared
        else if (found.isOwn) unsettled -= 1
      }
    }
    if (entry.isOwn) pushOwn(own, entry)
  }
  return { own, isSame }
}

/** Who comes is compared with the newest of them only, and the others need not be open. */
export function pushOwn(own: Entry[], entry: Entry): void {
  own.push(entry)
  const beyond = own[own.length - 1 - mostCompared]
  if (beyond) beyond.open = null
}
