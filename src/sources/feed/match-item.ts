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
import type { FeedItem } from './feed.ts'
import { type ItemKeys, similarFrom } from './item-keys.ts'
import { headlineWords, sameHeadline, similarity, wordsOf } from './similar-text.ts'

export interface KnownItem extends ItemKeys {
  id: number
  title: string
  text: string
  publishedAt: number | null
}

export type ItemMatch =
  | { kind: 'new' }
  | { kind: 'known'; id: number }
  /** Another headline, another first paragraph, or much more text under the same two. */
  | { kind: 'revised'; id: number; changed: ('title' | 'lead' | 'text')[] }

export function matchItem(candidates: readonly KnownItem[], item: FeedItem, keys: ItemKeys): ItemMatch {
  const known = candidates
    .map(candidate => ({ candidate, strength: witness(candidate, item, keys) }))
    .filter(({ strength }) => strength > 0)
    .sort((left, right) => right.strength - left.strength || right.candidate.id - left.candidate.id)[0]
  if (!known) return { kind: 'new' }
  const { id } = known.candidate
  const changed = changes(known.candidate, item)
  return changed.length > 0 ? { kind: 'revised', id, changed } : { kind: 'known', id }
}

/** How surely the two are one item; 0 when they are not. */
function witness(known: KnownItem, item: FeedItem, keys: ItemKeys): number {
  const sameUrl = keys.urlKey !== null && known.urlKey === keys.urlKey
  const sameGuid = keys.guidKey !== null && known.guidKey === keys.guidKey
  if (sameUrl) return sameGuid ? 5 : 4
  if (sameGuid && guidHolds(known, item, keys)) return 3
  const sameTitle = keys.titleKey !== null && known.titleKey === keys.titleKey
  return sameTitle && titleHolds(known, item, keys) ? 2 : 0
}

function guidHolds(known: KnownItem, item: FeedItem, keys: ItemKeys): boolean {
  const sameDate = item.publishedAt !== null && item.publishedAt === known.publishedAt
  const dateDiffers = item.publishedAt !== null && known.publishedAt !== null && !sameDate
  if (leadSimilarity(known, item) >= similarFrom) return true
  const before = headlineWords(known.title)
  const now = headlineWords(item.title)
  if (similarity(before, now) >= similarFrom) {
    // "Bulletin of 18 August", "Bulletin of 19 August": alike, and not the same, unless the date says so.
    return sameDate || numbers(before) === numbers(now) || !dateDiffers
  }
  // Without an address to ask, only another date speaks against the guid.
  return (keys.urlKey === null || known.urlKey === null) && !dateDiffers
}

function titleHolds(known: KnownItem, item: FeedItem, keys: ItemKeys): boolean {
  const lead = leadOf(item)
  const noLead = lead.length === 0 || leadOf(known).length === 0
  const likeness = leadSimilarity(known, item)
  const apartMs = Math.abs((item.publishedAt ?? Number.NaN) - (known.publishedAt ?? Number.NaN))
  if (keys.urlKey === null || known.urlKey === null) return noLead ? !(apartMs > 0) : likeness >= similarFrom
  // Two addresses: the same words again within hours, or the very same second, which a bare date is not.
  if (likeness === 1 && lead.length >= tellingLead && !(apartMs > republishedWithinMs)) return true
  return apartMs === 0 && (noLead ? (item.publishedAt ?? 0) % 3_600_000 !== 0 : likeness >= similarFrom)
}

/** What comes again later in the same words is news again: tomorrow's weather warning. */
const republishedWithinMs = 6 * 3_600_000
/** Shorter paragraphs ("Photos of the day") recur under other articles. */
const tellingLead = 12
/** Text that grew by so many words of its own brings something new under an unchanged headline. */
const tellingGrowth = 60

function changes(known: KnownItem, item: FeedItem): ('title' | 'lead' | 'text')[] {
  const changed: ('title' | 'lead' | 'text')[] = []
  if (item.title !== '' && !sameHeadline(known.title, item.title)) changed.push('title')
  if (leadChanged(leadOf(known), leadOf(item))) changed.push('lead')
  const before = new Set(wordsOf(known.text))
  const grown = new Set(wordsOf(item.text)).difference(before)
  if (grown.size >= tellingGrowth && grown.size * 3 >= before.size) changed.push('text')
  return changed
}

/** A lead that is gone or cut short takes nothing back; new words, and above all new numbers, count. */
function leadChanged(before: readonly string[], now: readonly string[]): boolean {
  if (now.length === 0 || startsWith(before, now) || startsWith(now, before)) return false
  return numbers(before) !== numbers(now) || similarity(before, now) < 0.85
}

function startsWith(whole: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.every((word, at) => whole[at] === word)
}

function leadSimilarity(known: KnownItem, item: FeedItem): number {
  return similarity(leadOf(known), leadOf(item))
}

/** The words of the first paragraph; none where it only repeats the headline, as aggregators' do. */
function leadOf({ title, text }: { title: string; text: string }): string[] {
  const words = wordsOf(text.split('\n\n', 1)[0]?.slice(0, 1000) ?? '')
  const headline = headlineWords(title)
  return startsWith(words, headline) && words.length - headline.length <= 8 ? [] : words
}

function numbers(words: readonly string[]): string {
  return words.filter(word => /\p{N}/u.test(word)).join(' ')
}
