/**
 * Dates as feeds write them: RFC 822 and its zoo of deviations, ISO 8601, asctime, `Aug 18, 2026 4:30 PM`, the
 * months of some forty languages, `2026年8月18日`, seconds since 1970. In: any text. Out: epoch milliseconds, or null
 * where nobody can tell. Never throws, never asks the machine's time zone: what names no zone is UTC.
 */
import { monthOf } from './month-names.ts'
import { zoneMs } from './time-zones.ts'
import { parseUsualDate } from './usual-date.ts'

/** Longer is no date. */
const maxDateLength = 100
/** Before, there was no news: `0001-01-01` is what programs write for "never". */
const firstYear = 1900

interface DateParts {
  year: number
  month: number
  day: number
  /** What stands beside the date. */
  clock: string
}

export function parseFeedDate(written: string): number | null {
  const text = written.trim().slice(0, maxDateLength)
  return parseUsualDate(text) ?? parseAnyDate(text)
}

function parseAnyDate(text: string): number | null {
  const counted = sinceEpoch(text)
  if (counted !== null) return counted
  const parts = isoParts(text) ?? numberedParts(text) ?? namedParts(text)
  if (!parts) return null
  const { year, month, day } = parts
  if (year < firstYear || month < 1 || month > 12 || day < 1 || day > 31) return null
  const midnight = Date.UTC(year, month - 1, day)
  // 31 June: the feed's mistake, not ours to move to July.
  if (new Date(midnight).getUTCDate() !== day) return null
  // Korean feeds that name no zone mean their own.
  return atClock(midnight, hangul.test(text) ? `${parts.clock} KST` : parts.clock)
}

/** 2026-08-18T11:43:03Z, 20260818, 2026-08, 2026, 2026-230 (the day of the year), 20260818114303. */
function isoParts(text: string): DateParts | null {
  const match =
    /^(?:\p{L}+\.?,?\s+)?(\d{4})(?:-(\d{3})(?!\d)|-?(\d{2})(?:-?(\d{2}))?|[/.](\d{1,2})[/.](\d{1,2})|-(\d)-(\d{1,2}))?\.?(?:(?:\s*T\s*|[\s,]+|(?<=^\d{8})|(?=[+-]\d\d:?\d\d$))(\P{L}.*|\p{L}+\s*\d.*))?$/iu.exec(
      text,
    )
  if (!match) return null
  const [, year, dayOfYear, month, day, slashMonth, slashDay, shortMonth, shortDay, clock = ''] = match
  // A clock without a day is part of something else.
  if (clock !== '' && (!/\d/.test(clock) || !(dayOfYear ?? day ?? slashDay ?? shortDay))) return null
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

/** `18.08.2026`, `2026年8月18日`, `2026년 8월 18일`, and `8/18/2026` where the numbers or AM and PM give it away. */
function numberedParts(text: string): DateParts | null {
  const east = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?/.exec(text)
  if (east)
    return { year: Number(east[1]), month: Number(east[2]), day: Number(east[3]), clock: beside(text, east) }
  const match = /(?:^|\s)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text)
  if (!match) return null
  const [, one, separator, other, year] = match
  const clock = beside(text, match)
  const american = separator !== '.' && (Number(other) > 12 || /\d\s*[ap]\.?m\b/i.test(clock))
  const [day, month] = american ? [other, one] : [one, other]
  // 8/9/2026: nobody can tell.
  if (separator !== '.' && !american && Number(one) <= 12 && one !== other) return null
  return { year: Number(year), month: Number(month), day: Number(day), clock }
}

/** `Tue, 18 Aug 2026 11:43:03 +0000`, `Tue Aug 18 11:43:03 EDT 2026`, `2026. augusztus 18.`, without any of its parts. */
function namedParts(text: string): DateParts | null {
  const dayFirst =
    /(?:^|[\s,\p{L}])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de |of |ng )?([\p{L}\p{M}]{2,}|tháng \d+)\.?,?[\s-]*(?:de |del |of |năm )?(\d{2,4})(?!\d|:)/iu.exec(
      text,
    )
  if (dayFirst) {
    const [, day = '', month = '', year = ''] = dayFirst
    const parts = withMonth(year, month, day, text.slice(dayFirst.index + dayFirst[0].length))
    if (parts) return parts
  }
  const yearFirst =
    /(?:^|\s)(\d{4})[\s.,-]*(?:m\. |de )?([\p{L}\p{M}]{3,})[\s.-]*(\d{1,2})(?![\d:])\.?(?:\s*d\.)?/iu.exec(
      text,
    )
  if (yearFirst) {
    const [, year = '', month = '', day = ''] = yearFirst
    const parts = withMonth(year, month, day, beside(text, yearFirst))
    if (parts) return parts
  }
  const monthFirst = /(?:^|[\s,])([\p{L}\p{M}]{3,})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(.*)$/iu.exec(
    text,
  )
  if (!monthFirst) return null
  const [, month = '', day = '', rest = ''] = monthFirst
  const year = /(?:^|\s)(\d{4})(?=$|[\s,])/.exec(rest)
  return year?.[1] ? withMonth(year[1], month, day, rest.replace(year[0], ' ')) : null
}

function withMonth(year: string, name: string, day: string, clock: string): DateParts | null {
  const month = Number(/^tháng (\d+)$/iu.exec(name)?.[1] ?? monthOf(name) ?? 0)
  return month === 0 ? null : { year: fullYear(year), month, day: Number(day), clock }
}

/** `26`; and `126`, which programs write that count from 1900. */
function fullYear(written: string): number {
  const year = Number(written)
  if (written.length === 3) return 1900 + year
  if (written.length > 2) return year
  return year < 70 ? 2000 + year : 1900 + year
}

/** The text around what was found. */
function beside(text: string, { 0: found, index }: RegExpExecArray): string {
  return `${text.slice(0, index).replace(/^\P{N}*$/u, '')} ${text.slice(index + found.length)}`.trim()
}

/** Null for a clock that cannot be. */
function atClock(midnight: number, written: string): number | null {
  const half = /[ap]\.?\s?m\b|오전|오후|上午|下午|午前|午後/i.exec(written)?.[0].toLowerCase()
  const text = written.replace(/오전|오후|上午|下午|午前|午後/, ' ').replace(leading, '')
  if (text === '') return midnight
  const match =
    /^(\d{1,2})(?:\s?[:.h時时]?\s?(\d{2}))?(?:[:.分]?(\d{2}))?(?:[.,:](\d+))?\s*(?:[ap]\.?\s?m\b\.?)?\s*(.*)$/iu.exec(
      text,
    )
  if (!match) return /\d/.test(text.replace(/[+-][\d:]+/g, '')) ? null : midnight + zoneMs(text, midnight)
  const [, hours = '', minutes = '0', seconds = '0', fraction = '0', zone = ''] = match
  const isAfternoon = half !== undefined && /^p|오후|下午|午後/.test(half)
  const hour = half ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours)
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 61) return null
  const ms =
    ((hour * 60 + Number(minutes)) * 60 + Math.min(Number(seconds), 59)) * 1000 +
    Math.floor(Number(`0.${fraction}`) * 1000)
  return midnight + ms + zoneMs(zone, midnight + ms)
}

/** What may stand between a date and its time: `T`, a day of the week, "at" in any language. */
const leading = /^(?:[\s,.|@·()（）]|[–-](?=\s)|\p{L}+(?=[\s.,)\d]))+/u

const hangul = /[\uAC00-\uD7AF]/

/** Seconds or milliseconds since 1970, from 2001 on: fewer digits may be anything. */
function sinceEpoch(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  return /^\d{13}$/.test(text) ? Number(text) : null
}
