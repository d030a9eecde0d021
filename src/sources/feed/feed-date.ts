/**
 * Dates as feeds write them: RFC 822 and its zoo of deviations, ISO 8601, asctime, `Aug 18, 2026 4:30 PM`.
 * In: any text. Out: epoch milliseconds, or null where nobody can tell. Never throws, never asks the
 * machine's time zone: what names no zone is UTC.
 */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The first three letters, where they are not English (German, French, Spanish, Portuguese, Italian, Dutch). */
const foreignMonths: Record<string, number> = {
  jän: 1,
  fév: 2,
  mär: 3,
  maa: 3,
  mrt: 3,
  avr: 4,
  abr: 4,
  mai: 5,
  mei: 5,
  mag: 5,
  giu: 6,
  lug: 7,
  ago: 8,
  aoû: 8,
  set: 9,
  okt: 10,
  out: 10,
  ott: 10,
  dez: 12,
  dic: 12,
  déc: 12,
  gen: 1,
  ene: 1,
}

/** Hours from UTC. Where a name means several zones, the one that news feeds mean. */
const zones: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 1,
  bst: 1,
  ist: 5.5,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  mez: 1,
  mesz: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  sast: 2,
  gst: 4,
  pkt: 5,
  wib: 7,
  ict: 7,
  sgt: 8,
  hkt: 8,
  pht: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  art: -3,
  brt: -3,
  nst: -3.5,
  ndt: -2.5,
  ast: -4,
  adt: -3,
  est: -5,
  edt: -4,
  et: -5,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
}

interface DateParts {
  year: number
  month: number
  day: number
  clock: string
}

export function parseFeedDate(written: string): number | null {
  const text = written.trim().slice(0, 100)
  const parts = isoParts(text) ?? writtenParts(text)
  if (!parts) return null
  const clock = clockMs(parts.clock)
  if (clock === null) return null
  const { year, month, day } = parts
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  const at = Date.UTC(year, month - 1, day)
  // 31 June: the feed's mistake, not ours to move to July.
  return new Date(at).getUTCDate() === day ? at + clock : null
}

/** 2026-08-18T11:43:03Z, 20260818, 2026-08, 2026, 2026-230 (the day of the year). */
function isoParts(text: string): DateParts | null {
  const match =
    /^(\d{4})(?:-(\d{3})(?!\d)|-?(\d{2})(?:-?(\d{2}))?|[/.](\d{1,2})[/.](\d{1,2})|-(\d)-(\d{1,2}))?(?:(?:\s*T\s*|[\s,]+)(\d{1,2}:?\d.*))?$/i.exec(
      text,
    )
  if (!match) return null
  const [, year, dayOfYear, month, day, slashMonth, slashDay, shortMonth, shortDay, clock = ''] = match
  if (dayOfYear) {
    const date = new Date(Date.UTC(Number(year), 0, Number(dayOfYear)))
    return { year: Number(year), month: date.getUTCMonth() + 1, day: date.getUTCDate(), clock }
  }
  return {
    year: Number(year),
    month: Number(month ?? slashMonth ?? shortMonth ?? 1),
    day: Number(day ?? slashDay ?? shortDay ?? 1),
    clock,
  }
}

/** `Tue, 18 Aug 2026 11:43:03 +0000` and `Tue Aug 18 11:43:03 EDT 2026`, with or without each part. */
function writtenParts(text: string): DateParts | null {
  const dayFirst =
    /(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:de\s+)?(\p{L}{3,})\.?,?[\s-]*(?:de\s+)?(\d{4}|\d{2})(?!\d|:)/u.exec(
      text,
    )
  if (dayFirst) {
    const [all, day = '', month = '', year = ''] = dayFirst
    return withMonth(year, month, day, text.slice(dayFirst.index + all.length))
  }
  const monthFirst = /(?:^|[\s,])(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(.*)$/u.exec(text)
  if (!monthFirst) return null
  const [, month = '', day = '', rest = ''] = monthFirst
  const year = /(?:^|\s)(\d{4})(?=$|[\s,])/.exec(rest)
  if (!year?.[1]) return null
  return withMonth(year[1], month, day, rest.replace(year[0], ' '))
}

function withMonth(year: string, name: string, day: string, clock: string): DateParts | null {
  const short = name.toLowerCase().slice(0, 3)
  const month = months.indexOf(short) + 1 || foreignMonths[short]
  if (!month) return null
  const number = Number(year)
  const full = year.length > 2 ? number : number < 70 ? 2000 + number : 1900 + number
  return { year: full, month, day: Number(day), clock }
}

/** Milliseconds since midnight UTC; 0 for no clock at all, null for one that cannot be. */
function clockMs(written: string): number | null {
  const text = written.replace(/^[\s,T-]+(?:at\s+)?/i, '')
  if (text === '') return 0
  const match = /^(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?(?:[.,:](\d+))?\s*([ap])?\.?(?:m\b\.?)?\s*(.*)$/i.exec(
    text,
  )
  if (!match) return zoneMs(text)
  const [, hours = '', minutes = '0', seconds = '0', fraction = '', half, zone = ''] = match
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours)
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 61) return null
  const ms = Number(`0.${fraction || 0}`) * 1000
  const offset = zoneMs(zone)
  const time = ((hour * 60 + Number(minutes)) * 60 + Math.min(Number(seconds), 59)) * 1000 + Math.floor(ms)
  return offset === null ? time : time + offset
}

/** What must be added to the local time. Null for a zone that nobody knows: it counts as UTC. */
function zoneMs(written: string): number | null {
  const zone = written.trim().toLowerCase()
  const offset = /^(?:gmt|utc|z)?\s*([+\-\u2212])\s*(\d{1,2}):?(\d{2})?/.exec(zone)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    return (offset[1] === '+' ? -1 : 1) * minutes * 60_000
  }
  const hours = zones[/^[a-z]+/.exec(zone)?.[0] ?? '']
  return hours === undefined ? null : -hours * 3_600_000
}
