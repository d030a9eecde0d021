/** Numbers of the desk in English words. */

export const locale = 'en-GB'
export const wholeNumber = new Intl.NumberFormat(locale)
export const roughNumber = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 })
const exactNumber = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 })
const inList = new Intl.ListFormat(locale)
const relative = new Intl.RelativeTimeFormat(locale, { style: 'short' })
const plural = new Intl.PluralRules('en')
const minute = 60
const hour = 3600

export function counted(number: number, one: string, other: string): string {
  return `${wholeNumber.format(number)} ${plural.select(number) === 'one' ? one : other}`
}

export function people(number: number): string {
  return counted(number, 'person', 'people')
}

/** `1, 2 and 5` */
export function listed(numbers: readonly number[]): string {
  return inList.format(numbers.map(number => wholeNumber.format(number)))
}

/** `4,200 a second`, `12 a minute`: what was measured, as rough as it is. */
export function roughRate(perSecond: number): string {
  return rate(perSecond, roughNumber)
}

/** What somebody has set. */
export function exactRate(perSecond: number): string {
  return rate(perSecond, exactNumber)
}

function rate(perSecond: number, format: Intl.NumberFormat): string {
  if (perSecond >= 1) return `${format.format(perSecond)} a second`
  if (perSecond * minute >= 1) return `${format.format(perSecond * minute)} a minute`
  return `${format.format(perSecond * hour)} an hour`
}

/** `20 seconds`: so rough that it does not jump with every look. */
export function roughTime(seconds: number): string {
  if (seconds <= 10) return 'a few seconds'
  if (seconds < 1.5 * minute) return `${Math.ceil(seconds / 10) * 10} seconds`
  if (seconds < 1.5 * hour) return counted(Math.ceil(seconds / minute), 'minute', 'minutes')
  if (seconds < 48 * hour) return counted(Math.ceil(seconds / hour), 'hour', 'hours')
  return counted(Math.ceil(seconds / (24 * hour)), 'day', 'days')
}

/** `just now`, `8 min ago`, `3 hr ago`, `6 days ago`. A clock that is a little ahead is no time to come. */
export function agoWords(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000))
  if (seconds < minute) return 'just now'
  if (seconds < 1.5 * hour) return relative.format(-Math.round(seconds / minute), 'minute')
  if (seconds < 36 * hour) return relative.format(-Math.round(seconds / hour), 'hour')
  return relative.format(-Math.round(seconds / (24 * hour)), 'day')
}

/** `0.4 s`, `41 s`, `3 min 12 s`, `2 h 05 min`, `6 days`: short, for columns of figures. */
export function shortTime(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < minute) return `${whole} s`
  if (whole < hour) return `${Math.floor(whole / minute)} min ${two(whole % minute)} s`
  const minutes = Math.round(seconds / minute)
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
  return `${wholeNumber.format(Math.round(minutes / 60 / 24))} days`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
