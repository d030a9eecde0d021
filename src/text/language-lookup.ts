/**
 * Which of our languages a reader is best served in (RFC 4647 §3.4, lookup): each range that was asked for, the
 * best first, is shortened from its end until one of ours is met. `*` asks for nothing in particular.
 */

/** No browser sends as much; what is longer is a hostile header, and its rest is not read. */
const longestHeader = 1_000
const mostRanges = 30

/** The tag among `ours` (lower case) that a range such as `de-AT` means; null: none. */
export function lookUpLanguage(range: string, ours: ReadonlySet<string>): string | null {
  // `de_AT` is how environments write it.
  let parts = range.trim().toLowerCase().replaceAll('_', '-').split('-').slice(0, 8)
  while (parts.length > 0) {
    const tag = parts.join('-')
    if (ours.has(tag)) return tag
    parts = parts.slice(0, -1)
    // A single letter belongs to what followed it.
    if (parts.length > 1 && parts.at(-1)?.length === 1) parts = parts.slice(0, -1)
  }
  return null
}

/** The same for an Accept-Language header (RFC 9110 §12.5.4). Null: it asks for none of ours. */
export function negotiateLanguage(header: string, ours: ReadonlySet<string>): string | null {
  const ranges = header.slice(0, longestHeader).split(',').slice(0, mostRanges).map(readRange)
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)
  for (const { range } of wanted) {
    const found = lookUpLanguage(range, ours)
    if (found !== null) return found
  }
  return null
}

function readRange(part: string): { range: string; quality: number } {
  const [range = '', ...parameters] = part.split(';').map(one => one.trim())
  const weight = parameters.find(one => /^q=/i.test(one))
  if (weight === undefined) return { range, quality: 1 }
  // What is no weight (RFC 9110 §12.4.2) counts as not wanted, rather than as wanted most.
  return {
    range,
    quality: /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.test(weight) ? Number(weight.slice(2)) : 0,
  }
}
