/**
 * Are two entries one article? One address is; one article number, or one headline, may need a witness.
 */
import { articleNumber, sameNumber } from './article-number.ts'
import { canonicalUrl } from './canonical-url.ts'
import type { FeedItem } from './feed.ts'
import { leadOf, numbersIn } from './item-changes.ts'
import { headlineWords, sameHeadline, similarFrom, similarity } from './similar-text.ts'
import { isOpaque } from './unwrap-address.ts'

export type Addressed = Pick<FeedItem, 'url' | 'title' | 'text' | 'publishedAt'>

/** So many digits are no sum, no post code and no coincidence. */
const surelyNumber = /#\d{7,}$/
/** Live pages change most of their words, and keep some; so much every two texts of a language share. */
const relatedFrom = 0.25

export function sameAddress(left: Addressed, right: Addressed): boolean {
  return left.url === right.url || canonicalUrl(left.url ?? '') === canonicalUrl(right.url ?? '')
}

/** Of two different addresses that show one article number. */
export function sameNumbered(left: Addressed, right: Addressed): boolean {
  return (
    surelyNumber.test(articleNumber(canonicalUrl(left.url ?? '')) ?? '') ||
    (left.publishedAt !== null && left.publishedAt === right.publishedAt) ||
    similarity(headlineWords(left.title), headlineWords(right.title)) >= relatedFrom ||
    similarity(leadOf(left), leadOf(right)) >= relatedFrom
  )
}

/** Of two items whose other keys say nothing. `addressed`: both have an address that could be the other's. */
export function sameByHeadline(
  known: Addressed,
  item: Addressed,
  { addressed }: { addressed: boolean },
): boolean {
  if (!sameHeadline(known.title, item.title)) return false
  const lead = leadOf(item)
  const noLead = lead.length === 0 || leadOf(known).length === 0
  const likeness = similarity(leadOf(known), lead)
  const apartMs = Math.abs((item.publishedAt ?? Number.NaN) - (known.publishedAt ?? Number.NaN))
  if (!addressed) return noLead ? !(apartMs > 0) : likeness >= similarFrom
  if (sameNumber(canonicalUrl(known.url ?? ''), canonicalUrl(item.url ?? ''))) return true
  // Two addresses: the same words again within hours, or the very same second, which a bare date is not.
  const sameWords = likeness >= republishedFrom && numbersIn(leadOf(known)) === numbersIn(lead)
  if (sameWords && lead.length >= tellingLead && !(apartMs > republishedWithinMs)) return true
  if (apartMs === 0) return noLead ? (item.publishedAt ?? 0) % 3_600_000 !== 0 : likeness >= similarFrom
  // Two ids of an aggregator that has nothing to show but the headline.
  return noLead && apartMs <= opaqueWithinMs && isOpaque(item.url ?? '') && isTelling(item.title)
}

/** What comes again later in the same words is news again: tomorrow's weather warning. */
const republishedWithinMs = 6 * 3_600_000
const republishedFrom = 0.9
const opaqueWithinMs = 2 * 3_600_000
/** Shorter paragraphs ("Photos of the day") recur under other articles. */
const tellingLead = 12

/** Not one of a series: "News by Example Wire, 2026-08-18". */
function isTelling(title: string): boolean {
  return headlineWords(title).length >= 6 && !/\d{4}-\d{2}-\d{2}/.test(title)
}
