/**
 * The two ways in which nine of ten feeds write a date, and write it well: `Tue, 18 Aug 2026 11:43:03 +0000` (RFC 822
 * with the years of RFC 1123) and `2026-08-18T11:43:03.000Z` (RFC 3339). In either, each part has its place.
 */
const named =
  /^[A-Z][a-z]{2}, [0-3]\d [A-Z][a-z]{2} (?:19|20)\d\d (?:[01]\d|2[0-3])(?::[0-5]\d){2} (?:[+-](?:0\d|1[0-4])[0-5]\d|GMT)$/
const numbered =
  /^(?:19|20)\d\d-[01]\d-[0-3]\dT(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{3})?(?:[+-](?:0\d|1[0-4]):[0-5]\d|Z)$/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Epoch milliseconds; null for whatever is written otherwise, or is no date. */
export function parseUsualDate(text: string): number | null {
  if (named.test(text)) {
    const midnight = midnightOf(digits(text, 12, 4), months.indexOf(text.slice(8, 11)), digits(text, 5, 2))
    return midnight === null ? null : midnight + clockMs(text, 17) - zoneMs(text, 26, 29)
  }
  if (!numbered.test(text)) return null
  const midnight = midnightOf(digits(text, 0, 4), digits(text, 5, 2) - 1, digits(text, 8, 2))
  const zone = text.length - 6
  const ms = text[19] === '.' ? digits(text, 20, 3) : 0
  return midnight === null ? null : midnight + clockMs(text, 11) + ms - zoneMs(text, zone, zone + 4)
}

/** `month`: from 0 on. */
function midnightOf(year: number, month: number, day: number): number | null {
  const midnight = Date.UTC(year, month, day)
  const date = new Date(midnight)
  return date.getUTCDate() === day && date.getUTCMonth() === month ? midnight : null
}

/** Of `11:43:03` at `at`. */
function clockMs(text: string, at: number): number {
  return ((digits(text, at, 2) * 60 + digits(text, at + 3, 2)) * 60 + digits(text, at + 6, 2)) * 1000
}

/** Of `+0530`, whose minutes are at `minutes`; a name of UTC has no sign. */
function zoneMs(text: string, at: number, minutes: number): number {
  if (text[at] !== '+' && text[at] !== '-') return 0
  const ms = (digits(text, at + 1, 2) * 60 + digits(text, minutes, 2)) * 60_000
  return text[at] === '+' ? ms : -ms
}

function digits(text: string, at: number, count: number): number {
  let number = 0
  for (let n = at; n < at + count; n++) number = number * 10 + text.charCodeAt(n) - 0x30
  return number
}
