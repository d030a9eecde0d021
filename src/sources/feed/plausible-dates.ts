/**
 * Dates that can be shown. A feed's date is a claim: an ancient one is a default of some program (1970, 0001), and
 * one that all entries share to the second is when the document was made. Both say nothing of when an item was
 * published, nor may they be a witness for who it is. Dates to come stay until they are shown.
 */
import type { IdentifiedItem } from './item-keys.ts'

/** Nothing on the web is older. */
const earliest = Date.UTC(1990, 0)
/** Fewer entries may well be of one second. */
const fewestAlike = 3
/** Some programs ask the clock again for each entry. */
const generatedWithinMs = 2_000
/** How far a publisher's clock may be from ours. */
const clockErrorMs = 10 * 60_000

/** `at`: when the document was read. */
export function withPlausibleDates(entries: readonly IdentifiedItem[], at: number): IdentifiedItem[] {
  const generated = isGenerationTime(entries, at)
  return entries.map(entry => {
    const { publishedAt } = entry.item
    const plausible = generated ? null : plausibleDate(publishedAt)
    return plausible === publishedAt ? entry : { ...entry, item: { ...entry.item, publishedAt: plausible } }
  })
}

function plausibleDate(publishedAt: number | null): number | null {
  return publishedAt !== null && publishedAt >= earliest ? publishedAt : null
}

function isGenerationTime(entries: readonly IdentifiedItem[], at: number): boolean {
  if (entries.length < fewestAlike) return false
  const dates = entries.flatMap(({ item }) => item.publishedAt ?? [])
  if (dates.length < entries.length) return false
  const first = dates.reduce((one, other) => Math.min(one, other))
  const last = dates.reduce((one, other) => Math.max(one, other))
  // A whole minute was chosen by somebody: releases at eight o'clock, a day without a time.
  if (first === last) return first % 60_000 !== 0
  return last - first <= generatedWithinMs && Math.abs(at - last) <= clockErrorMs
}
