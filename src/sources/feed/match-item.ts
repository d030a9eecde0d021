/**
 * Is a newly read item one that is known, one that is known and says something else now, or a new one? In:
 * the source's rows that share any key with it. What always holds: an item is not doubled because its guid
 * is missing, random or changed, nor for another date, scheme or tracking parameter; an item that re-uses
 * the guid of another is not taken for it. Of each row the caller then keeps the newest keys and address.
 *
 * 1. The same address is the same item, whatever else changed (live pages, rewritten headlines).
 * 2. The same guid is the same item if a second witness agrees: address, headline or first paragraph.
 * 3. The same headline alone is the same item if date or first paragraph agree and no address objects.
 */
import { asFarAsKept } from './beginning.ts'
import { changesOf, type ItemChange, leadOf, numbersIn } from './item-changes.ts'
import type { ItemKeys, KeptItem } from './item-keys.ts'
import { sameAddress, sameByHeadline, sameNumbered } from './same-article.ts'
import { headlineWords, similarFrom, similarity } from './similar-text.ts'

export interface KnownItem extends ItemKeys {
  id: number
  url: string | null
  title: string
  text: string
  publishedAt: number | null
}

export type ItemMatch =
  | { kind: 'new' }
  | { kind: 'known'; id: number }
  | { kind: 'revised'; id: number; changed: ItemChange[] }

export function matchItem(candidates: readonly KnownItem[], item: KeptItem, keys: ItemKeys): ItemMatch {
  const known = candidates
    .map(candidate => ({ candidate, strength: witness(candidate, asFarAsKept(candidate, item), keys) }))
    .filter(({ strength }) => strength > 0)
    .sort((left, right) => right.strength - left.strength || right.candidate.id - left.candidate.id)[0]
  if (!known) return { kind: 'new' }
  const { id } = known.candidate
  const changed = changesOf(known.candidate, asFarAsKept(known.candidate, item))
  return changed.length > 0 ? { kind: 'revised', id, changed } : { kind: 'known', id }
}

/** How surely the two are one item; 0 when they are not. */
function witness(known: KnownItem, item: KeptItem, keys: ItemKeys): number {
  const sameGuid = keys.guidKey !== null && known.guidKey === keys.guidKey
  if (keys.urlKey !== null && known.urlKey === keys.urlKey) {
    if (sameGuid || sameAddress(known, item)) return sameGuid ? 5 : 4
    if (sameNumbered(known, item)) return 4
  }
  if (sameGuid && guidHolds(known, item, keys)) return 3
  const sameTitle = keys.titleKey !== null && known.titleKey === keys.titleKey
  const addressed = known.urlKey !== null && keys.urlKey !== null
  return sameTitle && sameByHeadline(known, item, { addressed }) ? 2 : 0
}

/** Less in common than this, and two texts under one guid have nothing to do with each other. */
const relatedFrom = 0.25

function guidHolds(known: KnownItem, item: KeptItem, keys: ItemKeys): boolean {
  // "👍" has no words that could agree.
  if (known.title === item.title && known.text === item.text) return true
  const sameDate = item.publishedAt !== null && item.publishedAt === known.publishedAt
  const dateDiffers = item.publishedAt !== null && known.publishedAt !== null && !sameDate
  const likeness = similarity(leadOf(known), leadOf(item))
  if (likeness >= similarFrom) return true
  const before = headlineWords(known.title)
  const now = headlineWords(item.title)
  const headlines = similarity(before, now)
  if (headlines >= similarFrom) {
    // "Bulletin of 18 August", "Bulletin of 19 August": alike, and not the same, unless the date says so.
    return sameDate || numbersIn(before) === numbersIn(now) || !dateDiffers
  }
  // Without an address to ask, date and words must speak for the guid.
  if (keys.urlKey !== null && known.urlKey !== null) return false
  return !dateDiffers && (sameDate || Math.max(headlines, likeness) >= relatedFrom)
}
